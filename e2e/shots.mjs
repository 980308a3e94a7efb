// A picture of every screen and state: phone and desktop, Japanese and English, light and dark. Real server, real devices.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { launch, SIZES } from "./harness/browser.mjs";
import { Devhost } from "./harness/devhost.mjs";
import { stopAll } from "./harness/group.mjs";
import { MailBox } from "./harness/mail.mjs";
import { folder, target } from "./harness/place.mjs";
import { admin, Server } from "./harness/server.mjs";
import { text } from "./harness/text.mjs";
import { until } from "./harness/until.mjs";

const ADDRESS = "hanako@example.test";
const into = path.join(target, "shots");
rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });

const dir = await folder("shots");
const mail = await MailBox.open();
const data = path.join(dir, "server");
await admin(data, "demo-world");
const server = await Server.start(data, { smtp: mail.url });
const device = (name) => Devhost.start(path.join(dir, name), { device: name });
const [fresh, phone, desk] = [await device("fresh"), await device("Phone"), await device("Desk")];
for (const signedIn of [phone, desk]) {
  await signedIn.rpc("request_code", { server: server.url, address: ADDRESS });
  await signedIn.rpc("redeem_code", { code: await mail.code(ADDRESS) });
  await until("the first sync is done", async () => (await signedIn.rpc("status")).state === "fresh");
}
const kenta = (await phone.rpc("inbox")).find((item) => item.with.given === "健太");
const talk = `#/messages/${kenta.conversation}`;

const browser = await launch();
try {
  await all(fresh, [["welcome", "#/"]]);
  await all(phone, [
    ["first-sync", "#/", { phase: "first_sync", status: { state: "syncing", progress: { done: 130, total: 420 } } }],
    ["locked", "#/", { phase: "locked", me: null }],
    ["no-keystore", "#/", { phase: "no_keystore", me: null }],
    ["inbox", "#/messages"],
    ["conversation", talk],
    ["people", "#/people"],
    ["profile", "#/profile"],
    ["visibility", "#/profile", {}, (page, say) => page.getByRole("button", { name: say("field_headline") }).first().click()],
    ["outbox-empty", "#/outbox"],
    ["settings", "#/settings"],
  ]);
  await disagree();
  await all(phone, [
    ["outbox", "#/outbox"],
    ["conflict", `#/conflict/${(await phone.rpc("outbox")).find((item) => item.state === "conflict").op}`],
  ]);
  await server.stop();
  await phone.rpc("send_message", { conversation: kenta.conversation, body: "展示会、ぜひ伺います。" });
  await until("the device knows that it is offline", async () => (await phone.rpc("status")).state === "offline");
  await all(phone, [["offline", talk], ["outbox-offline", "#/outbox"]]);
} finally {
  await browser.close();
  await stopAll();
  await mail.close();
  rmSync(dir, { recursive: true, force: true });
}

/** Both devices change the headline and neither has seen the other's words. */
async function disagree() {
  await server.stop();
  for (const [on, words] of [[desk, "技術と人のあいだの仕事"], [phone, "医療機器の組込みソフト、十年目"]]) {
    const { text: before, visibility } = (await on.rpc("profile")).fields.find((shown) => shown.field === "headline");
    const base = { text: before, visibility };
    await on.rpc("set_field", { field: "headline", base, value: { text: words, visibility } });
  }
  phone.pause();
  await server.start();
  await desk.rpc("sync_now");
  await until("the desk is first", async () => (await desk.rpc("outbox")).length === 0, { seconds: 60 });
  phone.resume();
  await phone.rpc("sync_now");
  await until("the phone disagrees", async () => (await phone.rpc("outbox"))[0]?.state === "conflict", { seconds: 60 });
}

/** Every scene in every size, language and light. `start` is laid over the engine's answer: a state of the machine. */
async function all(on, scenes) {
  for (const size of ["phone", "desktop"]) {
    for (const language of ["ja", "en"]) {
      for (const scheme of ["light", "dark"]) {
        const context = await browser.newContext({
          ...SIZES[size],
          locale: language === "ja" ? "ja-JP" : "en-GB",
          timezoneId: "Asia/Tokyo",
          colorScheme: scheme,
          reducedMotion: "reduce",
        });
        await on.admit(context);
        const page = await context.newPage();
        for (const [name, route, start = {}, act] of scenes) {
          await page.unrouteAll();
          await page.route("**/rpc", (call) => overlaid(call, start));
          await page.goto("about:blank");
          await page.goto(`${on.origin}/${route}`);
          await page.getByRole("heading").first().waitFor();
          await act?.(page, (key) => text(language, key));
          await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
          await page.screenshot({ path: path.join(into, `${name}-${size}-${language}-${scheme}.png`) });
        }
        await context.close();
      }
    }
  }
}

async function overlaid(call, start) {
  if (Object.keys(start).length === 0 || call.request().postDataJSON().method !== "start") return call.continue();
  const answer = await call.fetch();
  const before = await answer.json();
  return call.fulfill({ json: { ...before, ...start, status: { ...before.status, ...start.status } } });
}
