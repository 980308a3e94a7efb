// Every screen in every look: each rule of axe holds, and nothing has to be scrolled sideways.
import assert from "node:assert/strict";
import { accessible } from "../harness/browser.mjs";
import { connect, find } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, device, mail, org, scene, server, wire } = await stage("looks");
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const MEMBERS = [{ organization: org, audience: "members" }];
const way = await wire();
const hanako = await join(HANAKO, { size: "small", server: way.url });
const kenta = await join(KENTA);
const fresh = await device("Fresh", { size: "small" });
let talk, person, conflict;

/** What the screens show: read and unread, withdrawn, refused, waiting and contradicting things. */
scene("a device on which there is something of everything", async () => {
  await kenta.setField("headline", { text: "信頼性設計。転職を考えている方の相談に乗ります", visibility: MEMBERS });
  ({ person } = await find(hanako, KENTA));
  const conversation = await connect(hanako, kenta, KENTA);
  talk = `/messages/${conversation}`;
  for (const body of ["お久しぶりです", "取り消すもの", "https://example.test/とても/ながい/アドレス?".padEnd(300, "x")]) {
    await hanako.rpc("send_message", { conversation, body });
  }
  const rows = [
    { type: "work", employer: "みどり製作所", title: "品質管理", from: "2015-04", to: "2024-03", description: "検査の設計" },
    { type: "work", employer: "あおば精密", title: "", from: "2024-04", to: null, description: "" },
    { type: "education", school: "東都大学", course: "工学部", from: "2011-04", to: "2015-03", outcome: "graduated" },
    { type: "skill", name: "統計的品質管理", note: "" },
  ];
  for (const body of rows) await hanako.rpc("add_row", { value: { body, visibility: MEMBERS } });
  await hanako.settled();
  await until("the conversation is here", async () => (await kenta.rpc("inbox")).length === 1);
  await kenta.rpc("mark_read", { conversation });
  await kenta.rpc("send_message", { conversation, body: "こちらこそ、ご無沙汰しています" });
  const { items } = await hanako.rpc("conversation", { conversation, before: null, limit: 50 });
  await hanako.rpc("delete_message", { conversation, message: items.find((item) => item.body === "取り消すもの").id });
  await hanako.settled();
  await until("the answer is here", async () => (await hanako.rpc("inbox"))[0].unread === 1);

  const other = await join(HANAKO, { named: "Other" });
  way.hold("/v1/ops");
  const first = (await hanako.rpc("profile")).work[0];
  const base = { body: first.body, visibility: first.visibility };
  await hanako.rpc("edit_row", { row: first.row, base, value: { ...base, body: { ...base.body, title: "責任者" } } });
  await hanako.rpc("set_field", { field: "headline", base: { text: "", visibility: [] }, value: { text: "この端末の言葉", visibility: [] } });
  await other.rpc("remove_row", { row: first.row });
  await other.setField("headline", { text: "別の端末の言葉" });
  await other.settled();
  way.release("/v1/ops");
  await until("one contradicts", async () => (await hanako.rpc("status")).conflicts === 1);
  conflict = (await hanako.rpc("outbox")).find((item) => item.state === "conflict").op;
  way.hold("/v1/ops");
  const message = await hanako.rpc("send_message", { conversation, body: "まだ届いていない" });
  assert.ok(message);
  await hanako.rpc("save_draft", { conversation, text: "書きかけ" });
});

/** Where to go, and what to wait for. */
const SCREENS = {
  inbox: async () => (await hanako.go("/messages"), hanako.page.getByRole("heading", { level: 1, name: hanako.t("inbox_title") }).waitFor()),
  conversation: async () => (await hanako.go(talk), hanako.sees("まだ届いていない")),
  people: async () => (await hanako.go("/people"), hanako.page.getByRole("link", { name: /山田/ }).first().waitFor()),
  person: async () => (await hanako.go(`/people/${org}/${person}`), hanako.page.getByRole("link", { name: hanako.t("people_open"), exact: true }).waitFor()),
  profile: async () => (await hanako.go("/profile"), hanako.sees("統計的品質管理")),
  row: async () => (await SCREENS.profile(), hanako.button("profile_add_row", { row: hanako.t("profile_work") }).click(), hanako.page.getByRole("dialog").waitFor()),
  visibility: async () => (await SCREENS.profile(),
    hanako.page.locator(".headline button[aria-haspopup=dialog]").click(), hanako.page.getByRole("dialog").waitFor()),
  outbox: async () => (await hanako.go("/outbox"), hanako.sees("まだ届いていない")),
  conflict: async () => (await hanako.go(`/conflict/${conflict}`), hanako.button("conflict_save").waitFor()),
  settings: async () => (await hanako.go("/settings"), hanako.sees("Other")),
};

async function close() {
  if (await hanako.page.getByRole("dialog").count()) await hanako.page.keyboard.press("Escape");
  await hanako.page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Nothing is wider than what it is in: neither the page nor anything that scrolls in it. */
async function narrow(page, what) {
  const wide = await page.evaluate(() => {
    // A row of filters is pushed aside with a finger on purpose.
    const scrolls = (one) => !one.matches("[data-sideways]") && ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
    const found = [...document.body.querySelectorAll("*")].filter(scrolls).map((one) => one.outerHTML.slice(0, 60));
    const { scrollWidth } = document.scrollingElement;
    return scrollWidth > window.innerWidth ? [`the page is ${scrollWidth} wide`, ...found] : found;
  });
  assert.deepEqual(wide, [], `sideways on ${what}`);
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const language of ["ja", "en"]) {
    scene(`signed in (${size}, ${language})`, async () => {
      await hanako.page.setViewportSize(viewport);
      hanako.language = language;
      for (const [name, show] of Object.entries(SCREENS)) {
        await hanako.rpc("set_preferences", { language, theme: "light" });
        await show();
        for (const theme of ["light", "dark"]) {
          await hanako.rpc("set_preferences", { language, theme });
          await hanako.page.locator(`html[data-theme=${theme}][lang=${language}]`).waitFor();
          await accessible(hanako.page, `${name}, ${size}, ${language}, ${theme}`);
        }
        await close();
      }
    });
  }
}

scene("signing in", async () => {
  const { page } = fresh;
  const looks = async (name) => {
    for (const viewport of Object.values(SIZES)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        await accessible(page, `${name}, ${viewport.width}, ${colorScheme}`);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await narrow(page, name);
  };
  await fresh.button("welcome_send").click();
  await fresh.sees(fresh.t("fail_empty"));
  await looks("welcome");
  await fresh.rpc("set_preferences", { language: "en", theme: "system" });
  fresh.language = "en";
  await fresh.sees(fresh.t("welcome_title"));
  await looks("welcome, en");
  const slow = await wire();
  await page.getByLabel(fresh.t("welcome_server"), { exact: true }).fill(slow.url);
  await page.getByLabel(fresh.t("welcome_mail"), { exact: true }).fill(HANAKO.mail);
  await fresh.button("welcome_send").click();
  await fresh.sees(fresh.t("code_title"));
  await looks("code");
  slow.hold("/v1/sync", { after: 1 });
  await page.getByLabel(fresh.t("code_label"), { exact: true }).fill(await mail.code(HANAKO.mail));
  await fresh.button("code_submit").click();
  await fresh.sees(fresh.t("first_title"));
  await looks("first sync");
  slow.release("/v1/sync");
  await fresh.chip(fresh.t("status_fresh"));
});

scene("320 pixels wide, and letters twice as large", async () => {
  const { page } = hanako;
  for (const language of ["ja", "en"]) {
    hanako.language = language;
    await hanako.rpc("set_preferences", { language, theme: "light" });
    for (const [width, percent] of [[320, 100], [360, 200], [320, 200], [1280, 200]]) {
      await page.setViewportSize({ width, height: 740 });
      await page.evaluate((size) => void (document.documentElement.style.fontSize = size), `${percent}%`);
      for (const [name, show] of Object.entries(SCREENS)) {
        await show();
        await narrow(page, `${name}, ${language}, ${width}, ${percent} %`);
        await close();
      }
    }
  }
  await page.evaluate(() => void (document.documentElement.style.fontSize = ""));
});

scene("without a server", async () => {
  await server.stop();
  way.release("/v1/ops");
  await hanako.chip(hanako.t("status_offline"));
  for (const name of ["inbox", "profile", "outbox"]) {
    await SCREENS[name]();
    await accessible(hanako.page, `${name}, offline`);
  }
});
