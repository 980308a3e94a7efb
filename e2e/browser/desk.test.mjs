// 事務局: who is a member and with which standing; what a change of it brings to the member's own device.
import assert from "node:assert/strict";
import { list, offered, publish } from "../harness/offers.mjs";
import { find, people } from "../harness/people.mjs";
import { unit } from "../harness/server.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene } = await stage("desk", {
  members: async (data, id) => [
    { ...KENTA, units: [await unit(data, id, { name: "品質保証部" })], cohort: 2003, title: "課長" },
    SAORI,
    { ...JUN, status: "candidate" },
  ],
});
const [hanako, kenta, jun] = [await join(HANAKO), await join(KENTA, { size: "phone" }), await join(JUN, { size: "phone" })];
const { page } = hanako;
const sheet = page.getByRole("dialog");
const row = (name) => page.getByRole("row").filter({ hasText: name });
const save = () => sheet.getByRole("button", { name: hanako.t("action_save"), exact: true }).click();
const open = (name) => page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
const organizer = page.getByRole("navigation", { name: hanako.t("app_navigation"), exact: true }).getByRole("link", { name: hanako.t("tab_desk") });

scene("the front counts who is there, and leads to them", async () => {
  assert.equal(await kenta.tab("tab_desk").count(), 0, "the desk is for those who work at it");
  await organizer.click();
  const tile = (label) => page.getByRole("main").getByRole("link", { name: new RegExp(`^1\\s*${label}$`) });
  await tile(hanako.t("status_candidate")).click();
  await row("中村 純").waitFor();
  assert.equal(await page.getByRole("row").count(), 2, "its heading and one candidate");
  await hanako.button("offers_clear").click();
  for (const name of ["高橋 花子", "山田 健太", "佐藤 沙織", "中村 純"]) await row(name).waitFor();
  await hanako.sees("品質保証部", row("山田 健太"));
  await page.getByRole("main").getByRole("searchbox").fill("ヤマダ");
  await until("one is left", async () => (await page.getByRole("row").count()) === 2);
  await page.getByRole("main").getByRole("searchbox").fill("");
});

scene("a new status: it is said what follows, the member is told, and other offers are theirs", async () => {
  const alumni = await publish(hanako, org, { title: "戻ってくる人へ", audience: ["alumnus"] });
  const current = await publish(hanako, org, { title: "いま働く人へ", audience: ["current"] });
  await offered(kenta, alumni);
  await kenta.go("/offers");
  await kenta.sees("戻ってくる人へ");
  await open("山田 健太");
  await sheet.getByRole("radio", { name: hanako.t("people_current_company"), exact: true }).check();
  const words = { from: hanako.t("status_alumnus"), to: hanako.t("people_current_company") };
  await hanako.sees(hanako.t("desk_follow_status", words), sheet);
  await hanako.sees(hanako.t("desk_follow_told"), sheet);
  await save();
  await hanako.sees(hanako.t("people_current_company"), row("山田 健太"));
  await kenta.sees("いま働く人へ");
  await kenta.misses("戻ってくる人へ");
  assert.deepEqual((await list(kenta)).map(({ offer }) => offer), [current]);
  await assert.rejects(kenta.rpc("offer", { organization: org, offer: alumni }), { code: "not_found" });
  await kenta.tab("tab_today").tap();
  const said = kenta.t("today_status", { organization: "みどり製作所", status: kenta.t("people_current_company") });
  const notice = kenta.page.getByRole("listitem").filter({ hasText: said });
  await notice.getByRole("button").tap();
  await notice.waitFor({ state: "detached" });

  await open("山田 健太");
  await sheet.getByRole("button", { name: new RegExp(`^${hanako.t("desk_history")}`) }).click();
  await hanako.sees(/アルムナイ → /, sheet);
  await page.keyboard.press("Escape");
  await hanako.notice("action_undo", hanako.t("desk_saved", { name: "山田 健太" })).click();
  await kenta.go("/offers");
  await kenta.sees("戻ってくる人へ");
});

scene("a candidate asks nobody for contact; who became an alumnus does", async () => {
  const { person, organization } = await find(jun, KENTA);
  await assert.rejects(jun.rpc("request_contact", { organization, person, purpose: "catch_up", body: "はじめまして" }), { code: "not_found" });
  await jun.go(`/people/${organization}/${person}`);
  await jun.sees(jun.t("people_not_open"));
  await open("中村 純");
  await sheet.getByRole("radio", { name: hanako.t("status_alumnus"), exact: true }).check();
  await hanako.sees(hanako.t("desk_follow_contact"), sheet);
  await save();
  await jun.button("people_ask").waitFor();
});

scene("unit, cohort and position: what cannot be read is told, what can is seen by the others", async () => {
  await open("佐藤 沙織");
  const cohort = sheet.getByLabel(new RegExp(`^${hanako.t("desk_cohort")}`));
  await cohort.fill("来年");
  await hanako.sees(hanako.t("desk_year_form"), sheet);
  await cohort.fill("２０１８");
  await sheet.getByLabel(new RegExp(`^${hanako.t("desk_title")}`)).fill("主任");
  await sheet.getByRole("button", { name: new RegExp(`^${hanako.t("desk_units")}`) }).click();
  await sheet.getByRole("checkbox", { name: "品質保証部" }).check();
  await hanako.sees(hanako.t("desk_follow_place"), sheet);
  await save();
  const place = ({ units, cohort }) => `${units} ${cohort}`;
  await until("the others see it", async () =>
    (await people(kenta)).some((item) => item.name.family === "佐藤" && place(item) === "品質保証部 2018"));
  await hanako.sees("主任", row("佐藤 沙織"));
});

scene("the role: nobody takes their own; whoever gets it works at the desk, whoever loses it keeps nothing of it", async () => {
  await open("高橋 花子");
  await hanako.sees(hanako.t("desk_role_me"), sheet);
  await page.keyboard.press("Escape");
  await open("山田 健太");
  await sheet.getByRole("radio", { name: hanako.t("role_organizer"), exact: true }).check();
  await save();
  await until("Kenta has a desk", async () => (await kenta.rpc("start")).desks.length === 1);
  await kenta.go(`/desk/${org}/members`);
  await kenta.sees("佐藤 沙織");
  await kenta.go(`/desk/${org}`);
  await kenta.sees(kenta.t("desk_nothing_waits"));
  await kenta.page.getByRole("link", { name: new RegExp(kenta.t("offer_state_published")) }).tap();
  await kenta.sees("いま働く人へ");

  await open("山田 健太");
  await sheet.getByRole("radio", { name: hanako.t("desk_role_member"), exact: true }).check();
  await hanako.sees(hanako.t("desk_follow_member"), sheet);
  await save();
  await until("the desk has gone", async () => (await kenta.rpc("start")).desks.length === 0);
  await kenta.misses("いま働く人へ");
  for (const [method, params] of [["desk", {}], ["desk_offers", {}], ["reports", {}], ["members", { text: "", units: [], statuses: [], offset: 0, limit: 10 }]]) {
    await assert.rejects(kenta.rpc(method, { organization: org, ...params }), { code: "not_found" }, method);
  }
});

scene("a conversation that the desk begins is with the organisation, whoever writes", async () => {
  await open("中村 純");
  await sheet.getByRole("button", { name: hanako.t("desk_message"), exact: true }).click();
  await hanako.compose(JUN).fill("説明会のご案内です");
  await hanako.compose(JUN).press("Enter");
  await jun.go("/messages");
  await jun.page.getByRole("link", { name: /みどり製作所/ }).tap();
  await jun.sees("説明会のご案内です");
  assert.equal(await jun.page.getByRole("main").getByText("高橋").count(), 0, "no name of who works there");
});
