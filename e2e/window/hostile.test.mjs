// Hostile text in every field, in the window itself: it stays text, brings about no call, and nothing leaves this machine.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { hostileOffer, hostileProfile, LINE, NAME, START, TEXTS, untouched } from "../harness/hostile.mjs";
import { OFFER, offered } from "../harness/offers.mjs";
import { answer, connect, find, isStanding, request } from "../harness/people.mjs";
import { unit } from "../harness/server.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, JUN, KENTA, signIn, step, told, world } from "../harness/world.mjs";
import { watched, wayOut } from "./watched.mjs";

const ja = (key, gaps) => text("ja", key, gaps);
const MALLORY = { mail: "mallory@example.test", family: NAME, given: "{{hurt=1}}", familyKana: NAME, givenKana: "ン".repeat(50) };

test("hostile text in every field stays text in the window", told(async () => {
  const { dir, mail, server, org } = await world("hostile-window", {
    company: { name: LINE, kana: NAME },
    members: async (data, id) => {
      const above = await unit(data, id, { name: LINE });
      return [{ ...MALLORY, units: [above], title: LINE }, { ...JUN, title: LINE }, KENTA];
    },
  });
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const out = await wayOut();
  const join = async (person) => {
    const device = await Devhost.start(path.join(dir, `device-${person.mail}`), { device: NAME });
    await signIn(device, server.url, person.mail, mail);
    return device;
  };
  const audience = [{ organization: org, audience: "members" }];
  let app, eyes, offer, conversation, jun;

  /** The app as another person, from here on watched. */
  const become = async (person) => {
    if (app) await leave();
    app = new App(desktop, path.join(dir, `app-${person.mail}`), { env: out.env });
    await app.start();
    await signIn(app, server.url, person.mail, mail);
    await app.see("nav");
    eyes = await watched(app, out);
    await eyes.alone();
  };
  const leave = async () => {
    await eyes.alone();
    await app.quit();
  };
  /** Goes there, waits until its heading and what it shows are drawn, and finds nothing that is not text. */
  const look = async (place, heading, words, calls) => {
    await app.go(place);
    await until(`${place} is shown`, async () => (await app.driver.executeScript(HEADINGS)).some((one) => one.includes(heading)));
    await app.sees(words);
    await untouched(eyes, calls);
  };

  await step("somebody writes it wherever there is a place to write", async () => {
    const [mallory, hanako] = [await join(MALLORY), await join(HANAKO)];
    jun = await join(JUN);
    await hostileProfile(mallory, audience);
    offer = await hostileOffer(hanako, org);
    const kenta = await join(KENTA);
    conversation = await connect(mallory, kenta, KENTA, { body: TEXTS.image });
    for (const body of Object.values(TEXTS)) await mallory.rpc("send_message", { conversation, body });
    const asking = await request(jun, KENTA, { purpose: "other", body: TEXTS.link });
    await until("the request is here", async () => (await kenta.rpc("inbox")).some((item) => item.conversation === asking));
    const { person } = await find(kenta, MALLORY);
    const { items } = await kenta.rpc("conversation", { conversation, before: null, limit: 1 });
    await kenta.rpc("report", { organization: org, person, reason: "other", note: TEXTS.script, conversation, messages: [items[0].id] });
    await until("the report is at the desk", async () => (await hanako.rpc("reports", { organization: org })).length === 1);
    for (const device of [mallory, hanako, kenta]) await device.stop();
  });

  await step("another member sees a person, messages, a request and an offer", async () => {
    await become(KENTA);
    await look("/people", ja("people_title"), NAME);
    const { person } = await find(app, MALLORY);
    await look(`/people/${org}/${person}`, NAME, TEXTS.script);
    const links = await app.driver.executeScript("return [...document.querySelectorAll('article a')].map((link) => link.href)");
    assert.ok(links.length > 0);
    for (const link of links) assert.match(link, /^tauri:\/\/localhost\/?#\//, "it leads out of the window");
    await look("/messages", ja("tab_messages"), NAME);
    await look(`/messages/${conversation}`, NAME, "%s ${hurt}", { does: ["mark_read"] });
    await look("/people/requests", ja("people_requests"), TEXTS.link.slice(0, 20));
    await offered(app, offer);
    await look("/offers", ja("offers_title"), START);
    await look(`/offers/${org}/${offer}`, START, OFFER.prefecture);
    await look("/today", ja("tab_today"), START);
  });

  await step("every message of the conversation is on the screen once", async () => {
    await app.go(`/messages/${conversation}`);
    const { items } = await app.rpc("conversation", { conversation, before: null, limit: 50 });
    const seen = new Set();
    // Only what is near is in the page: downwards, half a screen at a time, and from the end to the top again.
    await until("every message has been seen", async () => {
      for (const id of await app.driver.executeScript(SCROLL)) seen.add(id);
      await untouched(eyes);
      return items.every(({ id }) => seen.has(id));
    }, { seconds: 40 });
    assert.equal(await app.driver.executeScript("return document.querySelectorAll('[data-message] .body a').length"), 0);
  });

  await step("it is typed: as a message, a draft, and what is searched for", async () => {
    const area = await app.see("textarea");
    await area.sendKeys(TEXTS.image);
    await app.button(ja("compose_send")).then((send) => send.click());
    await until("it was taken", async () => (await area.getAttribute("value")) === "");
    await area.sendKeys(TEXTS.script);
    await look("/messages", ja("tab_messages"), "<script>", { does: ["send_message"] });
    await app.go("/people");
    await (await app.see("input[type=search]")).sendKeys(TEXTS.image);
    await app.sees(ja("people_none"));
    await untouched(eyes);
  });

  await step("a request that is accepted, and a block", async () => {
    const asking = (await app.rpc("inbox")).find((item) => item.standing === "asking").conversation;
    await answer(app, asking, true);
    await until("both may write", () => isStanding(jun, asking, "open"));
    await jun.rpc("send_message", { conversation: asking, body: TEXTS.script });
    await look(`/messages/${asking}`, `${JUN.family} ${JUN.given}`, TEXTS.script, { does: ["mark_read"] });
    const { person } = await find(app, MALLORY);
    await app.rpc("block", { organization: org, person });
    await look("/settings/blocks", ja("settings_blocks"), NAME);
  });

  await step("its writer sees their own profile, devices and organisations", async () => {
    await become(MALLORY);
    await look("/profile", ja("profile_title"), TEXTS.script);
    await look("/profile/see-as", ja("profile_see_as"), ja("seeas_hidden"));
    await look("/profile/confirm", ja("confirm_title"), NAME);
    await look("/settings", ja("settings_title"), START);
    await look("/settings", ja("settings_title"), NAME);
    await look("/settings/notifications", ja("notify_title"), START);
    await look("/settings/conditions", ja("settings_conditions"), "");
  });

  await step("the desk sees members, offers and reports", async () => {
    await become(HANAKO);
    await look(`/desk/${org}`, START, ja("desk_members"));
    await look(`/desk/${org}/members`, ja("desk_members"), NAME);
    await look(`/desk/${org}/offers`, ja("tab_offers"), START);
    await look(`/desk/${org}/offers/${offer}`, START, ja("desk_preview"));
    await look(`/desk/${org}/reports`, ja("desk_reports"), TEXTS.script);
  });
  await leave();
}));

// Runs in the page.
const HEADINGS = "return [...document.querySelectorAll('main :is(h1, h2)')].map((one) => one.innerText)";

// Runs in the page: what is shown of a conversation, and on to what is not.
const SCROLL = `
  const box = document.querySelector("[role=log]");
  const ids = [...document.querySelectorAll("[data-message]")].map((one) => one.dataset.message);
  if (box) box.scrollTop = box.scrollHeight - box.scrollTop - box.clientHeight < 2 ? 0 : box.scrollTop + box.clientHeight / 2;
  return ids;
`;
