// One folder and two apps: the second is led to the first, waits for it where it cannot be, and is there when it ends.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { text } from "../harness/text.mjs";
import { HANAKO, signIn, step, told, world } from "../harness/world.mjs";

const ja = (key) => text("ja", key);
const en = (key) => text("en", key);

test("a second app on the folder waits, and goes on when the first has ended", told(async () => {
  const { dir, mail, server } = await world("handover");
  // Two sessions of one person: neither bus knows of the other's app.
  const [first, second] = [await Desktop.start(path.join(dir, "first")), await Desktop.start(path.join(dir, "second"), { services: false })];
  await first.unlockKeyring();
  const app = new App(first, path.join(dir, "app"));
  await app.start();
  await signIn(app, server.url, HANAKO.mail, mail);
  await app.see("nav");
  cpSync(path.join(dir, "first/data/keyrings"), path.join(dir, "second/data/keyrings"), { recursive: true });
  await second.unlockKeyring();
  const other = new App(second, app.dir);

  await step("the second says that the first is open, and reads nothing", async () => {
    await other.start();
    await other.sees(en("locked_in_use_title"));
    await other.press(en("locked_unlock"));
    await other.sees(en("fail_in_use"));
    await assert.rejects(other.rpc("inbox"), { code: "in_use" });
    assert.equal((await app.rpc("start")).phase, "ready");
  });

  await step("the first ends, and the second has everything without a tap", async () => {
    await app.quit();
    await other.sees(ja("today_confirm"), { seconds: 30 });
    assert.equal((await other.rpc("start")).address, HANAKO.mail);
  });
  await other.quit();
}));

test("an app that starts in the moment in which the last one ends takes its place", told(async () => {
  const { dir } = await world("ending");
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const app = new App(desktop, path.join(dir, "app"));
  const folder = createHash("sha256").update(app.dir).digest("hex").slice(0, 12);
  const ending = desktop.start("/usr/bin/python3", ["-uc", ENDING, `app.resumex.f${folder}.SingleInstance`]);
  await ending.line(/^(ready)$/);
  await app.start();
  await app.sees(ja("welcome_title"));
  assert.ok(ending.hasEnded, "the last one was spoken to, and gave no answer");
  assert.ok(await app.runs(), "the next start is led to this one");
  await app.quit();
}));

// Has the name of the app that runs, and ends as soon as it is spoken to.
const ENDING = `
import os, sys, dbus, dbus.service, dbus.mainloop.glib
from gi.repository import GLib
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
class Ending(dbus.service.Object):
    @dbus.service.method("org.SingleInstance.DBus", in_signature="ass")
    def ExecuteCallback(self, arguments, folder):
        os._exit(0)
name = dbus.service.BusName(sys.argv[1], dbus.SessionBus())
object = Ending(name, "/" + sys.argv[1].replace(".", "/"))
print("ready")
GLib.MainLoop().run()
`;
