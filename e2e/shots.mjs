// A picture of every room: phone and desktop, Japanese and English, light and dark. Real server, real devices. `shots
// phone-ja-light desktop-en` takes only those whose names have one of these words in them.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { launch } from "./harness/browser.mjs";
import { alone, beginning, desk, Devices, found, member, trouble, Visitor, within } from "./harness/gallery.mjs";
import { stopAll } from "./harness/group.mjs";
import { MailBox } from "./harness/mail.mjs";
import { folder, target } from "./harness/place.mjs";
import { admin, Server } from "./harness/server.mjs";

const into = path.join(target, "shots");
const wanted = process.argv.slice(2);
const looks = ["ja", "en"].flatMap((language) => ["light", "dark"].map((scheme) => ({ language, scheme })));
const named = (size, { language, scheme }) => `${size}-${language}-${scheme}`;
const isWanted = (name) => wanted.length === 0 || wanted.some((word) => name.includes(word));

if (wanted.length === 0) rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });

const dir = await folder("shots");
const mail = await MailBox.open();
const data = path.join(dir, "server");
await admin(data, "demo-world");
await found(data);
const server = await Server.start(data, { smtp: mail.url });
const devices = new Devices({ dir, mail, server });
const browser = await launch();
const faults = [];
try {
  for (const make of [beginning, alone, desk, member]) await take(await make(devices));
  const broken = await trouble(devices);
  await take(broken, ["trouble"]);
  await broken.part();
  await take(broken, ["offline"]);
} finally {
  await browser.close();
  await stopAll();
  await mail.close();
  rmSync(dir, { recursive: true, force: true });
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Every room of these parts in every look, the phone's beside the desktop's. */
async function take({ hosts, parts }, names = Object.keys(parts)) {
  const rooms = Object.assign({}, ...names.map((name) => parts[name]));
  await Promise.all(Object.entries(hosts).map(async ([size, host]) => {
    for (const look of looks.filter((look) => isWanted(named(size, look)))) await walk(host, size, look, rooms);
  }));
}

async function walk(host, size, look, rooms) {
  const visitor = await Visitor.enter(browser, host, { size, ...look });
  for (const [name, room] of within(size, rooms)) {
    const file = `${name}-${named(size, look)}.png`;
    try {
      await visitor.enter(room);
      await visitor.page.screenshot({ path: path.join(into, file), animations: "disabled" });
      await visitor.leave();
    } catch (error) {
      faults.push(`${file}: ${error.message}`);
    }
  }
  faults.push(...visitor.page.complaints.map((complaint) => `${named(size, look)}: ${complaint}`));
  await visitor.close();
}
