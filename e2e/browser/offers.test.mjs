// An offer from its draft to a casual talk: the desk writes it, an alumnus reads it, holds it against their conditions,
// keeps it and asks.
import assert from "node:assert/strict";
import { list, OFFER, offered, publish } from "../harness/offers.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene } = await stage("offers", { members: [KENTA, SAORI] });
const [hanako, kenta, saori] = [await join(HANAKO), await join(KENTA, { size: "phone" }), await join(SAORI)];
const { page } = hanako;
const TITLE = OFFER.title;
const field = (name) => page.locator(`[name="${name}"]`);
const row = (device) => device.page.getByRole("main").getByRole("listitem").filter({ hasText: TITLE });
const mine = async () => (await hanako.rpc("desk_offers", { organization: org }))[0];
let offer;

scene("a draft is not published while the law wants more said, and what it wants is named and led to", async () => {
  await hanako.go("/desk");
  await page.getByRole("navigation", { name: hanako.t("tab_desk") }).getByRole("link", { name: hanako.t("tab_offers") }).click();
  await hanako.button("desk_new").click();
  await page.getByRole("dialog").getByRole("radio", { name: hanako.t("offer_kind_comeback"), exact: true }).check();
  await hanako.button("desk_create").click();
  await field("title").fill(TITLE);
  const missing = page.getByRole("listitem").getByRole("button");
  const named = async () => (await missing.allInnerTexts()).map((text) => text.trim());
  const side = (name, part) => hanako.t("offer_side", { name: hanako.t(name), side: hanako.t(part) });
  await until("the items are named", async () => (await named()).includes(side("offer_term_duties", "offer_initial")));
  assert.ok((await named()).includes(side("offer_term_place", "offer_scope")));
  assert.ok((await named()).includes(hanako.t("offer_term_smoking")));
  await missing.filter({ hasText: hanako.t("offer_term_smoking") }).click();
  await until("a tap leads to its field", async () => (await page.locator(":focus").getAttribute("name")) === "terms.smoking");

  await hanako.button("desk_publish").click();
  await until("the first of them has the cursor", async () => (await page.locator(":focus").getAttribute("name")) === "description");
  ({ item: { offer } } = await mine());
  await assert.rejects(hanako.rpc("publish_offer", { organization: org, offer }), { code: "missing_items" });
  await hanako.settled();
  assert.deepEqual(await list(kenta), [], "a draft is the desk's alone");
});

scene("complete, it is looked at as its readers will, and published", async () => {
  const { terms } = OFFER;
  for (const [part, said] of Object.entries(terms)) {
    if (typeof said === "string" && part !== "form") await field(`terms.${part}`).fill(said);
    if (said.initial) {
      await field(`terms.${part}.initial`).fill(said.initial);
      await field(`terms.${part}.range`).fill(said.range);
    }
  }
  await field("description").fill(OFFER.description);
  await field("prefecture").selectOption(OFFER.prefecture);
  await page.getByRole("radio", { name: hanako.t("offer_remote_partly"), exact: true }).check();
  await field("terms.pay.min").fill("30万");
  await field("terms.pay.max").fill("４０万");
  await page.getByRole("checkbox", { name: hanako.t("status_alumnus"), exact: true }).check();
  await field("reply_within_days").fill("7");
  await hanako.button("action_add").click();
  await page.getByLabel(hanako.t("desk_criterion_name")).fill("宗教");
  await hanako.sees(hanako.t("desk_unfair"));
  await page.getByLabel(hanako.t("desk_criterion_name")).fill("統計的品質管理");
  await hanako.misses(hanako.t("desk_unfair"));
  await hanako.sees(hanako.t("desk_complete"));
  await page.getByRole("tab", { name: hanako.t("desk_preview") }).click();
  await page.getByText(terms.duties.range).waitFor();
  await page.getByRole("tab", { name: hanako.t("desk_write") }).click();
  await hanako.button("desk_publish").click();
  await page.getByRole("dialog").getByText(hanako.t("status_alumnus")).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: hanako.t("desk_publish"), exact: true }).click();
  await hanako.sees(hanako.t("desk_published"));
  await offered(kenta, offer);
  const { value } = await kenta.rpc("offer", { organization: org, offer });
  assert.deepEqual(value, { ...OFFER, audience: ["alumnus"] }, "what was typed is what is read");
  assert.deepEqual(await list(saori), [], "it is meant for alumni");
});

scene("an alumnus finds it, holds it against what they look for and bring, and keeps it", async () => {
  await kenta.tab("tab_offers").tap();
  await row(kenta).getByText(kenta.t("offer_new")).waitFor();
  await row(kenta).getByRole("button", { name: kenta.t("offers_save_of", { title: TITLE }) }).tap();
  await kenta.page.getByRole("tab", { name: new RegExp(`^${kenta.t("offers_saved")}`) }).tap();
  await row(kenta).waitFor();
  await row(kenta).getByRole("link").tap();
  const verdict = (what) => kenta.page.getByRole("listitem").filter({ hasText: what });
  await verdict("統計的品質管理").getByText(kenta.t("offer_unmet"), { exact: true }).waitFor();
  await kenta.sees(kenta.t("offer_no_conditions"));
  await kenta.rpc("add_row", { value: { body: { type: "skill", name: "統計的品質管理", note: "" }, visibility: [] } });
  await verdict("統計的品質管理").getByText(kenta.t("offer_met"), { exact: true }).waitFor();

  await kenta.link("offer_set_conditions").tap();
  await kenta.page.getByRole("checkbox", { name: kenta.t("offer_kind_comeback"), exact: true }).check();
  await kenta.page.getByRole("button", { name: `${kenta.t("offer_part_prefecture")}: ${kenta.t("conditions_choose")}`, exact: true }).tap();
  await kenta.page.getByRole("dialog").getByRole("checkbox", { name: /^京都府/ }).check();
  await kenta.page.getByRole("dialog").getByRole("button", { name: kenta.t("action_close"), exact: true }).first().tap();
  await kenta.page.getByLabel(kenta.t("conditions_pay"), { exact: true }).fill("35万");
  await kenta.page.getByLabel(kenta.t("conditions_pay"), { exact: true }).blur();
  await kenta.page.goBack();
  await verdict(kenta.t("offer_part_kind")).getByText(kenta.t("offer_met"), { exact: true }).waitFor();
  await verdict(kenta.t("offer_part_prefecture")).getByText(kenta.t("offer_unmet"), { exact: true }).waitFor();
  await verdict(kenta.t("offer_term_pay")).getByText(kenta.t("offer_met"), { exact: true }).waitFor();
  const { items: [item] } = await kenta.rpc("offers", { organization: null, kinds: [], text: "", saved: true, closed: false });
  assert.deepEqual(item.met, { met: 3, stated: 4 });
});

scene("a casual talk opens the conversation with the desk, and the offer stands in it on both sides", async () => {
  await kenta.button("offers_talk").tap();
  const sheet = kenta.page.getByRole("dialog");
  await sheet.getByText(kenta.t("offers_name_shown", { name: "山田 健太" })).waitFor();
  await sheet.getByLabel(kenta.t("offers_message")).fill("一度お話を伺えますか");
  await sheet.getByRole("button", { name: kenta.t("compose_send"), exact: true }).tap();
  const card = (device) => device.page.locator("[data-message]").filter({ hasText: "一度お話を伺えますか" }).getByRole("link", { name: TITLE });
  await card(kenta).waitFor();
  await hanako.go("/messages");
  const waiting = page.getByRole("link", { name: /山田 健太/ });
  await waiting.getByText(hanako.t("tab_desk")).waitFor();
  await waiting.click();
  await card(hanako).click();
  await until("the desk's own page of it", async () => (await page.evaluate(() => location.hash)) === `#/desk/${org}/offers/${offer}`);
  await hanako.page.goBack();
  await hanako.compose(KENTA).fill("ぜひ、来週にでも");
  await hanako.compose(KENTA).press("Enter");
  await kenta.sees("ぜひ、来週にでも");
  await card(kenta).tap();
  await kenta.link("people_open").waitFor();
  assert.equal(await kenta.page.evaluate(() => location.hash), `#/offers/${org}/${offer}`);
});

scene("a change after it was published is told: what it was, what it became", async () => {
  await hanako.go(`/desk/${org}/offers/${offer}`);
  await hanako.sees(hanako.t("desk_public_note"));
  await field("terms.pay.min").fill("280,000");
  await field("terms.pay.min").press("Tab");
  const history = kenta.page.getByRole("article").getByRole("listitem").filter({ hasText: kenta.t("offer_before") });
  await history.getByText(/30万円/).waitFor();
  await history.getByText(/28万円/).waitFor();
  await field("terms.smoking").fill("");
  await field("terms.smoking").press("Tab");
  await hanako.sees(hanako.t("desk_needed"));
  assert.equal((await mine()).value.terms.smoking, OFFER.terms.smoking, "readers have lost nothing");
  await field("terms.smoking").fill(OFFER.terms.smoking);
  await kenta.go("/today");
  const news = kenta.page.getByRole("listitem").filter({ hasText: kenta.t("today_offer_changed") });
  await news.getByRole("link").tap();
  await history.waitFor();
});

scene("what has ended stays readable for who kept it, and can be asked about no more", async () => {
  await hanako.button("desk_close").click();
  await hanako.sees(hanako.t("desk_closed"));
  await kenta.sees(kenta.t("offers_closed_note"));
  assert.equal(await kenta.button("offers_talk").count() + await kenta.button("offers_about").count(), 0);
  await kenta.link("people_open").waitFor();
  await hanako.notice("action_undo", hanako.t("desk_closed")).click();
  await kenta.button("offers_about").waitFor();
});

scene("contract work says parties, fee and the day of payment at once", async () => {
  const terms = {
    form: "contract", client: "株式会社みどり製作所", content: "検査手順書の監修", period: "2027年1月から3月まで", place: "在宅",
    fee: { unit: "total", min: 600_000, max: null, note: "", fixed_overtime: null }, pay_day: "検収の翌月末", pay_within_days: 61, acceptance: "納品から10日以内",
  };
  const contract = { kind_of: "contract", title: "手順書の監修", audience: ["alumnus", "current"] };
  await assert.rejects(publish(hanako, org, { ...contract, terms }), { code: "missing_items", field: "terms.pay_within_days" }, "60 days at most");
  const made = await publish(hanako, org, { ...contract, terms: { ...terms, pay_within_days: 60 } });
  await offered(saori, made);
  await saori.go(`/offers/${org}/${made}`);
  for (const said of ["株式会社みどり製作所", "検収の翌月末", saori.t("offer_pay_within", { days: 60 })]) await saori.sees(said);
});
