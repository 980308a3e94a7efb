// 仲間: found by name, reading and former name, narrowed down by what people show of themselves; without a network too.
import assert from "node:assert/strict";
import { find, people } from "../harness/people.mjs";
import { unit } from "../harness/server.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

async function members(data, org) {
  const making = await unit(data, org, { name: "製造部" });
  const line = await unit(data, org, { name: "第一課", parent: making });
  const sales = await unit(data, org, { name: "営業部" });
  return [
    { ...KENTA, units: [line], cohort: 2005, title: "課長" },
    { ...JUN, units: [sales], cohort: 2012, title: "主任" },
    { ...SAORI, units: [line], cohort: 2012 },
  ];
}

const { join, org, scene, server } = await stage("directory", { members });
const [hanako, kenta, jun] = [await join(HANAKO, { named: "Desktop" }), await join(KENTA, { size: "phone" }), await join(JUN)];
const MEMBERS = [{ organization: org, audience: "members" }];
const list = (device) => device.page.getByRole("list", { name: device.t("people_list") }).getByRole("link");
const search = (device) => device.page.getByRole("main").getByRole("searchbox");
const article = (device) => device.page.getByRole("article");

/** Exactly these are in the list, in this order. */
const shows = (device, ...names) => until(`the list ${names}`, async () => {
  const rows = await list(device).allInnerTexts();
  return rows.length === names.length && rows.every((row, at) => row.includes(names[at]));
});

/** Opens a filter, chooses one of its values and closes it. */
async function narrow(device, filter, option) {
  const { page } = device;
  await page.getByRole("group", { name: device.t("offers_filter"), exact: true }).getByRole("button", { name: new RegExp(`^${device.t(filter)}`) }).click();
  const sheet = page.getByRole("dialog", { name: device.t(filter) });
  await sheet.getByRole("checkbox", { name: option }).click();
  await sheet.getByRole("button", { name: device.t("offers_show"), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
}

scene("by name, reading, former name, employer and skill, each written in any way", async () => {
  const row = (body) => jun.rpc("add_row", { value: { body, visibility: MEMBERS } });
  await row({ type: "former_name", family: "小笠原", family_kana: "オガサワラ" });
  await row({ type: "work", employer: "あおば精密", title: "営業", from: "2020-04", to: null, description: "" });
  await row({ type: "skill", name: "統計的品質管理", note: "" });
  await jun.settled();
  await kenta.tab("tab_people").tap();
  await shows(kenta, "佐藤 沙織", "高橋 花子", "中村 純");
  await kenta.sees(kenta.t("people_count", { total: 3 }));
  for (const words of ["中村", "ナカムラ", "なかむら　じゅん", "小笠原", "おがさわら", "アオバ", "品質管理"]) {
    await search(kenta).fill(words);
    await shows(kenta, "中村 純");
  }
  await search(kenta).fill("誰でもない人");
  await kenta.sees(kenta.t("people_none"));
  await kenta.button("offers_clear").tap();
  await shows(kenta, "佐藤 沙織", "高橋 花子", "中村 純");
});

scene("by unit with what is below it, cohort, status, connection; together and apart, without a server", async () => {
  await server.stop();
  await kenta.chip(kenta.t("status_offline"));
  await narrow(kenta, "desk_units", /^製造部 1$/);
  await shows(kenta, "佐藤 沙織");
  await kenta.sees(kenta.t("people_count_of", { total: 1, everybody: 3 }));
  await narrow(kenta, "desk_cohort", /2012/);
  await shows(kenta, "佐藤 沙織");
  await narrow(kenta, "desk_units", /^製造部 1$/);
  await shows(kenta, "佐藤 沙織", "中村 純");
  await narrow(kenta, "desk_status", new RegExp(`^${kenta.t("status_alumnus")}`));
  await shows(kenta, "中村 純");
  await kenta.button("offers_clear").tap();
  await narrow(kenta, "people_connections", kenta.t("people_connected"));
  await kenta.sees(kenta.t("people_none"));
  await kenta.button("offers_clear").first().tap();
  await shows(kenta, "佐藤 沙織", "高橋 花子", "中村 純");
  await server.start();
  await kenta.rpc("sync_now");
  await kenta.settled();
});

scene("a page is fetched when it is opened, and can be read without a network afterwards", async () => {
  await jun.setField("summary", { text: "検査の仕組みづくりを、\n二十年つづけてきました。", visibility: MEMBERS });
  await jun.settled();
  const { page } = hanako;
  await hanako.tab("tab_people").click();
  await hanako.sees(hanako.t("people_choose"));
  await page.getByRole("link", { name: /中村 純/ }).click();
  await hanako.sees("二十年つづけてきました", article(hanako));
  await article(hanako).getByText(hanako.t("people_former", { name: "小笠原" })).waitFor();
  await article(hanako).getByText("あおば精密", { exact: true }).waitFor();
  assert.equal(await list(hanako).and(page.locator("[aria-current=true]")).count(), 1, "the list keeps its place beside it");

  await server.stop();
  await hanako.chip(hanako.t("status_offline"));
  await page.getByRole("link", { name: /佐藤 沙織/ }).click();
  await hanako.sees(hanako.t("people_not_kept"));
  await article(hanako).getByText("第一課").waitFor();
  await page.getByRole("link", { name: /中村 純/ }).click();
  await hanako.sees("二十年つづけてきました", article(hanako));
  await hanako.sees(/に取り込んだ内容です/, article(hanako));
  await page.reload();
  await hanako.sees("二十年つづけてきました", article(hanako));
  await server.start();
  await hanako.rpc("sync_now");
  await until("said no longer", async () => (await article(hanako).getByText(/に取り込んだ内容です/).count()) === 0);
});

scene("whoever hides the family name is in no list, and a link to them leads to nobody", async () => {
  const { person } = await find(kenta, JUN);
  await kenta.go(`/people/${org}/${person}`);
  await kenta.sees("二十年つづけてきました", article(kenta));
  await jun.setField("family_name", { visibility: [] });
  await kenta.sees(kenta.t("people_unknown"));
  assert.ok(!(await people(kenta)).some((item) => item.person === person));
  await kenta.go(`/people/${org}/00000000-0000-4000-8000-000000000000`);
  await kenta.sees(kenta.t("people_unknown"));
  await kenta.go("/people");
  await shows(kenta, "佐藤 沙織", "高橋 花子");
  await jun.setField("family_name", { visibility: MEMBERS });
  await shows(kenta, "佐藤 沙織", "高橋 花子", "中村 純");
});
