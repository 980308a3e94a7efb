// A conversation of two people, each at their own screen.
import assert from "node:assert/strict";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, scene, wire } = await stage("conversation");
const way = await wire();
const hanako = await join(HANAKO, { server: way.url });
const kenta = await join(KENTA, { size: "phone" });

const FIRST = "ご無沙汰しております";
const conversation = await connect(kenta, hanako, HANAKO, { body: FIRST });

const write = hanako.compose(KENTA);
const bubble = (device, words) => device.page.locator("[data-message]").filter({ hasText: words });
const clock = (words) => bubble(hanako, words).getByRole("img", { name: hanako.t("talk_waiting") });
const LIMIT = 20_000;

async function choose(words, action) {
  await bubble(hanako, words).hover();
  await bubble(hanako, words).getByRole("button", { name: hanako.t("talk_more") }).click();
  await hanako.page.getByRole("menuitem", { name: hanako.t(action) }).click();
}

scene("a message: first a clock, then sent; the other sees it come in", async () => {
  await hanako.tab("tab_people").click();
  await hanako.page.getByRole("link", { name: /山田 健太/ }).click();
  await hanako.link("people_open").click();
  await bubble(hanako, FIRST).waitFor();
  await hanako.settled();

  await kenta.tab("tab_messages").tap();
  way.hold("/v1/ops");
  await write.fill("お久しぶりです");
  await write.press("Enter");
  await clock("お久しぶりです").waitFor();
  assert.equal(await write.inputValue(), "");
  await hanako.chip(hanako.t("status_unsent", { count: 1 }));
  way.release("/v1/ops");
  await clock("お久しぶりです").waitFor({ state: "detached" });
  await hanako.chip(hanako.t("status_fresh"));

  const row = kenta.page.getByRole("link", { name: /高橋 花子/ });
  await row.getByText(kenta.t("inbox_unread", { count: 1 })).waitFor();
  await row.getByText("お久しぶりです").waitFor();
  await kenta.page.getByRole("link", { name: kenta.t("tab_unread", { label: kenta.t("tab_messages"), count: 1 }) }).waitFor();
  assert.equal(await kenta.page.title(), "(1) ResumeX");
});

scene("it is marked as read when the other has opened it, and not before", async () => {
  assert.equal(await bubble(hanako, "お久しぶりです").getByText(hanako.t("talk_read")).count(), 0);
  await kenta.page.getByRole("link", { name: /高橋 花子/ }).tap();
  await bubble(kenta, "お久しぶりです").waitFor();
  await bubble(hanako, "お久しぶりです").getByText(hanako.t("talk_read")).waitFor();
  await until("nothing is unread", async () => (await kenta.rpc("start")).unread === 0);
  await kenta.link("action_back").tap();
  await kenta.link("tab_messages").waitFor();
  assert.equal(await kenta.page.title(), "ResumeX");
  await kenta.page.getByRole("link", { name: /高橋 花子/ }).tap();
});

scene("Enter that ends a Japanese composition sends nothing; Enter with Shift breaks the line", async () => {
  await write.fill("かんじ");
  const keys = await write.evaluate((area) => {
    const key = (init) => area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init }));
    area.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    const untouched = [key({ isComposing: true, keyCode: 229 })];
    // WebKit ends the composition before it reports the key that ended it.
    area.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "漢字" }));
    untouched.push(key({ isComposing: false, keyCode: 13 }));
    return untouched;
  });
  assert.deepEqual(keys, [true, true], "the keys were left to the input method");
  await write.evaluate((area) => area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true })));
  await write.press("Shift+Enter");
  assert.equal(await write.inputValue(), "かんじ\n");
  await write.pressSequentially("二行目");
  await write.press("Enter");
  await bubble(kenta, "かんじ\n二行目").waitFor();
  const { items } = await page(hanako);
  assert.deepEqual(items.map((item) => item.body), [FIRST, "お久しぶりです", "かんじ\n二行目"]);
});

scene("on a phone Enter breaks the line and the button sends", async () => {
  const area = kenta.compose(HANAKO);
  await area.fill("こちらこそ");
  await area.press("Enter");
  await area.pressSequentially("ご無沙汰しています");
  await kenta.button("compose_send").tap();
  await bubble(hanako, "こちらこそ\nご無沙汰しています").waitFor();
  assert.equal(await area.inputValue(), "");
});

scene("a message is edited, withdrawn, put back and withdrawn for good", async () => {
  await choose("かんじ", "action_edit");
  await hanako.sees(hanako.t("compose_editing"));
  await until("the text is in the composer", async () => (await write.inputValue()) === "かんじ\n二行目");
  await write.fill("漢字");
  await write.press("Enter");
  await bubble(kenta, "漢字").getByText(kenta.t("talk_edited")).waitFor();
  await bubble(hanako, "漢字").getByText(hanako.t("talk_edited")).waitFor();

  await choose("漢字", "action_delete");
  await hanako.sees(hanako.t("talk_withdraw_done"));
  await bubble(hanako, hanako.t("talk_withdrawn")).waitFor();
  await hanako.notice("action_undo").click();
  await bubble(hanako, "漢字").waitFor();
  await hanako.misses(hanako.t("talk_withdraw_done"));

  await choose("漢字", "action_delete");
  await hanako.notice("action_close").click();
  await bubble(kenta, kenta.t("talk_withdrawn")).waitFor();
  await bubble(hanako, hanako.t("talk_withdrawn")).waitFor();
  assert.equal(await bubble(kenta, "漢字").count(), 0);
});

scene("a text over the limit is counted and refused while it is written, and kept as a draft", async () => {
  const count = (number) => number.toLocaleString("ja-JP");
  await write.fill("𠮷".repeat(LIMIT - 1));
  await hanako.sees(hanako.t("compose_count", { count: count(LIMIT - 1), limit: count(LIMIT) }));
  await write.fill("𠮷".repeat(LIMIT + 5));
  await hanako.sees(hanako.t("compose_too_long", { over: 5 }));
  assert.ok(await hanako.button("compose_send").isDisabled());
  await write.press("Enter");
  await until("the draft is kept", async () => (await page(hanako)).draft.length === 2 * (LIMIT + 5));
  await hanako.page.reload();
  await hanako.sees(hanako.t("compose_too_long", { over: 5 }));
  assert.equal(await write.inputValue(), "𠮷".repeat(LIMIT + 5));

  await write.fill("𠮷".repeat(LIMIT));
  await write.press("Enter");
  await until("it has arrived", async () => (await page(kenta)).items.at(-1).body === "𠮷".repeat(LIMIT));
  assert.equal(await write.inputValue(), "");
});

scene("a draft is there after the page was loaded anew, and in the list", async () => {
  await write.fill("書きかけの言葉");
  await hanako.page.reload();
  await until("the draft is back", async () => (await write.inputValue()) === "書きかけの言葉");
  const row = hanako.page.getByRole("link", { name: /山田 健太/ });
  await row.getByText(hanako.t("inbox_draft")).waitFor();
  await row.getByText("書きかけの言葉").waitFor();
  await write.fill("");
  await row.getByText(hanako.t("inbox_draft")).waitFor({ state: "detached" });
});

scene("what has come in meanwhile is read from where it began", async () => {
  await kenta.go("/messages");
  await kenta.link("tab_messages").waitFor();
  const row = kenta.page.getByRole("link", { name: /高橋 花子/ });
  const arrive = async (bodies) => {
    for (const body of bodies) await hanako.rpc("send_message", { conversation, body, about: null });
    await row.getByText(kenta.t("inbox_unread", { count: bodies.length })).waitFor();
    await row.tap();
  };
  const inView = (words) => kenta.page.getByRole("log").getByText(words, { exact: true }).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  }, null, { timeout: 1000 });
  await arrive(Array.from({ length: 30 }, (_, index) => `${index + 1} 通目の知らせ`));
  await until("where the unread begins is on the screen", () => inView(kenta.t("talk_unread_from")));
  await until("the first unread is on the screen", () => inView("1 通目の知らせ"));
  await kenta.button("talk_to_bottom").tap();
  await until("the last one is on the screen", () => inView("30 通目の知らせ"));
  await kenta.button("talk_to_bottom").waitFor({ state: "detached" });
});

/** The conversation, as the engine of a device has it. */
function page(device) {
  return device.rpc("conversation", { conversation, before: null, limit: 50 });
}
