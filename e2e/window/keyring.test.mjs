// The key lies in the keystore of the machine: what happens when that is locked, when there is none, and when it is
// ended, locked or another one while the app runs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop, PASSWORD } from "../harness/desktop.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
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

test("a keyring that goes, changes and locks while the app is used takes nothing with it", told(async () => {
  const { dir, mail, server } = await world("gone");
  // Nothing starts a keyring here but the test.
  const home = path.join(dir, "home");
  const desktop = await Desktop.start(home, { services: false });
  await desktop.unlockKeyring();
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);

  await step("it is killed, and the app goes on", async () => {
    await desktop.stopKeyring("SIGKILL");
    await write(app, "鍵の保管場所がなくても");
    await until("it is sent", async () => (await app.rpc("status")).unsent === 0);
  });

  await step("at the next start it is missing, and the files are left alone", async () => {
    await app.quit();
    const before = files(app.dir);
    await app.start();
    await app.sees(en("locked_none_title"));
    await app.press(en("locked_unlock"));
    await app.sees(en("fail_no_keystore"));
    assert.deepEqual(files(app.dir), before);
  });

  await step("it comes back, and the app opens without a tap", async () => {
    await desktop.unlockKeyring();
    await app.sees(ja("today_confirm"), { seconds: 30 });
  });

  const keyrings = path.join(home, "data/keyrings");
  await step("another keyring answers, and overwrites nothing", async () => {
    await app.quit();
    const before = files(app.dir);
    await desktop.stopKeyring();
    renameSync(keyrings, `${keyrings}.ours`);
    await desktop.unlockKeyring();
    await app.start();
    await app.sees(en("locked_missing_title"));
    await app.press(en("locked_unlock"));
    await app.sees(en("fail_key_missing"));
    assert.equal((await app.rpc("start")).phase, "key_missing");
    assert.deepEqual(files(app.dir), before);
  });

  await step("the first keyring is put back, and the app opens without a tap", async () => {
    await desktop.stopKeyring();
    renameSync(keyrings, `${keyrings}.other`);
    renameSync(`${keyrings}.ours`, keyrings);
    await desktop.unlockKeyring();
    await app.sees(ja("today_confirm"), { seconds: 30 });
    assert.equal((await app.rpc("start")).address, HANAKO.mail);
  });

  await step("it locks while the app runs: what is sent is sent, and a sign-out leaves nothing", async () => {
    await lock(desktop);
    await write(app, "ロックされていても");
    await until("it is sent", async () => (await app.rpc("status")).unsent === 0);
    await app.rpc("sign_out", { discard_unsent: false });
    await app.sees(en("locked_title"));
    assert.deepEqual(files(app.dir).map(([name]) => name), ["leaving"]);
    await desktop.stopKeyring();
    await desktop.unlockKeyring();
    await app.sees(en("welcome_title"), { seconds: 30 });
    assert.ok(!files(app.dir).some(([name]) => name === "leaving"), "the sign-out is finished");
  });
  await app.quit();
}));

/** Writes to the desk. */
async function write(app, body) {
  const { desks: [{ organization }] } = await app.rpc("start");
  const { conversation } = await app.rpc("start_desk", { organization, person: null });
  await app.rpc("send_message", { conversation, body, about: null });
}

/** What the app keeps in its folder, each with its content's fingerprint; what SQLite lays beside a file in use is no part of it. */
function files(dir) {
  const own = readdirSync(dir).filter((name) => /\.db$|\.kept$|^leaving$/.test(name)).sort();
  return own.map((name) => [name, createHash("sha256").update(readFileSync(path.join(dir, name))).digest("hex")]);
}

/** As the system does when the person goes away. */
function lock(desktop) {
  return desktop.call(
    "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
    "array:objpath:/org/freedesktop/secrets/collection/login",
  );
}
