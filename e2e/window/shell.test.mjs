// What the shell does for the app on a desktop: links, one instance, notices; and what it does not let the page do.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { Group } from "../harness/group.mjs";
import { connect } from "../harness/people.mjs";
import { program } from "../harness/place.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, signIn, step, told, world } from "../harness/world.mjs";

test("links, one instance, notices, and a page that is kept in its place", told(async () => {
  const { dir, mail, server } = await world("shell");
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const notices = await desktop.startNotices();
  const app = new App(desktop, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.see("nav");
  const place = () => app.driver.executeScript("return location.hash");

  await step("a second start ends at once and only leads the first to where its link points", async () => {
    const env = { ...desktop.env, RESUMEX_DIR: app.dir };
    await Group.start(program("resumex"), ["resumex://profile"], { env }).finish();
    await until("the profile is shown", async () => (await place()) === "#/profile");
    await Group.start(program("resumex"), ["resumex://messages/../../etc/passwd"], { env }).finish();
    await Group.start(program("resumex"), ["https://example.test/"], { env }).finish();
    assert.equal(await place(), "#/profile", "a link that leads nowhere goes nowhere");
  });

  await step("the page can leave for no other address and open no window", async () => {
    const before = await app.driver.getCurrentUrl();
    for (const address of ["https://example.test/", "http://127.0.0.1:9/", "file:///etc/passwd", "data:text/html,x"]) {
      await app.driver.executeScript("location.href = arguments[0]", address);
      await app.rpc("status");
      assert.equal(await app.driver.getCurrentUrl(), before, `it went to ${address}`);
    }
    await app.driver.executeScript("window.open('https://example.test/')");
    assert.equal((await app.driver.getAllWindowHandles()).length, 1);
  });

  await step("the page may call one command and nothing else", async () => {
    const refused = (command, params = {}) => app.driver.executeAsyncScript(
      "const [command, params, done] = arguments;" +
        "window.__TAURI_INTERNALS__.invoke(command, params).then(() => done(null), (error) => done(String(error)))",
      command, params,
    );
    for (const [command, params] of [
      ["plugin:event|emit", { event: "resumex", payload: { open: "/outbox" } }],
      ["plugin:window|close", { label: "main" }],
      ["plugin:webview|create_webview_window", { options: { label: "x" } }],
      ["plugin:window-state|save_window_state", { flags: 1 }],
      ["plugin:deep-link|register", { protocol: "http" }],
      ["plugin:path|resolve_directory", { directory: 1 }],
      ["no_such_command", {}],
    ]) {
      assert.match(await refused(command, params), /not (allowed|found)/i, command);
    }
    assert.equal(await app.driver.executeScript("return typeof window.__TAURI__"), "undefined");
    assert.equal(await app.driver.executeScript("return Object.isFrozen(Object.prototype)"), true);
  });

  await step("no script and no style of a message could run, and no request leave", async () => {
    const told = await app.driver.executeAsyncScript(`
      const done = arguments[0];
      const violated = new Set();
      document.addEventListener("securitypolicyviolation", (event) => violated.add(event.effectiveDirective));
      const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
      add("script", { textContent: "window.ran = true" });
      add("style", { textContent: "body { opacity: 0.5 }" });
      add("img", { src: "https://example.test/a.png" });
      add("iframe", { src: "https://example.test/" });
      fetch("https://example.test/").catch(() => {});
      let evaluated = true;
      try { new Function("window.ran = true")(); } catch { evaluated = false; }
      setTimeout(() => done({ violated: [...violated], ran: Boolean(window.ran), evaluated }), 500);
    `);
    assert.equal(told.ran, false);
    assert.equal(told.evaluated, false);
    for (const directive of ["script-src-elem", "style-src-elem", "img-src", "frame-src", "connect-src"]) {
      assert.ok(told.violated.includes(directive), `${directive} was not refused: ${told.violated}`);
    }
  });

  await step("a message that comes while the window is away shows a notice, and a click leads to it", async () => {
    const kenta = await Devhost.start(path.join(dir, "kenta"), { device: "Kenta" });
    await signIn(kenta, server.url, KENTA.mail, mail);
    const conversation = await connect(kenta, app, HANAKO);
    await desktop.lookAway();
    await until("the window has lost the keyboard", () => app.driver.executeScript("return !document.hasFocus()"));
    await kenta.rpc("send_message", { conversation, body: "お久しぶりです <b>山田</b> です" });
    await notices.line(/ Notify .*山田 健太/, { seconds: 30 });
    await app.driver.executeScript("location.hash = '#/people'");
    await desktop.clickNotice(1);
    await until("the conversation is shown", async () => (await place()) === `#/messages/${conversation}`);
    await app.sees("お久しぶりです <b>山田</b> です");
    await until("the window is in front again", () => app.driver.executeScript("return document.hasFocus()"));
  });

  await step("the window comes back in the size it was left in", async () => {
    await app.driver.manage().window().setRect({ width: 900, height: 640 });
    await until("the new size", async () => (await app.driver.manage().window().getRect()).width === 900);
    await desktop.lookAway();
    await until("its place is kept", () => existsSync(path.join(app.dir, "window.json")));
    await app.restart();
    const { width, height } = await app.driver.manage().window().getRect();
    assert.deepEqual({ width, height }, { width: 900, height: 640 });
  });

  await step("a link that starts the app leads to its place as well", async () => {
    await app.quit();
    await app.start("resumex://outbox");
    await until("the outbox is shown", async () => (await place()) === "#/outbox");
  });
  await app.quit();
}));
