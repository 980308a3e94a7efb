// Text that tries to be something else is shown as text: to oneself, to the other, in every list.
import assert from "node:assert/strict";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, org, scene } = await stage("hostile");
const hanako = await join(HANAKO);
const kenta = await join(KENTA, { size: "phone" });

const TEXTS = {
  script: '<script>window.hurt = 1; fetch("https://evil.example/")</script>',
  image: '<img src="https://evil.example/x.png" onerror="window.hurt = 1"><svg onload="window.hurt = 1">',
  link: "[押してください](javascript:window.hurt=1) https://evil.example/ {{constructor.constructor('hurt=1')()}}",
  direction: "\u202Eてれさ逆\u202C と \u2067右から\u2069 と exe.\u202Egpj",
  marks: `Z${"\u0301".repeat(5000)}`,
  word: "W".repeat(5000),
  odd: "\u0000\u0007a\u200Bb\uFEFFc 👩‍👩‍👧‍👦 ﷽𒐫 &lt;b&gt; &amp; %s ${hurt}",
};
const HEADLINE = '<img src=//evil.example/x onerror="hurt=1">\u202E逆'.slice(0, 120);
let talk;

/** Nothing of a text has become part of the page. */
async function untouched(device) {
  const { page } = device;
  assert.equal(await page.evaluate(() => window.hurt), undefined);
  assert.equal(await page.locator("main :is(script, img, iframe, object, a[href^='javascript'], a[href*='evil'])").count(), 0);
  await fits(page);
  device.quiet();
}

/** What is shown stays within the window, and beside nothing else. */
async function fits(page) {
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("[data-message], header, [role=listitem], .field, article")]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.outerHTML.slice(0, 80)));
  assert.deepEqual(wide, []);
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= window.innerWidth));
}

scene("as a message", async () => {
  const conversation = await connect(hanako, kenta, KENTA, { body: "はじめに" });
  talk = `/messages/${conversation}`;
  await hanako.settled();
  await hanako.go(talk);
  const write = hanako.page.getByRole("textbox");
  const kept = async (device) => (await device.rpc("conversation", { conversation, before: null, limit: 50 })).items;
  for (const [name, text] of Object.entries(TEXTS)) {
    await write.fill(text);
    await write.press("Enter");
    await until(`${name} was taken`, async () => (await write.inputValue()) === "");
    await untouched(hanako);
  }
  await hanako.settled();
  await until("all of them have arrived", async () => (await kept(kenta)).length === Object.keys(TEXTS).length + 1);
  const sent = (await kept(hanako)).map((item) => item.body);
  assert.deepEqual((await kept(kenta)).map((item) => item.body), sent, "both have the same");
  for (const name of ["script", "image", "link", "word"]) assert.ok(sent.includes(TEXTS[name]), name);
});

scene("in the other's list, conversation and menus", async () => {
  await untouched(kenta);
  await kenta.go(talk);
  const { items } = await kenta.rpc("conversation", { conversation: talk.split("/").pop(), before: null, limit: 50 });
  const seen = new Set();
  const log = kenta.page.getByRole("log");
  // Only what is near is in the page: downwards, half a screen at a time, and from the end to the top again.
  await until("every message has been seen", async () => {
    const ids = await kenta.page.locator("[data-message]").evaluateAll((bubbles) => bubbles.map((one) => one.dataset.message));
    if (ids.length === 0) return false;
    ids.forEach((id) => seen.add(id));
    await untouched(kenta);
    await log.evaluate((box) => {
      const left = box.scrollHeight - box.scrollTop - box.clientHeight;
      box.scrollTop = left < 2 ? 0 : box.scrollTop + box.clientHeight / 2;
    });
    return items.every(({ id }) => seen.has(id));
  }, { seconds: 30 });
  const marks = kenta.page.locator("[data-message]").filter({ hasText: TEXTS.marks.normalize("NFC").slice(0, 50) }).locator(".bubble");
  await until("the beginning is on the screen", async () => {
    await log.evaluate((box) => void (box.scrollTop = 0));
    return (await marks.count()) === 1;
  });
  assert.equal(await marks.evaluate((bubble) => getComputedStyle(bubble).overflow), "clip", "marks stay in their bubble");
  const script = kenta.page.locator("[data-message]").filter({ hasText: TEXTS.script });
  await script.waitFor();
  assert.ok((await script.locator("p").first().innerText()).includes("<script>"));
});

scene("a text that turns the direction of writing turns only itself", async () => {
  const bubble = kenta.page.locator("[data-message]").filter({ hasText: "てれさ逆" });
  await bubble.waitFor();
  const { body, time } = await bubble.evaluate((element) => {
    const box = (selector) => element.querySelector(selector)?.getBoundingClientRect().left;
    return { body: box(".body"), time: box(".facts") };
  });
  assert.ok(time === undefined || time > body, "the time stands after the text");
});

scene("as a headline, a draft, a filter and a name of an employer", async () => {
  await hanako.setField("headline", { text: HEADLINE, visibility: [{ organization: org, audience: "members" }] });
  const body = { type: "work", employer: TEXTS.script.slice(0, 120), title: TEXTS.image.slice(0, 120), from: "2015-04", to: null, description: TEXTS.marks.slice(0, 2000) };
  await hanako.rpc("add_row", { value: { body, visibility: [] } });
  await hanako.settled();
  await hanako.go("/profile");
  await hanako.sees(body.employer);
  await untouched(hanako);
  await kenta.go("/people");
  await kenta.sees(/<img src=/);
  await untouched(kenta);
  await kenta.page.getByRole("searchbox").fill(TEXTS.image);
  await kenta.sees(kenta.t("people_none"));
  await untouched(kenta);
  await kenta.page.getByRole("searchbox").fill("花子");
  await kenta.page.getByRole("link", { name: /高橋 花子/ }).tap();
  await kenta.sees(/<img src=/);
  await untouched(kenta);
  await kenta.go(talk);
  await kenta.page.getByRole("textbox").fill(TEXTS.image);
  await kenta.go("/messages");
  await kenta.sees(/<img src=/);
  await untouched(kenta);
});
