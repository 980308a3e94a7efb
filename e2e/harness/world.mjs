// What every end-to-end test begins with: a mail box, a real server, an organisation and its people.
import { after } from "node:test";
import { rm } from "node:fs/promises";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { look } from "./eyes.mjs";
import { report, stopAll } from "./group.mjs";
import { MailBox } from "./mail.mjs";
import { folder, target } from "./place.mjs";
import { admin, member, organization, Server } from "./server.mjs";
import { until } from "./until.mjs";

export const HANAKO = {
  mail: "hanako@example.test", family: "高橋", given: "花子", familyKana: "たかはし", givenKana: "はなこ",
};
export const KENTA = {
  mail: "kenta@example.test", family: "山田", given: "健太", familyKana: "やまだ", givenKana: "けんた",
};
export const SAORI = {
  mail: "saori@example.test", family: "佐藤", given: "沙織", familyKana: "さとう", givenKana: "さおり", status: "current",
};
export const JUN = {
  mail: "jun@example.test", family: "中村", given: "純", familyKana: "なかむら", givenKana: "じゅん",
};
export const COMPANY = { name: "みどり製作所", kana: "みどりせいさくしょ" };

/** No step of a story takes this long. */
const LONGEST = 60_000;

/**
 * Starts them; they end with the test file. Hanako is the organizer. `members` are the others: people, or what gives them
 * once the organisation is there, from its data folder and its id. With `demo` it is the demo world, of three hundred.
 */
export async function world(name, { members = [KENTA], company = COMPANY, demo = false } = {}) {
  const dir = await folder(name);
  const mail = await MailBox.open();
  const data = path.join(dir, "server");
  const org = demo ? void (await admin(data, "demo-world")) : await founded(data, company, members);
  const server = await Server.start(data, { smtp: mail.url });
  after(async () => {
    if (process.exitCode || process.env.RESUMEX_E2E_KEEP) console.error(report());
    await stopAll();
    await mail.close();
    if (!process.env.RESUMEX_E2E_KEEP) await rm(dir, { recursive: true, force: true });
  });
  return { dir, mail, data, org, server };
}

async function founded(data, company, members) {
  const org = await organization(data, { ...company, organizer: HANAKO });
  for (const each of typeof members === "function" ? await members(data, org) : members) await member(data, org, each);
  return org;
}

/** A step of a story: the next makes no sense without it. */
export async function step(name, body) {
  const begun = performance.now();
  try {
    await Promise.race([body(), late(name)]);
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
  console.log(`   ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
}

async function late(name) {
  await pause(LONGEST, undefined, { ref: false });
  throw new Error(`${name} took longer than ${LONGEST / 1000} s`);
}

/** A test body whose failure tells what the running programs have said. */
export function told(body) {
  return async (context) => {
    try {
      await body(context);
    } catch (error) {
      console.error(report());
      const pictures = path.join(target, "e2e/failed");
      mkdirSync(pictures, { recursive: true });
      for (const [name, picture] of await look()) {
        const file = path.join(pictures, `${name}.png`);
        writeFileSync(file, picture);
        console.error(`what was on the screen: ${file}`);
      }
      throw error;
    }
  };
}

/** Signs a device in by its calls alone, with the code from the mail. */
export async function signIn(device, server, address, mail) {
  await device.rpc("request_code", { server, address });
  await device.rpc("redeem_code", { code: await mail.code(address) });
  await until("the first sync is done", async () => (await device.rpc("start")).phase === "ready", { seconds: 30 });
}
