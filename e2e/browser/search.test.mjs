// One search over everything that is on the device: people, offers, one's own profile and messages; and back from a hit.
import assert from "node:assert/strict";
import { accessible } from "../harness/browser.mjs";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene, server } = await stage("search", { members: [KENTA, JUN, SAORI] });
const hanako = await join(HANAKO);
const [kenta, jun] = [await join(KENTA, { size: "phone" }), await join(JUN)];
const MEMBERS = [{ organization: org, audience: "members" }];
const MANY = 60;

const field = ({ page }) => page.getByRole("searchbox");
const list = (device) => device.page.getByRole("list", { name: device.t("search_list") });
const hits = (device) => list(device).getByRole("link");
const at = (device, path) => until(path, async () => (await device.page.evaluate(() => location.hash)).startsWith(`#${path}`));
const chosen = (device, filter) => device.page.getByRole("combobox", { name: device.t(filter), exact: true });

/** These are found first, in this order. */
const finds = (device, ...words) => until(`found: ${words}`, async () => {
  const rows = await hits(device).allInnerTexts();
  return rows.length >= words.length && words.every((word, at) => rows[at].includes(word));
});
const type = async (device, text, ...words) => {
  await field(device).fill(text);
  await finds(device, ...words);
};

scene("people are found by name, reading, romaji and former name, and opened with Enter", async () => {
  await jun.rpc("add_row", { value: { body: { type: "former_name", family: "小笠原", family_kana: "オガサワラ" }, visibility: MEMBERS } });
  await jun.settled();
  await until("the former name has arrived", async () =>
    (await hanako.rpc("search", { text: "小笠原", kinds: [], with: null, from: null, to: null, order: "newest", before: null, limit: 3 })).people.length === 1);
  const { page } = hanako;
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("/");
  await at(hanako, "/search");
  await hanako.sees(hanako.t("search_start"));
  await until("the field has the keys", () => field(hanako).evaluate((it) => it === document.activeElement));
  for (const words of ["中村", "なかむら", "ﾅｶﾑﾗ", "nakamura", "小笠原"]) {
    await field(hanako).fill("");
    await hanako.sees(hanako.t("search_start"));
    await type(hanako, words, "中村 純");
    await page.getByRole("heading", { level: 2, name: hanako.t("tab_people") }).waitFor();
  }
  assert.deepEqual(await list(hanako).locator("mark").allInnerTexts(), ["小笠原"]);
  await page.keyboard.press("Enter");
  await at(hanako, `/people/${org}/`);
  await page.getByRole("heading", { level: 2, name: "中村 純" }).waitFor();
  await page.goBack();
  await at(hanako, "/search/");
  await finds(hanako, "中村 純");
  assert.equal(await field(hanako).inputValue(), "小笠原");
  await field(hanako).focus();
  await page.keyboard.press("Escape");
  await hanako.sees(hanako.t("search_start"));
});

scene("messages are found by two characters and by one, and narrowed down by person and date", async () => {
  const conversation = await connect(kenta, hanako, HANAKO, { body: "金型の図面を見てください" });
  for (let number = 1; number <= MANY; number += 1) {
    await hanako.rpc("send_message", { conversation, body: `${number} 通目の見積もりです`, about: null });
  }
  await hanako.settled();
  await type(hanako, "金型", "金型の図面");
  await type(hanako, "型", "金型の図面");
  await type(hanako, "見積", `${MANY} 通目`, `${MANY - 1} 通目`);
  await chosen(hanako, "search_with").selectOption({ label: "山田 健太 (みどり製作所)" });
  await finds(hanako, `${MANY} 通目`);
  await chosen(hanako, "search_period").selectOption("dates");
  await hanako.page.getByLabel(hanako.t("search_to")).fill("2020-01-31");
  await hanako.page.getByLabel(hanako.t("search_to")).blur();
  await hanako.sees(hanako.t("search_none", { text: "見積" }));
  await hanako.button("offers_clear").last().click();
  await finds(hanako, `${MANY} 通目`);
  await accessible(hanako.page, "what was found");
});

scene("a hit is opened where it was said; back, everything is as it was left, without a server too", async () => {
  await server.stop();
  const { page } = hanako;
  await page.keyboard.press("ArrowDown");
  await until("the first has the keys", () => hits(hanako).first().evaluate((it) => it === document.activeElement));
  const old = hits(hanako).filter({ hasText: "自分: 5 通目" });
  const box = await list(hanako).boundingBox();
  await page.mouse.move(box.x + 50, box.y + 50);
  await until("an old one is in sight", async () => {
    if ((await old.count()) > 0) return true;
    await page.mouse.wheel(0, 600);
    return false;
  });
  await old.scrollIntoViewIfNeeded();
  await old.click();
  await at(hanako, "/messages/");
  await hanako.sees("5 通目の見積もりです", page.getByRole("log"));
  await page.goBack();
  await old.waitFor();
  await until("it has the keys", () => old.evaluate((it) => it === document.activeElement));
  const [row, all] = [await old.boundingBox(), await list(hanako).boundingBox()];
  assert.ok(row.y >= all.y && row.y + row.height <= all.y + all.height + 1, "it is in sight");
  assert.equal(await field(hanako).inputValue(), "見積");
  await server.start();
});

scene("Ctrl+K shows people that are found, and leads to a search of everything", async () => {
  const { page } = hanako;
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: hanako.t("palette_title") });
  await palette.fill("なかむら");
  await page.getByRole("option", { name: "中村 純" }).waitFor();
  await palette.press("Enter");
  await page.getByRole("heading", { level: 2, name: "中村 純" }).waitFor();
  await page.keyboard.press("Control+k");
  await palette.fill("金型");
  await page.getByRole("option", { name: hanako.t("search_everything", { text: "金型" }) }).click();
  await finds(hanako, "金型の図面");
  assert.equal(await field(hanako).inputValue(), "金型");
});

scene("on a phone the magnifier of 今日 leads there, and back leads away", async () => {
  await kenta.go("/today");
  await kenta.link("search_title").tap();
  await type(kenta, "沙織", "佐藤 沙織");
  await hits(kenta).first().tap();
  await at(kenta, "/people/");
  await kenta.link("action_back").tap();
  await finds(kenta, "佐藤 沙織");
  await kenta.link("action_back").tap();
  await at(kenta, "/today");
});
