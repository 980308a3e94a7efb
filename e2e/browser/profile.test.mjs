// One's own profile: values that save themselves, rows, and who sees what.
import assert from "node:assert/strict";
import { find, people } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, scene } = await stage("profile");
const hanako = await join(HANAKO);
const kenta = await join(KENTA, { size: "phone" });
const { page } = hanako;

const field = (key) => page.getByLabel(hanako.t(key), { exact: true });
const rows = async (kind) => (await hanako.rpc("profile"))[kind];
const engineHas = (name, text) => until(`${name} is "${text}"`, async () => (await hanako.field(name)).text === text);
const sheet = page.getByRole("dialog");
const cards = (section) => page.getByRole("region", { name: hanako.t(section) }).getByRole("heading", { level: 3 });
const order = (section, ...wanted) =>
  until(`the order ${wanted}`, async () => (await cards(section).allTextContents()).join() === wanted.join());

/** Opens the chip of a value and chooses who sees it. */
async function visible(label, audience) {
  await page.getByRole("button", { name: new RegExp(`^${label}の公開範囲`) }).click();
  await sheet.getByRole("combobox").selectOption({ label: hanako.t(audience) });
  await sheet.getByRole("button", { name: hanako.t("action_save"), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
}

scene("a value saves itself when one leaves it, and that can be undone", async () => {
  await hanako.go("/profile");
  await field("field_headline").fill("品質管理を十五年");
  await field("field_headline").press("Tab");
  await engineHas("headline", "品質管理を十五年");
  await hanako.notice("action_undo", hanako.t("profile_kept", { what: hanako.t("field_headline") })).click();
  await engineHas("headline", "");
  await until("the field shows it", async () => (await field("field_headline").inputValue()) === "");
  await field("field_headline").fill("品質管理を十五年");
  // Nobody has to leave the field: a pause is enough.
  await engineHas("headline", "品質管理を十五年");
});

scene("a value that is too long is not saved, and what is typed stays", async () => {
  await field("field_headline").fill("あ".repeat(121));
  await hanako.sees(hanako.t("profile_too_long", { over: 1 }));
  await field("field_headline").press("Tab");
  assert.equal(await field("field_headline").getAttribute("aria-invalid"), "true");
  assert.equal((await hanako.field("headline")).text, "品質管理を十五年");
  await field("field_headline").fill("あ".repeat(120));
  await hanako.sees(hanako.t("profile_count", { count: 120, limit: 120 }));
  await engineHas("headline", "あ".repeat(120));
  await field("field_headline").fill("品質管理を十五年");
  await engineHas("headline", "品質管理を十五年");
});

scene("a reading that is not in katakana is saved all the same, with a note", async () => {
  await field("field_family_kana").fill("takahashi");
  await hanako.sees(hanako.t("field_kana_note"), page.locator(".family_kana"));
  await engineHas("family_kana", "takahashi");
  await field("field_family_kana").fill("タカハシ");
  await hanako.misses(hanako.t("field_kana_note"), page.locator(".family_kana"));
  await engineHas("family_kana", "タカハシ");
  await field("field_given_kana").fill("ハナコ");
  await engineHas("given_kana", "ハナコ");
  await until("the other sees the readings", async () => {
    const { name } = await find(kenta, HANAKO);
    return name.family_kana === "タカハシ" && name.given_kana === "ハナコ";
  });
});

scene("work is added with a form that says what is missing", async () => {
  await hanako.button("profile_add_row", { row: hanako.t("profile_work") }).click();
  assert.ok(await sheet.getByLabel(hanako.t("row_employer")).evaluate((element) => element === document.activeElement));
  await sheet.getByRole("button", { name: hanako.t("action_save"), exact: true }).click();
  await hanako.sees(hanako.t("row_required"), sheet);
  await hanako.sees(hanako.t("row_month_missing"), sheet);
  for (const employer of ["みどり製作所", "あおば精機"]) {
    await sheet.getByLabel(hanako.t("row_employer")).fill(employer);
    await sheet.getByLabel(hanako.t("row_title")).fill("品質管理");
    await sheet.getByLabel(hanako.t("row_year", { label: hanako.t("row_from") })).fill("平成27");
    await sheet.getByLabel(hanako.t("row_month", { label: hanako.t("row_from") })).selectOption("04");
    await sheet.getByLabel(hanako.t("row_present")).check();
    await sheet.getByLabel(hanako.t("row_description")).press("Enter");
    await sheet.getByLabel(hanako.t("row_description")).fill("一行目\n二行目");
    await sheet.getByRole("button", { name: hanako.t("action_save"), exact: true }).click();
    await sheet.waitFor({ state: "detached" });
    if (employer === "みどり製作所") await hanako.button("profile_add_row", { row: hanako.t("profile_work") }).click();
  }
  await order("profile_work", "みどり製作所", "あおば精機");
  await hanako.sees("2015年4月 – 現在に至る");
  assert.equal((await rows("work"))[0].body.from, "2015-04", "the year was typed as it is counted in Japan");
});

scene("a row is edited; a form closed by mistake gives back what was typed", async () => {
  await hanako.button("profile_edit_row", { text: "あおば精機" }).click();
  await sheet.getByLabel(hanako.t("row_employer")).fill("あおば精密");
  await page.keyboard.press("Escape");
  await hanako.sees(hanako.t("profile_closed_unsaved"));
  await hanako.notice("profile_reopen", hanako.t("profile_closed_unsaved")).click();
  assert.equal(await sheet.getByLabel(hanako.t("row_employer")).inputValue(), "あおば精密");
  await sheet.getByRole("button", { name: hanako.t("action_save"), exact: true }).click();
  await order("profile_work", "みどり製作所", "あおば精密");
});

scene("rows are put in order with the keyboard alone", async () => {
  const choices = page.getByRole("menuitem");
  await hanako.button("profile_tools", { text: "あおば精密" }).press("Enter");
  await page.locator("[role=menuitem]:focus", { hasText: hanako.t("profile_move_up") }).press("Enter");
  await order("profile_work", "あおば精密", "みどり製作所");
  await page.getByRole("status").filter({ hasText: hanako.t("profile_moved", { place: 1, total: 2 }) }).waitFor({ state: "attached" });
  await hanako.button("profile_tools", { text: "あおば精密" }).press("Space");
  assert.deepEqual(await choices.allInnerTexts(), [hanako.t("profile_move_down"), hanako.t("profile_remove")], "nothing is above the first");
  await page.keyboard.press("Enter");
  await order("profile_work", "みどり製作所", "あおば精密");
});

scene("a removed row can be put back where it was", async () => {
  await hanako.button("profile_tools", { text: "みどり製作所" }).click();
  await page.getByRole("menuitem", { name: hanako.t("profile_remove"), exact: true }).click();
  await order("profile_work", "あおば精密");
  await hanako.notice("action_undo", hanako.t("profile_removed", { text: "みどり製作所" })).click();
  await order("profile_work", "みどり製作所", "あおば精密");
  await hanako.settled();
  assert.equal((await rows("work"))[0].body.description, "一行目\n二行目");
  await order("profile_work", "みどり製作所", "あおば精密");
});

scene("a headline is seen by the others only as long as it is meant for them", async () => {
  const headline = hanako.t("field_headline");
  const row = kenta.page.getByRole("link", { name: /高橋 花子/ });
  await kenta.go("/people");
  await row.waitFor();
  await visible(headline, "visibility_only_me");
  await until("kept to myself", async () => !JSON.stringify(await people(kenta)).includes("十五年"));
  await row.getByText("品質管理を十五年").waitFor({ state: "detached" });
  await visible(headline, "visibility_members");
  await row.getByText("品質管理を十五年").waitFor();
  await visible(headline, "visibility_only_me");
  await row.getByText("品質管理を十五年").waitFor({ state: "detached" });
  await hanako.settled();
  // Not hidden by the screen: the other device does not have it.
  await kenta.rpc("sync_now");
  assert.ok(!JSON.stringify(await people(kenta)).includes("十五年"));
});
