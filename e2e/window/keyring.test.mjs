// The key lies in the keystore of the machine: what happens when that is locked, or when there is none.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop, PASSWORD } from "../harness/desktop.mjs";
import { text } from "../harness/text.mjs";
import { HANAKO, signIn, step, told, world } from "../harness/world.mjs";

const ja = (key, gaps) => text("ja", key, gaps);
// Before the files are open no language is chosen: the web view's own decides.
const en = (key, gaps) => text("en", key, gaps);

test("a locked keyring is told and waited for, and nothing is lost", told(async () => {
  const { dir, mail, server } = await world("locked");
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.quit();

  await step("the app starts while the keyring is locked", async () => {
    await desktop.lockedKeyring();
    await app.start();
    await app.sees(en("locked_title"));
    assert.equal((await app.rpc("start")).phase, "locked");
  });

  await step("a refused password dialogue changes nothing and makes no new key", async () => {
    await app.press(en("locked_unlock"));
    await desktop.answerKeyring(null);
    await app.button(en("locked_unlock"));
    assert.equal((await app.rpc("start")).phase, "locked");
    await app.sees(en("locked_title"));
  });

  await step("with the right password everything is back", async () => {
    await app.press(en("locked_unlock"));
    await desktop.answerKeyring(PASSWORD);
    await app.sees(ja("today_confirm"), { seconds: 30 });
    assert.equal((await app.rpc("start")).address, HANAKO.mail);
  });
  await app.quit();
}));

test("without any keystore the app says so, and can be used without saving", told(async () => {
  const { dir, mail, server } = await world("bare");
  const desktop = await Desktop.start(path.join(dir, "home"), { services: false });
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await app.sees(en("locked_none_title"));
  await app.press(en("locked_without"));
  await app.sees(en("welcome_title"));
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.sees(en("app_not_saving"));
  await app.restart();
  await app.sees(en("locked_none_title"));
  await app.quit();
}));
