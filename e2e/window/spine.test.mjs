// The main story, in the real window against the real server: sign in, work offline, start again, be sent, disagree.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, signIn, step, told, world } from "../harness/world.mjs";

const ja = (key, gaps) => text("ja", key, gaps);

test("one person, two devices and a server that comes and goes", told(async () => {
  const { dir, mail, server } = await world("spine");
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const app = new App(desktop, path.join(dir, "app"));

  await step("signs in with the code from the mail, and the first sync fills the app", async () => {
    await app.start();
    await app.sees(ja("welcome_title"));
    await app.write("input[name=server]", server.url);
    await app.write("input[name=address]", HANAKO.mail);
    await app.press(ja("welcome_send"));
    await app.sees(ja("code_title"));
    await app.write("input[name=code]", await mail.code(HANAKO.mail));
    await app.press(ja("code_submit"));
    await app.sees(ja("today_confirm"), { seconds: 30 });
    await app.sees(ja("status_fresh"));
  });

  await step("asks for contact and changes the profile while the server is away", async () => {
    await server.stop("SIGKILL");
    await app.press(ja("tab_people"));
    await app.press(`${KENTA.family} ${KENTA.given}`);
    await app.press(ja("people_ask"));
    await app.press(ja("people_purpose_catch_up"));
    await app.write("textarea[name=body]", "電車の中で書いています");
    await app.press(ja("people_ask_send"));
    await app.sees(ja("talk_asked"));
    await app.sees("電車の中で書いています");
    await app.press(ja("tab_me"));
    await app.write("[name=headline]", "品質管理の仕事を探しています");
    await until("the edit is in the outbox", async () => {
      const waiting = await app.rpc("outbox");
      return waiting.some((item) => item.field === "headline" && item.text.includes("品質管理の仕事"));
    });
    await app.sees(ja("app_offline_line"));
  });

  await step("has all of it after the app was ended and started again, still without a server", async () => {
    await app.restart();
    await app.press(ja("tab_me"));
    const field = await app.see("[name=headline]");
    assert.equal(await field.getAttribute("value"), "品質管理の仕事を探しています");
    const verbs = (await app.rpc("outbox")).map((item) => item.verb).sort();
    assert.deepEqual(verbs, ["send_message", "set_field", "start_conversation"], "what was typed still waits");
  });

  await step("sends it when the server is back, and nothing is left waiting", async () => {
    await server.start();
    await until("the outbox is empty", async () => (await app.rpc("outbox")).length === 0, { seconds: 60 });
    await app.sees(ja("status_fresh"), { seconds: 30 });
  });

  const second = await Devhost.start(path.join(dir, "second"), { device: "Second" });
  await step("a second device shows it, and the other person has the message", async () => {
    await signIn(second, server.url, HANAKO.mail, mail);
    await until("the headline on the second device", async () =>
      headline(await second.rpc("profile")).text === "品質管理の仕事を探しています");
    const kenta = await Devhost.start(path.join(dir, "kenta"), { device: "Kenta" });
    await signIn(kenta, server.url, KENTA.mail, mail);
    const inbox = await until("the message in the other inbox", async () => {
      const items = await kenta.rpc("inbox");
      return items.length > 0 && items;
    });
    assert.equal(inbox[0].preview, "電車の中で書いています");
    assert.equal(inbox[0].unread, 1);
    await kenta.stop();
  });

  await step("both devices change one field: the person sees both and decides", async () => {
    await server.stop("SIGKILL");
    await app.press(ja("tab_me"));
    await app.write("[name=headline]", "こちらの端末の言葉");
    await until("the edit waits", async () => (await app.rpc("outbox")).some((item) => item.text === "こちらの端末の言葉"));
    await setHeadline(second, "もう一つの端末の言葉");
    // The app is away while the other device's edit lands first.
    await app.quit();
    await server.start();
    await until("the other edit has landed", async () => (await second.rpc("outbox")).length === 0, { seconds: 60 });
    await app.start();
    await until("the app knows of the conflict", async () =>
      (await app.rpc("outbox")).some((item) => item.state === "conflict"), { seconds: 60 });

    await app.press(ja("tab_me"));
    await app.press(ja("profile_settle"));
    await app.sees("もう一つの端末の言葉");
    await app.sees("こちらの端末の言葉");
    await app.press(ja("conflict_theirs"));
    await app.press(ja("conflict_save"));
    await until("nothing waits", async () => (await app.rpc("outbox")).length === 0, { seconds: 30 });
    assert.equal(headline(await app.rpc("profile")).text, "もう一つの端末の言葉");
    await until("both devices agree", async () => headline(await second.rpc("profile")).text === "もう一つの端末の言葉");
  });

  await app.quit();
  await step("nothing that was written lies open in the files of the app or of the web view", async () => {
    const written = ["電車の中で書いています", "品質管理の仕事", HANAKO.mail].map((text) => Buffer.from(text));
    for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      if (!entry.isFile() || file.startsWith(path.join(dir, "server"))) continue;
      const bytes = await readFile(file);
      assert.ok(written.every((text) => !bytes.includes(text)), `${file} holds what was written`);
    }
  });
}));

async function setHeadline(device, text) {
  const { text: before, visibility } = headline(await device.rpc("profile"));
  await device.rpc("set_field", { field: "headline", base: { text: before, visibility }, value: { text, visibility } });
}

function headline(profile) {
  return profile.fields.find((field) => field.field === "headline");
}
