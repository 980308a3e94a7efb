// An app whose window is closed or was never shown: with a panel that shows its icon, and without one.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { Group } from "../harness/group.mjs";
import { connect } from "../harness/people.mjs";
import { program } from "../harness/place.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, signIn, step, told, world } from "../harness/world.mjs";
import { Panel } from "./panel.mjs";
import { askToClose } from "./x11.mjs";

const ja = (key, gaps) => text("ja", key, gaps);

// The words outside the window, as src-tauri/src/tray/words.rs has them.
const WORDS = { open: "ResumeX を開く", check: "いま確認する", quit: "終了", none: "未読はありません", hidden: "ResumeX は動いています" };
const unread = (count) => `未読 ${count}件`;

/** A desktop with somebody who is signed in and somebody who writes to them. */
async function scenery(name, { panel: withPanel }) {
  const { dir, mail, server } = await world(name);
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const notices = await desktop.startNotices();
  const panel = withPanel ? await Panel.start(desktop) : null;
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.see("nav");
  const kenta = await Devhost.start(path.join(dir, "kenta"), { device: "Kenta" });
  await signIn(kenta, server.url, KENTA.mail, mail);
  const conversation = await connect(kenta, app, HANAKO);
  await app.rpc("mark_read", { conversation });
  const windows = async () => {
    const said = await desktop.run("xdotool", ["search", "--onlyvisible", "--class", "resumex"]).catch(() => "");
    return said.split("\n").filter(Boolean).map(Number);
  };
  return {
    app, desktop, notices, panel, conversation, windows,
    shown: () => until("the window is there", async () => (await windows()).length === 1),
    hidden: () => until("the window is gone", async () => (await windows()).length === 0),
    /** What the button in the window's frame does. */
    async close() {
      const [window] = await until("the window is there", async () => (await windows()).length === 1 && windows());
      await askToClose(desktop.env.DISPLAY, window);
    },
    /** What a person does who starts the app again. */
    startAgain: (...args) => Group.start(program("resumex"), args, { env: { ...desktop.env, RESUMEX_DIR: app.dir } }).finish(),
    writes: (body) => kenta.rpc("send_message", { conversation, body }),
    notified: (words) => notices.line(new RegExp(` Notify .*${words}`), { seconds: 30 }),
  };
}

test("with a panel: the icon leads to an app whose window is closed", told(async () => {
  const it = await scenery("tray", { panel: true });
  const { app, panel, conversation } = it;

  await step("the icon stands, in the language of the app", async () => {
    assert.equal((await app.rpc("host_choices")).has_tray, true);
    await until("its words", async () => (await panel.menu()).has(WORDS.none));
    assert.deepEqual([...(await panel.menu()).keys()], [WORDS.open, WORDS.none, WORDS.check, WORDS.quit]);
  });

  await step("chosen in the settings, closing the window hides it, and the checks go on", async () => {
    await app.go("/settings/notifications");
    await app.press(ja("notify_close_to_tray"));
    await until("it is kept", async () => (await app.rpc("host_choices")).close_to_tray);
    await it.close();
    await it.hidden();
    assert.equal(await app.runs(), true);
    await it.writes("窓は閉じています");
    await it.notified("窓は閉じています");
    await until("the icon tells of it", async () => (await panel.tip()).includes(unread(1)));
  });

  await step("it asks the server when it is told to", async () => {
    const polls = async () => (await app.rpc("checks")).polls.wakeups;
    const before = await polls();
    await panel.choose(WORDS.check);
    await until("one more check", async () => (await polls()) === before + 1);
    assert.deepEqual(await it.windows(), []);
  });

  await step("the number in the menu leads to the messages", async () => {
    await panel.choose(unread(1));
    await it.shown();
    await until("the messages are shown", async () => (await app.place()) === "#/messages");
    await app.rpc("mark_read", { conversation });
    await until("nothing is unread", async () => (await panel.menu()).has(WORDS.none));
  });

  await step("a click on the icon brings the window back, and so does a second start", async () => {
    for (const back of [() => panel.click(), () => panel.choose(WORDS.open), () => it.startAgain()]) {
      await it.close();
      await it.hidden();
      await back();
      await it.shown();
      await until("it has the keyboard", () => app.driver.executeScript("return document.hasFocus()"));
    }
  });

  await step("a start with the system leaves a hidden window where it is, and a link does not", async () => {
    await it.close();
    await it.hidden();
    await it.startAgain("--hidden");
    await app.rpc("status");
    assert.deepEqual(await it.windows(), []);
    await it.startAgain("resumex://people");
    await it.shown();
    await until("the people are shown", async () => (await app.place()) === "#/people");
  });

  await step("ended from the icon, the app is gone although closing only hides it", async () => {
    await panel.choose(WORDS.quit);
    await until("the app has ended", async () => !(await app.runs()));
    await app.ended();
  });

  await step("started with the system, no window shows, and everything else is there", async () => {
    await app.open("--hidden");
    await until("the engine is open", async () => (await app.rpc("start")).phase === "ready");
    await it.writes("まだ窓はありません");
    await it.notified("まだ窓はありません");
    await until("the icon tells of it", async () => (await panel.tip()).includes(unread(1)));
    assert.deepEqual(await it.windows(), []);
    await panel.click();
    await it.shown();
    await app.see("nav");
  });

  await step("chosen the other way, closing the window ends the app", async () => {
    await app.go("/settings/notifications");
    await app.press(ja("notify_close_to_tray"));
    await until("it is kept", async () => !(await app.rpc("host_choices")).close_to_tray);
    await it.close();
    await until("the app has ended", async () => !(await app.runs()));
  });
  await app.ended();
}));

test("without a panel: the person is told once how to come back", told(async () => {
  const it = await scenery("no-tray", { panel: false });
  const { app, notices } = it;
  const tellings = () => notices.said.split("\n").filter((line) => line.includes(" Notify ") && line.includes(WORDS.hidden)).length;

  await step("no icon is promised", async () => {
    assert.equal((await app.rpc("host_choices")).has_tray, false);
  });

  await step("a window that is hidden says where it went, and a second start brings it back", async () => {
    await app.rpc("choose_host", { close_to_tray: true });
    await it.close();
    await it.hidden();
    await it.notified(WORDS.hidden);
    assert.equal(await app.runs(), true);
    await it.writes("窓は閉じています");
    await it.notified("窓は閉じています");
    await it.startAgain();
    await it.shown();
    await app.see("nav");
  });

  await step("it says so once", async () => {
    await it.close();
    await it.hidden();
    await it.writes("もう一度閉じました");
    await it.notified("もう一度閉じました");
    assert.equal(tellings(), 1);
    await it.startAgain();
    await it.shown();
  });

  await step("chosen the other way, closing the window ends the app", async () => {
    await app.rpc("choose_host", { close_to_tray: false });
    await it.close();
    await until("the app has ended", async () => !(await app.runs()));
  });
  await app.ended();
}));
