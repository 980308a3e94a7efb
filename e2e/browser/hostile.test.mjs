// Text that tries to be something else is shown as text: to oneself, to the other, in every list.
import assert from "node:assert/strict";
import { TEXTS, untouched } from "../harness/hostile.mjs";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, scene } = await stage("hostile");
const hanako = await join(HANAKO);
const kenta = await join(KENTA, { size: "phone" });
const conversation = await connect(hanako, kenta, KENTA, { body: TEXTS.image });
const talk = `/messages/${conversation}`;
const sending = { does: ["send_message"] };

scene("as a message", async () => {
  await hanako.go(talk);
  const write = hanako.page.getByRole("textbox");
  const kept = async (device) => (await device.rpc("conversation", { conversation, before: null, limit: 50 })).items;
  for (const [name, text] of Object.entries(TEXTS)) {
    await write.fill(text);
    await write.press("Enter");
    await until(`${name} was taken`, async () => (await write.inputValue()) === "");
    await untouched(hanako, sending);
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
  const { items } = await kenta.rpc("conversation", { conversation, before: null, limit: 50 });
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

scene("as a draft, as what is searched for, in a notice", async () => {
  const area = kenta.page.getByRole("textbox");
  await area.fill(TEXTS.image);
  await kenta.go("/messages");
  await kenta.sees(/<img src=/);
  await untouched(kenta);
  await kenta.go("/people");
  await kenta.page.getByRole("searchbox").fill(TEXTS.image);
  await kenta.sees(kenta.t("people_none"));
  await untouched(kenta);
  await hanako.rpc("send_message", { conversation, body: TEXTS.script, about: null });
  await kenta.go("/today");
  await kenta.sees(/<script>/);
  await untouched(kenta);
});
