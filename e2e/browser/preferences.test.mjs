// What a person sets for themselves: how years are counted, when what rings, what they look for. It is theirs on each of
// their devices, and nobody else's.
import assert from "node:assert/strict";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, org, scene, server } = await stage("preferences");
const phone = await join(KENTA, { named: "Phone", size: "phone" });
const desk = await join(KENTA, { named: "Desk" });
const hanako = await join(HANAKO);
const { page } = phone;
const settings = async (device) => device.rpc("settings");
const cadence = async (device, category) => {
  const [{ cadences }] = (await settings(device)).notifications;
  return cadences.find((each) => each.category === category);
};
/** Does something, until the page has been answered so. */
const told = (device, holds, act) => Promise.all([
  device.page.waitForResponse(async (answer) =>
    answer.url().endsWith("/rpc") && answer.request().postDataJSON().method === "settings" && holds(await answer.json())),
  act(),
]);
const both = (what, holds) => until(what, async () => (await holds(phone)) && (await holds(desk)));

scene("years as one counts them: everywhere at once, on the other device too", async () => {
  const body = { type: "work", employer: "みどり製作所", title: "", from: "1990-04", to: "2019-05", description: "" };
  await phone.rpc("add_row", { value: { body, visibility: [] } });
  await phone.settled();
  await desk.go("/profile");
  await desk.sees("1990年4月 – 2019年5月");
  await phone.tab("tab_me").tap();
  await phone.link("tab_settings").tap();
  await page.getByRole("radio", { name: phone.t("settings_japanese"), exact: true }).check();
  await desk.sees("平成2年4月 – 令和元年5月");
  await page.getByRole("radio", { name: phone.t("settings_western"), exact: true }).check();
  await desk.sees("1990年4月 – 2019年5月");
});

scene("what rings at once, once a day, once a week or never, for each organisation; the standard is named", async () => {
  await page.getByRole("link", { name: new RegExp(`^${phone.t("settings_notifications")}`) }).tap();
  const select = (key) => page.getByRole("combobox", { name: phone.t(key), exact: true });
  const shown = (key) => select(key).evaluate((element) => element.selectedOptions[0].textContent.trim());
  assert.equal(await shown("notify_message"), phone.t("notify_standard", { cadence: phone.t("notify_now") }));
  assert.equal(await shown("notify_offer"), phone.t("notify_standard", { cadence: phone.t("notify_weekly") }));
  assert.equal(await select("notify_desk").count(), 0, "what cannot come is not offered");
  await told(phone, ({ notifications: [{ cadences }] }) => cadences.some((each) => each.cadence === "daily"), () =>
    select("notify_message").selectOption({ label: phone.t("notify_daily") }));
  await select("notify_offer").selectOption({ label: phone.t("notify_off") });
  await both("both ring like this", async (device) =>
    (await cadence(device, "message")).cadence === "daily" && (await cadence(device, "offer")).cadence === "off");
  await select("notify_message").selectOption("now");
  await both("the standard again", async (device) => (await cadence(device, "message")).is_default);
  assert.equal((await cadence(hanako, "message")).is_default, true);
});

scene("quiet hours, across midnight and within a day; without a server too", async () => {
  await server.stop();
  await phone.chip(phone.t("status_offline"));
  const use = page.getByRole("checkbox", { name: phone.t("notify_quiet_use") });
  await use.check();
  const span = (from, to) => phone.t("notify_quiet_note", { span: phone.t("notify_span", { from, to }) });
  await phone.sees(span("22:00", phone.t("notify_next_morning", { time: "7:00" })));
  const time = (key) => page.getByRole("combobox", { name: phone.t(key), exact: true });
  await time("notify_from").selectOption({ label: "0:30" });
  await phone.sees(span("0:30", "7:00"));
  await time("notify_to").selectOption({ label: "0:30" });
  await phone.sees(phone.t("notify_quiet_same"));
  await time("notify_to").selectOption({ label: "6:00" });
  await page.reload();
  await phone.sees(span("0:30", "6:00"));
  await server.start();
  await both("both are quiet", async (device) => {
    const { quiet } = (await settings(device)).preferences;
    return quiet?.from === 30 && quiet.to === 360;
  });
  await phone.settled();
  await use.uncheck();
  await both("neither is quiet", async (device) => (await settings(device)).preferences.quiet === null);
});

scene("how it is looked for what is new, in plain figures", async () => {
  await phone.sees(phone.t("notify_live"));
  await phone.button("notify_check_now").tap();
  const { today } = await phone.rpc("checks");
  assert.ok(today.requests > 0 && today.bytes_down > 0);
  await phone.button("notify_details").tap();
  await phone.sees(phone.t("notify_requests"));
});

scene("conditions are kept on both devices, and by no answer that anybody else gets", async () => {
  await desk.go("/settings/conditions");
  const work = desk.page;
  await told(desk, ({ conditions }) => conditions.kinds.length === 1, () =>
    work.getByRole("checkbox", { name: desk.t("offer_kind_side_job"), exact: true }).check());
  await work.getByRole("button", { name: `${desk.t("offer_part_prefecture")}: ${desk.t("conditions_choose")}`, exact: true }).click();
  const sheet = work.getByRole("dialog");
  await sheet.getByRole("searchbox").fill("沖縄");
  await told(desk, ({ conditions }) => conditions.prefectures.length === 1, () =>
    sheet.getByRole("checkbox", { name: /^沖縄県/ }).check());
  await work.keyboard.press("Escape");
  await told(desk, ({ conditions }) => conditions.remote === "full", () =>
    work.getByRole("radio", { name: desk.t("offer_remote_full"), exact: true }).check());
  await work.getByRole("combobox", { name: desk.t("desk_pay_unit") }).selectOption("year");
  const pay = work.getByLabel(desk.t("conditions_pay"), { exact: true });
  await pay.fill("たくさん");
  await desk.sees(desk.t("conditions_pay_invalid"));
  await told(desk, ({ conditions }) => conditions.pay !== null, () => pay.fill("６５０万"));
  await work.getByLabel(desk.t("row_year", { label: desk.t("conditions_from") })).fill("令和9");
  await work.getByLabel(desk.t("row_month", { label: desk.t("conditions_from") })).selectOption("04");
  const wished = { kinds: ["side_job"], prefectures: ["沖縄県"], remote: "full", pay: { unit: "year", yen: 6_500_000 }, from: "2027-04" };
  await both("both have them", async (device) => JSON.stringify(sorted((await settings(device)).conditions)) === JSON.stringify(sorted(wished)));
  await phone.go("/settings/conditions");
  assert.ok(await page.getByRole("checkbox", { name: phone.t("offer_kind_side_job"), exact: true }).isChecked());
  await phone.button("conditions_clear").tap();
  await both("none", async (device) => (await settings(device)).conditions.kinds.length === 0);
  await phone.notice("action_undo", phone.t("conditions_cleared")).tap();
  await both("they are back", async (device) => (await settings(device)).conditions.from === "2027-04");
  const { person } = (await hanako.rpc("members", { organization: org, text: KENTA.family, units: [], statuses: [], offset: 0, limit: 1 })).items[0];
  await hanako.rpc("fetch_person", { organization: org, person });
  const known = JSON.stringify([await hanako.rpc("person", { organization: org, person }), await hanako.rpc("settings")]);
  assert.ok(!known.includes("沖縄"));
});

function sorted(value) {
  return Object.fromEntries(Object.entries(value).sort());
}
