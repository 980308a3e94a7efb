// Links into the app, while it runs and as what starts it: each leads to its page, and none does anything else.
import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { App } from "../harness/app.mjs";
import { Desktop } from "../harness/desktop.mjs";
import { Devhost } from "../harness/devhost.mjs";
import { Group } from "../harness/group.mjs";
import { OFFER, offered, publish } from "../harness/offers.mjs";
import { connect, find } from "../harness/people.mjs";
import { program } from "../harness/place.mjs";
import { text } from "../harness/text.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA, signIn, step, told, world } from "../harness/world.mjs";
import { watched, wayOut } from "./watched.mjs";

const ja = (key, gaps) => text("ja", key, gaps);
const NOBODY = "0197a1b2-0000-7000-8000-000000000001";

/** What a page reads while somebody looks around; it is also all that a link may bring about. */
const READS = /^(start|status|inbox|conversation|today|people|people_choices|person|fetch_person|profile|see_as|offers|offer|see_offers|desk|members|desk_offers|desk_offer|reports|settings|outbox|checks|host_choices|sessions|mark_read)$/;

test("links lead to every page, and harm nothing", told(async () => {
  const { dir, mail, server, org } = await world("links");
  const desktop = await Desktop.start(path.join(dir, "home"));
  await desktop.unlockKeyring();
  const out = await wayOut();
  const app = new App(desktop, path.join(dir, "app"), { env: out.env });
  const env = { ...desktop.env, RESUMEX_DIR: app.dir };
  /** What the system does when somebody follows a link: it starts the app, which runs already. */
  const follow = (link) => Group.start(program("resumex"), [link], { env }).finish();
  const arrives = async (place, words) => {
    await until(`${place} is shown`, async () => (await app.place()) === `#${place}`);
    await app.sees(words);
  };
  const begin = async (...args) => {
    await app.start(...args);
    await app.see("nav");
  };

  await step("a link that starts an app in which nobody is signed in waits for the sign-in", async () => {
    await app.start(`resumex://join?server=${encodeURIComponent(server.url)}`);
    await until("the server is filled in", async () => (await (await app.see("input[name=server]")).getAttribute("value")) === server.url);
    await follow("resumex://settings/notifications");
    await app.sees(ja("welcome_title"));
    await signIn(app, server.url, HANAKO.mail, mail);
    await arrives("/settings/notifications", ja("notify_title"));
  });

  const kenta = await Devhost.start(path.join(dir, "kenta"), { device: "Kenta" });
  await signIn(kenta, server.url, KENTA.mail, mail);
  const conversation = await connect(kenta, app, HANAKO, { body: "一つの会話" });
  const { person } = await find(app, KENTA);
  const offer = await publish(app, org, { audience: ["alumnus", "current"] });
  await offered(app, offer);
  const name = `${KENTA.family} ${KENTA.given}`;
  const pages = [
    ["/today", ja("tab_today")],
    ["/messages", name],
    [`/messages/${conversation}`, "一つの会話"],
    ["/people", name],
    [`/people/${org}/${person}`, ja("people_open")],
    ["/people/requests", ja("people_requests")],
    ["/offers", OFFER.title],
    [`/offers/${org}/${offer}`, OFFER.description],
    ["/profile", ja("profile_see_as")],
    ["/profile/see-as", ja("seeas_hidden")],
    ["/profile/confirm", ja("confirm_title")],
    ["/settings", ja("settings_title")],
    ["/settings/notifications", ja("notify_title")],
    ["/settings/conditions", ja("settings_conditions")],
    ["/settings/blocks", ja("settings_blocks")],
    ["/outbox", ja("outbox_title")],
    [`/desk/${org}`, ja("desk_members")],
    [`/desk/${org}/members`, name],
    [`/desk/${org}/offers`, OFFER.title],
    [`/desk/${org}/offers/${offer}`, ja("desk_preview")],
    [`/desk/${org}/reports`, ja("desk_reports")],
  ];

  let eyes;
  await step("while the app runs, a link leads to its page", async () => {
    eyes = await watched(app, out);
    for (const [place, words] of pages) {
      await follow(`resumex:/${place}`);
      await arrives(place, words);
    }
  });

  const gone = [
    [`/messages/${NOBODY}`, ja("talk_unknown")],
    [`/people/${org}/${NOBODY}`, ja("people_unknown")],
    [`/offers/${org}/${NOBODY}`, ja("offers_unknown")],
    [`/desk/${NOBODY}`, ja("desk_none")],
    [`/desk/${NOBODY}/members`, ja("desk_none")],
    [`/desk/${org}/offers/${NOBODY}`, ja("desk_offer_unknown")],
  ];
  await step("a link to something that is not there says so", async () => {
    for (const [place, words] of gone) {
      await follow(`resumex:/${place}`);
      await arrives(place, words);
    }
  });

  await step("of a link that names no page it is said, and one that is none of ours leads nowhere", async () => {
    await follow("resumex://today");
    await arrives("/today", ja("tab_today"));
    await follow("resumex://nowhere");
    await app.sees(ja("app_link_nowhere"));
    await app.driver.executeScript("window.visited = []; addEventListener('hashchange', () => visited.push(location.hash))");
    for (const link of [
      "https://example.test/", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,<script>1</script>",
      "resumex:", "resumex://", "resumex:///", "resumex:today", "resumex://sign_out",
      "resumex://messages/1", "resumex://messages/../../etc/passwd", `resumex://messages/${NOBODY}%00`,
      `resumex://messages/${"a".repeat(100_000)}`, "resumex://settings/../outbox", "resumex://profile/delete",
      `resumex://desk/${org}/publish`, `resumex://desk/${org}/offers/${offer}/close`, `resumex://people/${org}/${person}/block`,
      `resumex://offers/${org}/<script>`, "resumex://join?server=http://evil.example", "resumex://join?server=javascript:1",
    ]) await follow(link);
    await follow("resumex://people");
    await arrives("/people", name);
    await follow(`resumex://somebody:secret@offers:99/${org}/x/../${offer}?delete=1#/outbox`);
    await arrives(`/offers/${org}/${offer}`, OFFER.description);
    assert.deepEqual(await app.driver.executeScript("return window.visited"), ["#/people", `#/offers/${org}/${offer}`]);
    assert.equal((await app.driver.getAllWindowHandles()).length, 1);
  });

  await step("none of them has called for more than what its page reads", async () => {
    await eyes.page.evaluate("() => null");
    const calls = new Set(eyes.page.calls);
    assert.ok(calls.has("offer") && calls.has("desk_offers"), "the pages read what they show");
    assert.deepEqual([...calls].filter((call) => !READS.test(call)), []);
    assert.deepEqual(await app.rpc("outbox"), []);
    assert.equal((await app.rpc("start")).server, server.url, "a link names another server to nobody who is signed in");
    eyes.quiet();
    await eyes.alone();
  });

  const some = [`/messages/${conversation}`, `/people/${org}/${person}`, `/offers/${org}/${offer}`, `/desk/${org}/offers`, "/people/requests"];
  for (const [place, words] of [...pages.filter(([place]) => some.includes(place)), gone[2]]) {
    await step(`a link that starts the app leads to its page in the ${place.split("/")[1]} as well`, async () => {
      await app.quit();
      await begin(`resumex:/${place}`);
      await arrives(place, words);
    });
  }
  for (const link of ["resumex://nowhere", "https://example.test/"]) {
    await step(`${link} starts the app where it always starts`, async () => {
      await app.quit();
      await app.open(link);
      // Another app's link is not ours to speak of.
      if (link.startsWith("resumex:")) await app.sees(ja("app_link_nowhere"));
      await app.see("nav");
      await app.sees(ja("tab_today"));
      assert.ok(["", "#/today"].includes(await app.place()));
    });
  }
  await app.quit();
}));
