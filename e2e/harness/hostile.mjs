// Texts that try to be something else, and what must not have come of them.
import assert from "node:assert/strict";
import { publish, TERMS } from "./offers.mjs";
import { until } from "./until.mjs";

export const TEXTS = {
  script: '<script>window.hurt = 1; fetch("https://evil.example/")</script>',
  image: '<img src="https://evil.example/x.png" onerror="window.hurt = 1"><svg onload="window.hurt = 1">',
  link: "[押してください](javascript:window.hurt=1) https://evil.example/ {{constructor.constructor('hurt=1')()}}",
  direction: "\u202Eてれさ逆\u202C と \u2067右から\u2069 と exe.\u202Egpj",
  marks: `Z${"\u0301".repeat(5000)}`,
  word: "W".repeat(5000),
  odd: "\u0000\u0007a\u200Bb\uFEFFc 👩‍👩‍👧‍👦 ﷽𒐫 &lt;b&gt; &amp; %s ${hurt}",
};

/** Short enough for a name. */
export const NAME = '<img src=x onerror="hurt=1">';
/** For a line: it wants to be a picture, a link and the end of its place at once. */
export const LINE = `"><img src=//evil.example/x onerror=hurt=1><a href=javascript:hurt=1>押す</a>\u202E逆{{hurt=1}}`;

/** As much of it as a field of one line takes. */
const SHORT = [...LINE].slice(0, 120).join("");

/** As much of it as is shown unchanged: what turns the direction is closed again where it ends. */
export const START = LINE.split("\u202E")[0];

/** A profile in which every part wants to be more than text. */
export async function hostileProfile(device, visibility) {
  const fields = { latin_name: LINE.slice(0, 50), headline: SHORT, summary: Object.values(TEXTS).join("\n").slice(0, 4000) };
  for (const [name, words] of Object.entries(fields)) {
    const { text: before, visibility: seen } = (await device.rpc("profile")).fields.find(({ field }) => field === name);
    await device.rpc("set_field", { field: name, base: { text: before, visibility: seen }, value: { text: words, visibility } });
  }
  const rows = [
    { type: "work", employer: SHORT, title: SHORT, from: "2015-04", to: null, description: TEXTS.script + TEXTS.marks.slice(0, 1500) },
    { type: "education", school: SHORT, course: SHORT, from: "2011-04", to: "2015-03", outcome: "graduated" },
    { type: "certificate", name: SHORT, issuer: SHORT, at: "2020-01" },
    { type: "skill", name: SHORT, note: SHORT },
    { type: "language", name: SHORT, level: SHORT },
    { type: "project", name: SHORT, role: SHORT, from: null, to: null, description: TEXTS.image },
    { type: "link", url: "https://evil.example/?a='onclick=hurt=1%22%3E{{hurt}}", label: SHORT },
    { type: "contact", contact: "phone", value: "javascript:hurt=1", label: SHORT },
    { type: "former_name", family: NAME, family_kana: NAME },
    { type: "custom", label: SHORT, value: TEXTS.script },
  ];
  for (const body of rows) await device.rpc("add_row", { value: { body, visibility } });
  await until("the profile is sent", async () => (await device.rpc("outbox")).length === 0);
}

/** An offer in which every item is hostile; gives its id. */
export async function hostileOffer(desk, org) {
  const said = (value) => (typeof value === "string" ? LINE.slice(0, 1000) : { initial: LINE, range: TEXTS.script });
  const item = ([part, value]) => [part, part === "form" ? value : part === "pay" ? { ...value, note: LINE } : said(value)];
  return publish(desk, org, {
    title: SHORT,
    description: Object.values(TEXTS).join("\n").slice(0, 8000),
    terms: Object.fromEntries(Object.entries(TERMS).map(item)),
    criteria: [{ criterion: "skill", name: NAME }],
  });
}

/** What a page calls while somebody only looks around. */
const LOOKING = new Set([
  "start", "status", "inbox", "conversation", "today", "people", "people_choices", "person", "fetch_person", "profile",
  "see_as", "offers", "offer", "see_offers", "desk", "members", "desk_offers", "desk_offer", "reports", "settings",
  "outbox", "conflict", "checks", "host_choices", "sessions", "mark_read", "save_draft",
]);

/** Nothing of a text has become part of the page, nor done anything; `does` are the calls that the test itself brings about. */
export async function untouched(device, { does = [] } = {}) {
  const { page } = device;
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  const strange = await page.evaluate(() => [
    ...document.querySelectorAll("body :is(script, iframe, object, embed, form[action], base, meta, style)"),
    ...[...document.querySelectorAll("body img")].filter((each) => !/^(data:image\/jpeg;base64,|blob:)/.test(each.src)),
    ...[...document.querySelectorAll("body a")].filter(({ protocol, origin }) => !/^(mailto|tel):$/.test(protocol) && origin !== location.origin)
      .filter((each) => !/^https?:$/.test(each.protocol) || each.rel !== "noopener noreferrer"),
    ...[...document.querySelectorAll("body *")].filter((each) => [...each.attributes].some(({ name }) => name.startsWith("on"))),
  ].map((each) => each.outerHTML.slice(0, 120)));
  assert.deepEqual(strange, []);
  const calls = page.calls.splice(0).filter((method) => !LOOKING.has(method) && !does.includes(method));
  assert.deepEqual(calls, [], "calls that nobody asked for");
  await fits(page);
  device.quiet();
}

/** What is shown stays within the window, and beside nothing else. */
async function fits(page) {
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("[data-message], header, [role=listitem], .field, article, main li")]
      .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80)));
  assert.deepEqual(wide, []);
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= window.innerWidth));
}
