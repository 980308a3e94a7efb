// From a key to the second frame after what it typed is in the page, in the real window, with real keys of the driver: in a
// message, while the first sync runs and after it; and in the search, until its results are painted.
import { rmSync } from "node:fs";
import path from "node:path";
import { Key } from "selenium-webdriver";
import { App } from "../harness/app.mjs";
import { MailBox } from "../harness/mail.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO } from "../harness/world.mjs";
import { whole } from "./fill.mjs";
import { prefer } from "./processes.mjs";

const FIELD = "form textarea";
/** What is looked for, letter by letter. */
const WORDS = ["会議の資料", "同期", "リモートと出張", "zzz", "感謝"];

/** Types on a device that has just signed in: milliseconds of each key during the first sync, after it, and in the search. */
export async function typing(store, count, tell) {
  const mail = await MailBox.open();
  await store.serveAgain(["--smtp", mail.url]);
  const dir = path.join(store.dir, "typing");
  rmSync(dir, { recursive: true, force: true });
  const app = new App(store.desktop, dir);
  await app.start();
  prefer(process.pid);
  try {
    await app.rpc("request_code", { server: `http://${store.listen}`, address: HANAKO.mail });
    await app.rpc("redeem_code", { code: await mail.code(HANAKO.mail) });
    await until("a conversation can be opened", async () => (await app.rpc("start")).phase === "ready");
    await app.go(`/messages/${store.conversations.at(-1)}`);
    const field = await app.see(FIELD);
    await app.driver.executeScript(PROBE);
    const during = [];
    while (await isReading(app)) {
      const key = await typed(app, field, "a");
      if (await isReading(app)) during.push(key);
    }
    tell(`${during.length} keys while it reads`);
    await whole(app, store.conversations);
    const after = [];
    while (after.length < count) after.push(await typed(app, field, "a"));
    await app.go("/search");
    const search = await app.see("input[type=search]");
    const sought = [];
    for (let at = 0; sought.length < count; at += 1) {
      for (const letter of WORDS[at % WORDS.length]) sought.push(await typed(app, search, letter));
      await typed(app, search, Key.ESCAPE);
    }
    return { during, after, sought };
  } finally {
    await app.quit();
    await mail.close();
  }
}

async function isReading(app) {
  return (await app.rpc("status")).progress !== null;
}

async function typed(app, field, letter) {
  await field.sendKeys(letter);
  return app.driver.executeAsyncScript("const done = arguments[0]; bench.typed.then(done)");
}

// Runs in the page.
const PROBE = `
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const input = () => new Promise((resolve) => addEventListener("input", resolve, { capture: true, once: true }));
  /** The list of what was found, or the sentence that says that nothing was, is another one. */
  const found = () => new Promise((resolve) => {
    const observer = new MutationObserver((changes) => {
      const within = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".found");
      if (!changes.some(({ target, addedNodes }) => within(target) || [...addedNodes].some(within))) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const typed = async (event) => {
    const shown = event.target.type === "search" ? found() : input();
    await shown;
    const content = performance.now();
    await frame();
    await frame();
    return { content: content - event.timeStamp, second: performance.now() - event.timeStamp };
  };
  window.bench = { typed: null };
  addEventListener("keydown", (event) => (bench.typed = typed(event)), { capture: true });
`;
