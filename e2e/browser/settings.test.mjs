// Settings: language, look, the devices that are signed in, and leaving.
import assert from "node:assert/strict";
import { connect, people } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, mail, scene, server } = await stage("settings");
const desk = await join(HANAKO, { named: "Desk" });
const phone = await join(HANAKO, { named: "Phone", size: "phone" });
const kenta = await join(KENTA, { size: "phone" });

const html = (device) => device.page.locator("html");
const choose = (name) => desk.page.getByRole("radio", { name, exact: true }).check();
const compose = (device) => device.compose(KENTA);
const talk = `/messages/${await connect(desk, kenta, KENTA)}`;

scene("the language changes at once, and what was being written stays", async () => {
  await desk.go(talk);
  await compose(desk).fill("まだ書きかけの文");
  await desk.tab("tab_settings").click();
  await choose("English");
  desk.language = "en";
  await desk.sees(text("en", "settings_sign_out_note"));
  assert.equal(await html(desk).getAttribute("lang"), "en");
  await desk.tab("tab_messages").click();
  await desk.page.getByRole("link", { name: /山田 健太/ }).click();
  await until("the draft is there", async () => (await compose(desk).inputValue()) === "まだ書きかけの文");
  await desk.page.reload();
  await until("the draft is there", async () => (await compose(desk).inputValue()) === "まだ書きかけの文");
  assert.equal(await html(desk).getAttribute("lang"), "en", "the choice is kept");
  await desk.go("/settings");
  await choose("日本語");
  desk.language = "ja";
  await desk.sees(text("ja", "settings_sign_out_note"));
  assert.equal(await html(desk).getAttribute("lang"), "ja");
});

scene("light, dark, or as the machine has it", async () => {
  const background = () => desk.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const theme = (wanted) => until(wanted, async () => (await html(desk).getAttribute("data-theme")) === wanted);
  await theme("light");
  const light = await background();
  await choose(desk.t("settings_dark"));
  await theme("dark");
  assert.notEqual(await background(), light);
  await desk.page.reload();
  await theme("dark");
  await desk.page.getByRole("group", { name: desk.t("settings_theme") }).getByRole("radio", { name: desk.t("settings_system") }).check();
  await theme("light");
  await desk.page.emulateMedia({ colorScheme: "dark" });
  await theme("dark");
  await desk.page.emulateMedia({ colorScheme: "light" });
  await theme("light");
});

scene("a device is signed out from another one: it says so and stays readable", async () => {
  const sessions = desk.page.getByRole("region", { name: desk.t("settings_sessions") });
  await sessions.getByRole("listitem").filter({ hasText: "Desk" }).getByText(desk.t("settings_this_device")).waitFor();
  await sessions.getByRole("button", { name: desk.t("settings_revoke_of", { device: "Phone" }) }).click();
  await desk.sees(desk.t("settings_revoked", { device: "Phone" }));
  assert.equal(await sessions.getByRole("listitem").count(), 1);

  await phone.page.getByRole("alert").getByText(phone.t("app_remote_out")).waitFor();
  await phone.tab("tab_messages").tap();
  await phone.page.getByRole("link", { name: /山田 健太/ }).tap();
  await compose(phone).fill("サインアウト中に書いた文");
  await phone.button("compose_send").tap();
  await phone.sees("サインアウト中に書いた文");
  await phone.link("app_sign_in_again").tap();
  assert.equal(await phone.page.getByLabel(phone.t("welcome_mail"), { exact: true }).inputValue(), HANAKO.mail);
  await phone.button("welcome_send").tap();
  await phone.page.getByLabel(phone.t("code_label"), { exact: true }).fill(await mail.code(HANAKO.mail));
  await phone.button("code_submit").tap();
  await until("the other has it", async () => (await kenta.rpc("inbox"))[0]?.preview === "サインアウト中に書いた文");
  await phone.misses(phone.t("app_remote_out"));
  await phone.settled();
});

scene("signing out warns of what is unsent, and then leaves nothing on the device", async () => {
  await server.stop();
  await phone.chip(phone.t("status_offline"));
  await phone.go(talk);
  await compose(phone).fill("まだ送られていない文");
  await phone.button("compose_send").tap();
  await phone.sees("まだ送られていない文");
  await phone.go("/settings");
  await phone.button("settings_sign_out").tap();
  const warning = phone.page.getByRole("dialog", { name: phone.t("settings_unsent_title") });
  await phone.sees(phone.t("settings_unsent_lead", { count: 1 }), warning);
  await warning.getByRole("link", { name: phone.t("settings_unsent_see") }).tap();
  await phone.sees("まだ送られていない文");
  await phone.link("action_back").tap();
  await phone.button("settings_sign_out").tap();
  await warning.getByRole("button", { name: phone.t("settings_unsent_discard") }).tap();
  await phone.sees(phone.t("welcome_title"));

  await phone.page.reload();
  await phone.sees(phone.t("welcome_title"));
  const { phase, me, address } = await phone.rpc("start");
  assert.deepEqual({ phase, me, address }, { phase: "signed_out", me: null, address: null });
  for (const method of ["inbox", "today", "settings", "profile", "outbox"]) {
    await assert.rejects(phone.rpc(method), { code: "unauthorized" }, method);
  }
  await assert.rejects(people(phone), { code: "unauthorized" });
  assert.equal((await desk.rpc("inbox")).length, 1, "the other device is untouched");
  await server.start();
});
