// 公開範囲: who sees a value is changed on one device; what others have of it comes and goes on theirs.
import assert from "node:assert/strict";
import { connect, find, people } from "../harness/people.mjs";
import { unit } from "../harness/server.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, SAORI } from "../harness/world.mjs";

const { join, org, scene } = await stage("visibility", {
  members: async (data, id) => [KENTA, { ...JUN, units: [await unit(data, id, { name: "営業部" })] }, SAORI],
});
const [kenta, jun, saori, hanako] = [
  await join(KENTA), await join(JUN, { size: "phone" }), await join(SAORI, { size: "phone" }), await join(HANAKO),
];
const WORDS = "検査の仕組みづくりを二十年";
const others = { jun, saori, hanako };
const sheet = kenta.page.getByRole("dialog");

/** Opens the chip of a value, changes its rule, and saves it. */
async function rule(key, change) {
  await kenta.page.getByRole("button", { name: new RegExp(`^${kenta.t(key)}の公開範囲`) }).click();
  await change();
  await sheet.getByRole("button", { name: kenta.t("action_save"), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
}
const audience = (key) => sheet.getByRole("combobox").selectOption({ label: kenta.t(key) });
const has = async (device) => JSON.stringify(await people(device)).includes(WORDS);
const see = (...names) => until(`seen by ${names.join(", ") || "nobody"}`, async () => {
  for (const [name, device] of Object.entries(others)) if ((await has(device)) !== names.includes(name)) return false;
  return true;
});

scene("each audience has the value and nobody else: on their screens and in their devices", async () => {
  await kenta.setField("headline", { text: WORDS });
  await kenta.go("/profile");
  await Promise.all([jun, saori].map((device) => device.go("/people")));
  const onScreen = (device) => device.page.getByRole("link", { name: /山田 健太/ }).getByText(WORDS);
  await rule("field_headline", () => audience("visibility_members"));
  await see("jun", "saori", "hanako");
  await Promise.all([jun, saori].map((device) => onScreen(device).waitFor()));
  await rule("field_headline", () => audience("status_alumnus"));
  await onScreen(saori).waitFor({ state: "detached" });
  await see("jun");
  await rule("field_headline", () => audience("visibility_current"));
  await onScreen(jun).waitFor({ state: "detached" });
  await onScreen(saori).waitFor();
  await see("saori", "hanako");
  await rule("field_headline", () => audience("role_organizer"));
  await see("hanako");
  await rule("field_headline", () => audience("visibility_connections"));
  await see();
  await connect(jun, kenta, KENTA);
  await see("jun");
});

scene("exceptions: a person, a unit, the desk; and back", async () => {
  const finder = sheet.getByRole("searchbox", { name: kenta.t("visibility_search") });
  const except = async (typed, name) => {
    await sheet.getByRole("button", { name: new RegExp(`^${kenta.t("visibility_exceptions")}`) }).click();
    await finder.fill(typed);
    await sheet.getByRole("button", { name }).click();
  };
  await rule("field_headline", async () => {
    await audience("visibility_members");
    await except("さとう", /^佐藤 沙織/);
    await kenta.sees(kenta.t("visibility_not_shown", { names: kenta.called(SAORI) }), sheet);
  });
  await see("jun", "hanako");
  await rule("field_headline", () => except("営業", /^営業部$/));
  await see("hanako");
  await rule("field_headline", () => sheet.getByRole("checkbox", { name: kenta.t("visibility_hide_organizers") }).check());
  await see();
  await rule("field_headline", async () => {
    await sheet.getByRole("button", { name: new RegExp(`^${kenta.t("visibility_exceptions")}`) }).click();
    for (const name of [kenta.called(SAORI), "営業部"]) {
      await sheet.getByRole("button", { name: kenta.t("visibility_remove", { name }) }).click();
    }
    await sheet.getByRole("checkbox", { name: kenta.t("visibility_hide_organizers") }).uncheck();
  });
  await see("jun", "saori", "hanako");
});

scene("a change that was a mistake is undone from where it was made", async () => {
  await rule("field_headline", () => audience("visibility_only_me"));
  await see();
  await kenta.notice("action_undo", kenta.t("visibility_changed")).last().click();
  await see("jun", "saori", "hanako");
});

scene("see-as shows what the other's device really shows", async () => {
  const members = [{ organization: org, audience: "members" }];
  const only = (audience) => [{ organization: org, audience }];
  const row = (body, visibility) => kenta.rpc("add_row", { value: { body, visibility } });
  await row({ type: "work", employer: "あおば精密", title: "信頼性設計", from: "2020-04", to: null, description: "試験の設計" }, only("alumni"));
  await row({ type: "skill", name: "統計的品質管理", note: "" }, members);
  await row({ type: "former_name", family: "小笠原", family_kana: "オガサワラ" }, only("connections"));
  await row({ type: "contact", contact: "phone", value: "090-0000-0000", label: "個人" }, only("connections"));
  await row({ type: "link", url: "https://kenta.example/", label: "作品" }, only("current"));
  await kenta.setField("summary", { text: "二行の\n自己紹介です。", visibility: only("current") });
  await kenta.settled();
  const { person } = await find(jun, KENTA);
  await kenta.go("/profile/see-as");
  const seen = kenta.page.getByRole("article");
  for (const [device, whom] of [[jun, JUN], [saori, SAORI], [hanako, HANAKO]]) {
    await kenta.page.getByRole("searchbox", { name: kenta.t("seeas_person") }).fill(whom.family);
    await kenta.page.getByRole("button", { name: new RegExp(`^${whom.family} ${whom.given}`) }).click();
    await kenta.page.getByRole("heading", { name: kenta.t("seeas_from", { who: kenta.called(whom) }) }).waitFor();
    await device.go(`/people/${org}/${person}`);
    await device.page.getByText("統計的品質管理").waitFor();
    await until("the page is here", async () => (await device.rpc("person", { organization: org, person })).page?.rows.length > 0);
    const shown = device.page.getByRole("article");
    await until(`${device.named} shows what was foretold`, async () => (await told(shown)) === (await told(seen)));
    const viewer = (await find(kenta, whom)).person;
    const anybody = { status: "alumnus", role: "member", connected: false };
    const { person: foretold } = await kenta.rpc("see_as", { organization: org, ...anybody, viewer });
    const real = await device.rpc("person", { organization: org, person });
    assert.deepEqual(facts(real), facts(foretold), device.named);
    await kenta.button("seeas_anybody").click();
  }
  const { page } = await jun.rpc("person", { organization: org, person });
  assert.deepEqual(page.rows.map(({ body }) => body.type).sort(), ["contact", "former_name", "skill", "work"]);
});

/** The words of a page of a person, without what can be done about them. */
function told(article) {
  return article.evaluate((element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("button, .contact, .trouble").forEach((each) => each.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  });
}

/** What is seen of a person, without what stands between the two. */
function facts({ item, latin, skills, page }) {
  return { item, latin, skills, page: { ...page, fetched_at: null } };
}
