// Contact: a request with a purpose, its answer, and what one can do about somebody one wants nothing to do with.
import assert from "node:assert/strict";
import { connect, find, isStanding, people, request } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene } = await stage("contact", { members: [KENTA, JUN, SAORI] });
const [hanako, kenta, jun, saori] = [
  await join(HANAKO), await join(KENTA, { size: "phone" }), await join(JUN), await join(SAORI, { size: "phone" }),
];
const dialog = (device) => device.page.getByRole("dialog");
const knows = async (device, { family }) => (await people(device)).some(({ name }) => name.family === family);

scene("a request says what for, and one message goes with it; the other side opens the conversation", async () => {
  const { page } = kenta;
  await kenta.tab("tab_people").tap();
  await page.getByRole("link", { name: /中村 純/ }).tap();
  await kenta.button("people_ask").tap();
  await dialog(kenta).getByLabel(kenta.t("people_words"), { exact: true }).fill("検査の設計について伺えますか");
  await kenta.button("people_ask_send").tap();
  await kenta.sees(kenta.t("people_purpose_missing"));
  await dialog(kenta).getByRole("radio", { name: kenta.t("people_purpose_know_how"), exact: true }).check();
  await kenta.button("people_ask_send").tap();
  await kenta.sees(kenta.t("talk_asked"));
  await kenta.sees("検査の設計について伺えますか");
  assert.equal(await kenta.compose(JUN).count(), 0, "one message until it is answered");

  await jun.tab("tab_people").click();
  await jun.page.getByRole("link", { name: new RegExp(jun.t("people_requests")) }).click();
  const row = jun.page.getByRole("listitem").filter({ hasText: "山田 健太" });
  await row.getByText(jun.t("people_purpose_know_how")).waitFor();
  // To look at it tells the other one nothing.
  await row.getByRole("link").click();
  await jun.sees(jun.t("talk_purpose", { purpose: jun.t("people_purpose_know_how") }));
  assert.equal(await jun.compose(KENTA).count(), 0);
  await jun.settled();
  assert.equal(await kenta.page.getByText(kenta.t("talk_read"), { exact: true }).count(), 0);
  await jun.page.getByRole("button", { name: new RegExp(`^${jun.t("people_accept")}`) }).click();
  await jun.compose(KENTA).fill("もちろんです");
  await jun.compose(KENTA).press("Enter");
  await kenta.sees("もちろんです");
  await kenta.compose(JUN).fill("ありがとうございます");
  await kenta.button("compose_send").tap();
  await jun.sees("ありがとうございます");
});

scene("a request that is declined can be undone for a moment, and be accepted later", async () => {
  const conversation = await request(saori, KENTA, { purpose: "alumni_visit", body: "訪問をお願いできますか" });
  await kenta.go("/people/requests");
  const row = kenta.page.getByRole("listitem").filter({ hasText: "佐藤 沙織" });
  const decline = row.getByRole("button", { name: new RegExp(`^${kenta.t("people_decline")}`) });
  await decline.tap();
  await kenta.notice("action_undo", kenta.t("people_declined_done")).tap();
  await decline.tap();
  await row.getByText(kenta.t("people_declined_done")).waitFor();
  // The moment ends when one leaves.
  await kenta.page.reload();
  await until("Saori knows", () => isStanding(saori, conversation, "declined"));
  await saori.go(`/messages/${conversation}`);
  await saori.sees(saori.t("talk_declined"));
  assert.equal(await saori.compose(KENTA).count(), 0);
  await assert.rejects(saori.rpc("send_message", { conversation, body: "もう一度", about: null }), { code: "not_accepted" });

  await kenta.sees(kenta.t("people_requests_later"));
  await row.getByRole("button", { name: new RegExp(`^${kenta.t("people_accept")}`) }).tap();
  await saori.compose(KENTA).waitFor();
});

scene("a report brings the chosen message to the desk, and nothing around it", async () => {
  const talk = await connected(jun, kenta);
  for (const body of ["ふつうの話です", "投資の勧誘です", "別の話です"]) await jun.rpc("send_message", { conversation: talk, body, about: null });
  await kenta.go(`/messages/${talk}`);
  await kenta.sees("別の話です");
  const bubble = kenta.page.locator("[data-message]").filter({ hasText: "投資の勧誘です" });
  await kenta.hold(bubble.locator(".bubble"));
  await kenta.page.getByRole("menuitem", { name: kenta.t("people_report"), exact: true }).tap();
  await dialog(kenta).getByRole("button", { name: kenta.t("report_send"), exact: true }).tap();
  await kenta.sees(kenta.t("report_reason_missing"));
  await dialog(kenta).getByRole("radio", { name: kenta.t("desk_reason_spam"), exact: true }).check();
  assert.ok(await dialog(kenta).getByRole("checkbox", { name: /投資の勧誘です/ }).isChecked(), "the message it began from");
  await dialog(kenta).getByLabel(kenta.t("report_note")).fill("何度も届きます");
  await dialog(kenta).getByRole("button", { name: kenta.t("report_send"), exact: true }).tap();
  await kenta.sees(kenta.t("report_sent"));

  const { page } = hanako;
  await hanako.go(`/desk/${org}/reports`);
  const card = page.getByRole("listitem", { name: hanako.t("desk_report_of", { reporter: "山田 健太", reported: "中村 純" }) });
  await card.getByText("投資の勧誘です").waitFor();
  await card.getByText("何度も届きます").waitFor();
  const [{ messages }] = await hanako.rpc("reports", { organization: org });
  assert.deepEqual(messages.map(({ body }) => body), ["投資の勧誘です"]);
  assert.ok(!(await card.innerText()).includes("ふつうの話です"));
  assert.equal((await hanako.rpc("inbox")).some((item) => item.conversation === talk), false, "the desk reads no conversation");

  await card.getByRole("button", { name: new RegExp(`^${hanako.t("desk_close_report")}`) }).click();
  await dialog(hanako).getByLabel(hanako.t("desk_done")).fill("本人に注意しました");
  await dialog(hanako).getByRole("button", { name: hanako.t("desk_close_report"), exact: true }).click();
  await card.getByText(hanako.t("desk_closed_by", { name: "高橋 花子" })).waitFor();
  await card.getByText("本人に注意しました").waitFor();
  assert.ok(!JSON.stringify([await kenta.rpc("inbox"), await kenta.rpc("today")]).includes("本人に注意しました"));
});

scene("whoever blocks somebody and whoever is blocked vanish for each other, until it is undone", async () => {
  const talk = await connected(jun, kenta);
  await Promise.all([find(kenta, JUN), find(jun, KENTA)]);
  await jun.go("/people");
  const row = jun.page.getByRole("link", { name: /山田 健太/ });
  await row.waitFor();
  await kenta.go(`/messages/${talk}`);
  await kenta.button("talk_menu").tap();
  await kenta.page.getByRole("menuitem", { name: kenta.t("people_block"), exact: true }).tap();
  await kenta.sees(kenta.t("people_blocked"));
  await row.waitFor({ state: "detached" });
  await until("neither knows the other", async () => !(await knows(jun, KENTA)) && !(await knows(kenta, JUN)));
  const { person } = await find(hanako, KENTA);
  await assert.rejects(jun.rpc("fetch_person", { organization: org, person }), { code: "not_found" }, "as if there were nobody");
  await jun.rpc("send_message", { conversation: talk, body: "届くまで残る言葉", about: null });
  await jun.settled();
  const [unheard] = await jun.rpc("outbox");
  assert.deepEqual([unheard.state, unheard.code], ["refused", "not_found"]);
  await kenta.rpc("sync_now");
  assert.ok(!JSON.stringify([await kenta.rpc("inbox"), await kenta.rpc("today")]).includes("届くまで残る言葉"));
  const told = JSON.stringify([await jun.rpc("today"), await jun.rpc("settings")]);
  assert.ok(!told.includes("健太"), "nobody tells who was blocked");

  await kenta.go("/settings/blocks");
  await kenta.page.getByRole("button", { name: kenta.t("blocks_unblock", { name: kenta.called(JUN) }) }).tap();
  await kenta.sees(kenta.t("blocks_empty"));
  await row.waitFor();
  await until("both know each other again", async () => (await knows(jun, KENTA)) && (await knows(kenta, JUN)));
  await jun.rpc("retry", { op: unheard.op });
  await kenta.go(`/messages/${talk}`);
  await kenta.compose(JUN).waitFor();
  await kenta.sees("届くまで残る言葉");
});

/** The conversation of two, which they begin if they have none. */
async function connected(asking, answering) {
  const open = (await asking.rpc("inbox")).find((item) => item.with.given === answering.named && item.standing === "open");
  return open ? open.conversation : connect(asking, answering, { family: "", given: answering.named });
}
