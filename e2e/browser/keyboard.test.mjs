// Everything can be reached from the keyboard: Ctrl+K, the shortcuts, lists, and nothing while somebody is typing.
import assert from "node:assert/strict";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, scene } = await stage("keyboard", { members: [KENTA, JUN, SAORI] });
const [hanako, kenta] = [await join(HANAKO), await join(KENTA)];
const { page } = hanako;
const at = (path) => until(path, async () => (await page.evaluate(() => location.hash)) === `#${path}`);
const focused = (name) => until(`the focus on ${name}`, () => page.evaluate((name) =>
  document.activeElement !== document.body && (document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText).includes(name), name));

scene("Ctrl+K finds every place and action by its name, its reading and in English", async () => {
  const field = page.getByRole("combobox", { name: hanako.t("palette_title") });
  for (const [typed, path] of [["なかま", "/people"], ["offers", "/offers"], ["みそうしん", "/outbox"], ["じむきょく", "/desk"], ["今日", "/today"]]) {
    await page.keyboard.press("Control+k");
    await field.fill(typed);
    assert.equal(await page.getByRole("option", { selected: true }).count(), 1);
    await field.press("Enter");
    if (typed !== "じむきょく") await at(path);
  }
  await page.keyboard.press("Control+k");
  await field.press("ArrowDown");
  await field.press("ArrowDown");
  const second = await page.getByRole("option", { selected: true }).innerText();
  assert.ok(second.includes(hanako.t("tab_people")));
  // What is no place and no action is searched for.
  await field.fill("no-such-thing");
  await page.getByRole("option", { name: hanako.t("search_everything", { text: "no-such-thing" }), selected: true }).waitFor();
  await field.press("Enter");
  await at("/search/no-such-thing");
  await hanako.go("/today");
  await at("/today");
  assert.equal(await field.count(), 0);
});

scene("an Enter that ends a Japanese composition chooses nothing", async () => {
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: hanako.t("palette_title") });
  await field.fill("オファー");
  await field.evaluate((input) => input.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true })));
  await at("/today");
  await field.press("Enter");
  await at("/offers");
});

scene("two keys lead to a place; the list of keys says which, and turns them off", async () => {
  for (const [keys, path] of [["gt", "/today"], ["gm", "/messages"], ["gp", "/people"], ["go", "/offers"], ["gi", "/profile"]]) {
    await page.keyboard.type(keys);
    await at(path);
  }
  await page.keyboard.type("gp");
  await at("/people");
  // The old screen, which has a field for searching too, stays until the new one is there and takes the focus.
  await page.locator("h1:focus", { hasText: hanako.t("tab_people") }).waitFor();
  await page.getByRole("searchbox").waitFor();
  await page.keyboard.press("/");
  await until("the search has the keys", () => page.getByRole("searchbox").evaluate((field) => field === document.activeElement));
  await page.keyboard.type("gt");
  assert.equal(await page.getByRole("searchbox").inputValue(), "gt", "who types, types");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("searchbox").blur();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: hanako.t("keys_title") });
  await hanako.sees(hanako.t("palette_go", { place: hanako.t("tab_offers") }), keys);
  await keys.getByRole("checkbox", { name: hanako.t("keys_single") }).uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.type("gt");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await at("/people");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Enter");
  await at("/today");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: hanako.t("tab_today") }).waitFor();
  await page.keyboard.type("go");
  await at("/offers");
});

scene("a list is walked with the arrows, opened with Enter and left with Escape", async () => {
  await page.keyboard.type("gp");
  const rows = page.getByRole("list", { name: hanako.t("people_list") }).getByRole("link");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await focused("中村 純");
  await page.keyboard.press("End");
  await focused("山田 健太");
  await page.keyboard.press("Home");
  await focused("佐藤 沙織");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2, name: "佐藤 沙織" }).waitFor();
  await page.keyboard.press("Escape");
  await at("/people");
  await hanako.sees(hanako.t("people_choose"));
});

scene("a sheet keeps the focus, and gives it back where it was opened", async () => {
  await page.getByRole("link", { name: /佐藤 沙織/ }).click();
  await hanako.button("people_ask").focus();
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog");
  await sheet.waitFor();
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press("Tab");
    // After the last one the browser itself may have a turn.
    const strays = await sheet.evaluate((element) => document.activeElement !== document.body && !element.contains(document.activeElement));
    assert.ok(!strays, "the focus stays in the sheet");
  }
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await focused(hanako.t("people_ask"));
});

scene("letters pressed in a conversation are written to it, and lead nowhere", async () => {
  const conversation = await connect(hanako, kenta, KENTA);
  await hanako.go(`/messages/${conversation}`);
  await hanako.compose(KENTA).waitFor();
  await page.getByRole("log").focus();
  await page.keyboard.type("gt");
  await until("they are written", async () => (await hanako.compose(KENTA).inputValue()) === "gt");
  await at(`/messages/${conversation}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: hanako.t("palette_title") }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await hanako.compose(KENTA).inputValue(), "gt");
});
