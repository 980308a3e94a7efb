// Texts that try to be something else, and what must not have come of them.
import assert from "node:assert/strict";

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

/** As much of it as is shown unchanged: what turns the direction is closed again where it ends. */
export const START = LINE.split("\u202E")[0];

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
