// A conversation of hundreds of messages is opened at one of them, and read on from there.
import assert from "node:assert/strict";
import { accessible } from "../harness/browser.mjs";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, scene } = await stage("jump");
const hanako = await join(HANAKO);
const kenta = await join(KENTA, { size: "phone" });
const conversation = await connect(kenta, hanako, HANAKO);

const MANY = 310;
/** The ids of the messages, by their number. */
const ids = [];
/** Some of them are higher than others. */
const words = (number) => `${number} 通目です。${number % 7 === 0 ? "\n続きがあります。\nもう一行あります。" : ""}`;

const send = (device, body) => device.rpc("send_message", { conversation, body, about: null });
const newest = async (device) => (await device.rpc("conversation", { conversation, before: null, limit: 1 })).items[0].body;
const arrived = (device, body) => until(`"${body}" has arrived`, async () => (await newest(device)) === body);
const at = (path) => (device) => until(path, async () => (await device.page.evaluate(() => location.hash)) === `#${path}`);
const openAt = (device, message) => device.go(`/messages/${conversation}${message ? `/${message}` : ""}`);
const down = (device) => device.button("talk_to_bottom");
const unread = async (device) => (await device.rpc("start")).unread;

/** How far the middle of a message is from the middle of the view, in heights of the view; null: it is not in the page. */
const offset = (device, message) => device.page.evaluate((message) => {
  const row = document.querySelector(`[data-message="${message}"]`)?.getBoundingClientRect();
  const view = document.querySelector("[role=log]")?.getBoundingClientRect();
  return row && view ? (row.top + row.height / 2 - view.top) / view.height - 0.5 : null;
}, message);
const seen = (device, message) => until("the message is in sight", async () => {
  const far = await offset(device, message);
  return far !== null && Math.abs(far) < 0.5;
});
const focused = (device, message) => until("the message has the focus", () =>
  device.page.evaluate((message) => document.activeElement.getAttribute("data-message") === message, message));

/**
 * Scrolls on like a finger until a message is in sight. What is in the middle moves by as much as the finger, whatever is
 * read meanwhile; by how many pixels it did not is given back, or null where it was gone.
 */
const walk = (device, step, message) => device.page.evaluate(async ({ step, message }) => {
  const log = document.querySelector("[role=log]");
  const view = log.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const jumps = [];
  const rowOf = (message) => document.querySelector(`[data-message="${message}"]`);
  const isSeen = () => {
    const row = rowOf(message)?.getBoundingClientRect();
    return row !== undefined && row.top >= view.top && row.bottom <= view.bottom;
  };
  const rows = () => [...document.querySelectorAll("[data-message]")];
  // The list stands still: a finger that turns round lets go first.
  while (getComputedStyle(log.querySelector(".rows")).pointerEvents === "none") await frame();
  for (let steps = 0; steps < 300 && !isSeen(); steps += 1) {
    const middle = rows().find((row) => row.getBoundingClientRect().bottom > view.top + view.height / 2);
    const before = middle.getBoundingClientRect().top;
    const room = step < 0 ? log.scrollTop : log.scrollHeight - log.clientHeight - log.scrollTop;
    const moved = Math.sign(step) * Math.min(Math.abs(step), room);
    log.scrollBy({ top: moved, behavior: "instant" });
    for (let frames = 0; frames < 3; frames += 1) await frame();
    // At the end it follows the end, which is where its rows have their heights.
    if (step > 0 && log.scrollHeight - log.clientHeight - log.scrollTop < 2) continue;
    const after = rowOf(middle.getAttribute("data-message"))?.getBoundingClientRect().top;
    const off = after === undefined ? null : after - (before - moved);
    if (off === null || Math.abs(off) > 2) jumps.push(off);
  }
  return { jumps, found: isSeen() };
}, { step, message });

/** What stands in the middle of the view, and where. */
const standing = (device) => device.page.evaluate(() => {
  const { top, height } = document.querySelector("[role=log]").getBoundingClientRect();
  const row = [...document.querySelectorAll("[data-message]")].find((row) => row.getBoundingClientRect().bottom > top + height / 2);
  return { message: row.getAttribute("data-message"), top: row.getBoundingClientRect().top };
});

scene("opened at a message far up, that one stands in the middle, is marked and has the keys", async () => {
  for (let number = 1; number <= MANY; number += 1) ids[number] = (await send(hanako, words(number))).message;
  await arrived(kenta, words(MANY));
  assert.equal(await unread(kenta), MANY);
  await openAt(kenta, ids[200]);
  await focused(kenta, ids[200]);
  const far = await offset(kenta, ids[200]);
  assert.ok(Math.abs(far) < 0.1, `in the middle, not ${far} off`);
  const mark = kenta.page.locator(".message.found");
  assert.equal(await mark.getAttribute("data-message"), ids[200]);
  await accessible(kenta.page, "a message that was looked for", ["color-contrast"]);
  await mark.waitFor({ state: "detached" });
  assert.ok(Math.abs(await offset(kenta, ids[200])) < 0.1, "it stays there");
});

scene("older ones come above and newer ones below, and nothing jumps; what was not seen is not read", async () => {
  assert.deepEqual(await walk(kenta, -100, ids[100]), { jumps: [], found: true });
  assert.equal(await unread(kenta), MANY);
  await down(kenta).waitFor();
  assert.deepEqual(await walk(kenta, 100, ids[MANY]), { jumps: [], found: true });
  await until("nothing is unread", async () => (await unread(kenta)) === 0);
  await down(kenta).waitFor({ state: "detached" });
});

scene("read to its end it goes on as any conversation does", async () => {
  const { message } = await send(hanako, "その後です");
  await seen(kenta, message);
  assert.equal(await down(kenta).count(), 0);
});

scene("what comes in while one reads further up moves nothing", async () => {
  await openAt(hanako, ids[60]);
  await focused(hanako, ids[60]);
  const far = await standing(hanako);
  for (const number of [1, 2, 3]) await send(kenta, `${number} つめの返事`);
  await arrived(hanako, "3 つめの返事");
  await hanako.settled();
  assert.deepEqual(await standing(hanako), far);

  await hanako.go("/today");
  await openAt(hanako);
  await hanako.sees("3 つめの返事");
  await walk(hanako, -100, ids[MANY - 10]);
  const near = await standing(hanako);
  for (const number of [4, 5, 6]) await send(kenta, `${number} つめの返事`);
  await hanako.button("talk_new").waitFor();
  await arrived(hanako, "6 つめの返事");
  await hanako.settled();
  assert.deepEqual(await standing(hanako), near);
});

scene("from there the keys lead on: to what can be done with it, into the composer, to the newest", async () => {
  const { page } = hanako;
  await openAt(hanako, ids[150]);
  await focused(hanako, ids[150]);
  await page.keyboard.press("Tab");
  const more = page.locator(`[data-message="${ids[150]}"]`).getByRole("button", { name: hanako.t("talk_more") });
  await until("its menu has the focus", () => more.evaluate((button) => button === document.activeElement));
  await down(hanako).focus();
  await page.keyboard.press("Enter");
  await hanako.sees("6 つめの返事");
  await down(hanako).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "log");
});

scene("what is sent from far up is seen at the end", async () => {
  const { page } = hanako;
  await openAt(hanako, ids[30]);
  await focused(hanako, ids[30]);
  await page.keyboard.type("w");
  const write = hanako.compose(KENTA);
  await until("it is typed into the composer", async () => (await write.inputValue()) === "w");
  await write.fill("昔の話ですが");
  await write.press("Enter");
  await hanako.sees("昔の話ですが", page.getByRole("log"));
  await down(hanako).waitFor({ state: "detached" });
  assert.equal(await write.evaluate((area) => area === document.activeElement), true);
  assert.equal(await page.locator(`[data-message="${ids[30]}"]`).count(), 0);
});

scene("back leads to where one came from", async () => {
  await kenta.go("/people");
  await kenta.tab("tab_people").waitFor();
  await openAt(kenta, ids[5]);
  await focused(kenta, ids[5]);
  await kenta.link("action_back").tap();
  await at("/people")(kenta);
});

scene("one that was taken back is shown as that; of one that is not there any more it is said", async () => {
  await hanako.rpc("delete_message", { conversation, message: ids[77] });
  await hanako.settled();
  await until("it is gone", async () => {
    const { items } = await kenta.rpc("conversation", { conversation, before: null, around: ids[77], limit: 1 });
    return items[0].deleted;
  });
  await openAt(kenta, ids[77]);
  await focused(kenta, ids[77]);
  await kenta.sees(kenta.t("talk_withdrawn"), kenta.page.locator(`[data-message="${ids[77]}"]`));

  await openAt(kenta, "0197ffff-ffff-7fff-8fff-ffffffffffff");
  await kenta.sees(kenta.t("talk_gone"));
  await kenta.sees("昔の話ですが");
  await down(kenta).waitFor({ state: "detached" });
});
