// 今日: at most three things that need the person, each with its answer; then it is finished.
import assert from "node:assert/strict";
import { day, offered, publish } from "../harness/offers.mjs";
import { connect, isStanding, request } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene } = await stage("today", { members: [KENTA, JUN, SAORI] });
const [hanako, kenta, jun, saori] = [
  await join(HANAKO), await join(KENTA, { size: "phone" }), await join(JUN), await join(SAORI, { size: "phone" }),
];
const main = kenta.page.getByRole("main");
const section = (key) => main.getByRole("region", { name: kenta.t(key), exact: true });
const needs = section("today_waiting").getByRole("listitem");
const news = section("today_new").getByRole("listitem");
const card = (words) => needs.filter({ hasText: words });

scene("what was never confirmed is gone through one by one, and then nothing is left", async () => {
  await card(kenta.t("today_confirm")).getByRole("link").tap();
  await main.getByRole("heading", { level: 1, name: kenta.t("confirm_title"), exact: true }).waitFor();
  const { fields, contacts } = await kenta.rpc("profile");
  const stale = [...fields, ...contacts].filter((each) => each.stale);
  const name = stale.filter(({ field }) => ["family_name", "given_name", "family_kana", "given_kana"].includes(field));
  assert.equal(name.length, 4, "the parts of the name, which are confirmed together");
  for (let left = stale.length; left > 0; left -= left === stale.length ? name.length : 1) {
    await kenta.sees(kenta.t("confirm_left", { count: left }));
    await kenta.button("profile_unchanged").tap();
  }
  await kenta.sees(kenta.t("confirm_done"));
  await kenta.go("/today");
  await kenta.sees(kenta.t("today_done"));
  await kenta.settled();
  await kenta.page.reload();
  await kenta.sees(kenta.t("today_done"));
});

scene("a request is answered where it stands, and the other one is told", async () => {
  const conversation = await request(jun, KENTA, { purpose: "know_how", body: "検査の設計について伺えますか" });
  const asked = card("中村 純");
  await asked.getByText(kenta.t("people_purpose_know_how")).waitFor();
  await asked.getByRole("button", { name: new RegExp(kenta.t("people_accept")) }).tap();
  await kenta.misses(kenta.t("people_request"));
  await until("Jun may write", () => isStanding(jun, conversation, "open"));
  const told = jun.page.getByRole("link", { name: jun.t("today_accepted", { name: jun.called(KENTA) }) });
  await told.click();
  await jun.compose(KENTA).waitFor();
});

scene("a message that waits leads to its conversation; read, it waits no more", async () => {
  const [{ conversation }] = await jun.rpc("inbox");
  await kenta.rpc("mark_read", { conversation });
  await kenta.sees(kenta.t("today_done"));
  await jun.compose(KENTA).fill("来週お時間はありますか");
  await jun.compose(KENTA).press("Enter");
  const waiting = card("中村 純");
  await waiting.getByText("来週お時間はありますか").waitFor();
  await waiting.getByText(kenta.t("today_unread", { count: 1 })).waitFor();
  await waiting.getByRole("link").tap();
  await kenta.compose(JUN).waitFor();
  await kenta.link("action_back").tap();
  await kenta.tab("tab_today").tap();
  await kenta.sees(kenta.t("today_done"));
});

scene("three at most: whoever has waited longest first, then what ends soon; the rest is counted", async () => {
  const offer = await publish(hanako, org, { title: "三日後に締め切る募集", closes_on: day(3) });
  await offered(kenta, offer);
  await news.filter({ hasText: "三日後に締め切る募集" }).waitFor();
  await kenta.rpc("save_offer", { organization: org, offer });
  await card("三日後に締め切る募集").getByText(kenta.t("today_closes_in", { days: 3 })).waitFor();

  const open = await connect(hanako, kenta, KENTA, { body: "事務局の高橋です" });
  await request(saori, KENTA, { purpose: "career_advice", body: "転職について伺えますか" });
  const [{ conversation }] = await jun.rpc("inbox");
  await jun.rpc("send_message", { conversation, body: "返信をお待ちしています", about: null });
  await kenta.sees(kenta.t("today_more", { count: 1 }));
  const titles = ["佐藤 沙織", "高橋 花子", "中村 純"];
  await until(`the order ${titles}`, async () => (await needs.count()) === 3 &&
    (await needs.allInnerTexts()).every((words, at) => words.includes(titles[at])));
  for (const id of [open, conversation]) await kenta.rpc("mark_read", { conversation: id });
  await card("三日後に締め切る募集").waitFor();
  await until("two are left", async () => (await needs.count()) === 2);
  await kenta.misses(kenta.t("today_more", { count: 1 }));
});

scene("a desktop says the same, and a notice of a new status is put away", async () => {
  const asked = { organization: org, text: SAORI.family, units: [], statuses: [], offset: 0, limit: 10 };
  const [{ person, value: base }] = (await hanako.rpc("members", asked)).items;
  await hanako.rpc("set_member", { organization: org, person, base, value: { ...base, status: "alumnus" } });
  const said = saori.t("today_status", { organization: "みどり製作所", status: saori.t("status_alumnus") });
  const notice = saori.page.getByRole("listitem").filter({ hasText: said });
  await notice.waitFor();
  await notice.getByRole("button").tap();
  await notice.waitFor({ state: "detached" });
  await saori.settled();
  await saori.page.reload();
  await saori.sees(saori.t("today_confirm"));
  assert.equal(await notice.count(), 0);
  await jun.go("/today");
  await jun.sees(jun.t("today_confirm"));
  await jun.page.getByRole("listitem").filter({ hasText: "三日後に締め切る募集" }).getByRole("link").click();
  await jun.sees(jun.t("offer_terms_employment"));
});
