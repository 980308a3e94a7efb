// Japanese through a real input method: the Enter that takes a conversion sends nothing; the next one does.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { connect } from "../harness/people.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, signIn, step, told, world } from "../harness/world.mjs";
import { chooseJapanese, endJapanese, lacking, startJapanese } from "./japanese.mjs";

const missing = lacking();
const skip = missing.length > 0 && `not installed here: ${missing.join(", ")}; \`cargo xtask setup\` installs them`;

test("Japanese is typed, converted, taken and sent", { skip }, told(async () => {
  const { dir, mail, server } = await world("japanese");
  const desktop = await Desktop.start(path.join(dir, "home"), { unprivileged: true });
  await desktop.unlockKeyring();
  await startJapanese(desktop);
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.see("nav");
  const kenta = await Devhost.start(path.join(dir, "kenta"), { device: "Kenta" });
  await signIn(kenta, server.url, KENTA.mail, mail);
  const conversation = await connect(kenta, app, HANAKO, { body: "お久しぶりです" });
  const press = (...keys) => desktop.run("xdotool", keys);
  const said = async () => (await app.rpc("conversation", { conversation, before: null, limit: 50 })).items.map((item) => item.body);
  const written = () => app.driver.executeScript("return document.querySelector('textarea').value");
  let before;

  await step("the keyboard is in the field of a conversation, and writes Japanese", async () => {
    await app.go(`/messages/${conversation}`);
    await app.sees("お久しぶりです");
    const [window] = (await press("search", "--onlyvisible", "--class", "resumex")).split("\n");
    await press("windowfocus", "--sync", window);
    await (await app.see("textarea")).click();
    await until("it is there", () => app.driver.executeScript(
      "return document.hasFocus() && document.activeElement === document.querySelector('textarea')"));
    // Keys that come before the input method is ready are letters, and their Enter sends them. Its panel may choose another
    // one while it starts.
    await until("the letters become kana", async () => {
      await chooseJapanese(desktop);
      const letters = (await said()).length;
      await press("key", "--delay", "20", "a", "Return");
      await until("the keys have arrived", async () => (await written()) === "あ" || (await said()).length > letters);
      return (await written()) === "あ";
    }, { seconds: 30 });
    before = await said();
  });

  await step("what is being composed stands in the field", async () => {
    await press("type", "--delay", "20", "kanji");
    await until("the kana are there", async () => (await written()) === "あかんじ");
  });

  /** Keys have an effect one after the other: once the caret has moved, whatever came before it is done. */
  const settled = (pattern) => until(`${pattern} is taken`, () => app.driver.executeScript(
    "const { value, selectionStart } = document.querySelector('textarea');" +
      "return new RegExp(arguments[0], 'u').test(value) && selectionStart === value.length - 1", pattern.source));

  await step("Enter takes a conversion and sends nothing", async () => {
    await press("key", "--delay", "20", "space", "Return", "Left");
    await settled(/^あ\p{Script=Han}+\p{Script=Hiragana}*$/u);
    assert.deepEqual(await said(), before);
  });

  await step("Enter takes kana as they are and sends nothing", async () => {
    await press("key", "End");
    await press("type", "--delay", "20", "desu");
    await press("key", "--delay", "20", "Return", "Left");
    await settled(/^あ\p{Script=Han}.*です$/u);
    assert.deepEqual(await said(), before);
  });

  await step("with nothing left to take, Enter sends", async () => {
    const text = await written();
    await press("key", "Return");
    await until("the field is empty", async () => (await written()) === "");
    assert.deepEqual([...(await said())].sort(), [...before, text].sort());
    await until("it has arrived", async () => (await kenta.rpc("inbox"))[0].preview === text);
  });
  await app.quit();
  await endJapanese(desktop);
}));
