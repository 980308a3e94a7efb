// The pictures of the documents (docs/pictures), in both languages: a person of the demo world and an organizer do what
// docs/walkthrough.md describes, on the real screens. A step that can no longer be done so stops it.
// `node walkthrough.mjs en` takes those of one language.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { launch } from "./harness/browser.mjs";
import { stopAll } from "./harness/group.mjs";
import { MailBox } from "./harness/mail.mjs";
import { folder, root } from "./harness/place.mjs";
import { admin, Server } from "./harness/server.mjs";
import { desk } from "./walkthrough/desk.mjs";
import { offers } from "./walkthrough/offers.mjs";
import { messages, people, report } from "./walkthrough/others.mjs";
import { arrive, profile, settings } from "./walkthrough/own.mjs";

async function walk(language) {
  const into = path.join(root, "docs/pictures", language);
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const dir = await folder("walkthrough");
  const mail = await MailBox.open();
  const browser = await launch();
  try {
    const data = path.join(dir, "server");
    await admin(data, "demo-world");
    const server = await Server.start(data, { smtp: mail.url });
    const world = { language, into, dir, mail, browser, server };
    const phone = await arrive(world);
    await profile(world, phone);
    await people(world, phone);
    await messages(world, phone);
    await offers(world, phone);
    await settings(world, phone);
    await report(world, phone);
    await desk(world);
  } finally {
    await browser.close();
    await stopAll();
    await mail.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const asked = process.argv.slice(2);
for (const language of asked.length > 0 ? asked : ["ja", "en"]) await walk(language);
