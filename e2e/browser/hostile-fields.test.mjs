// Everything that one person or one organisation can write about itself, written to hurt: others see it as text, everywhere
// it is shown; what could not be shown as text is refused.
import assert from "node:assert/strict";
import { hostileOffer, hostileProfile, LINE, NAME, START, TEXTS, untouched } from "../harness/hostile.mjs";
import { OFFER, offered } from "../harness/offers.mjs";
import { answer, people } from "../harness/people.mjs";
import { unit } from "../harness/server.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const MALLORY = { mail: "mallory@example.test", family: NAME, given: "{{hurt=1}}", familyKana: NAME, givenKana: "ン".repeat(50) };
const { join, org, scene } = await stage("hostile-fields", {
  company: { name: LINE, kana: NAME },
  members: async (data, id) => {
    const above = await unit(data, id, { name: LINE });
    return [{ ...MALLORY, units: [above, await unit(data, id, { name: "W".repeat(100), parent: above })], title: LINE }, KENTA];
  },
});
const [mallory, kenta, hanako] = [await join(MALLORY, { named: NAME }), await join(KENTA, { size: "phone" }), await join(HANAKO)];
const others = [kenta, hanako];
const MEMBERS = [{ organization: org, audience: "members" }];
let person;

/** Goes there, waits until it is drawn, and finds nothing that is not text. */
async function look(device, path, words) {
  await device.go(path);
  await device.sees(words);
  await untouched(device);
}

scene("a profile in which every part wants to be more than text", async () => {
  await hostileProfile(mallory, MEMBERS);
  await mallory.settled();
  ({ person } = (await until("it is here", async () => (await people(kenta)).find(({ name }) => name.family === NAME))));
  await look(mallory, "/profile", TEXTS.script);
  await look(mallory, "/profile/see-as", mallory.t("seeas_hidden"));
  await look(mallory, "/profile/confirm", mallory.t("confirm_title"));
  for (const device of others) {
    await look(device, "/people", NAME);
    await device.go(`/people/${org}/${person}`);
    await device.page.getByRole("article").getByText("W".repeat(100)).first().waitFor();
    await device.sees(TEXTS.script, device.page.getByRole("article"));
    await untouched(device);
    for (const link of await device.page.getByRole("article").getByRole("link").all()) {
      assert.match(await link.getAttribute("href"), /^(https:\/\/evil\.example\/\?a=|tel:)/, "it leads where it says, and nowhere on its own");
    }
  }
});

scene("what is no link and no photo is refused where it is given", async () => {
  const link = (url) => mallory.rpc("add_row", { value: { body: { type: "link", url, label: "" }, visibility: MEMBERS } });
  for (const url of ["javascript:hurt=1", "JaVaScRiPt:hurt=1", " javascript:hurt=1", "data:text/html,<script>hurt=1</script>", "file:///etc/passwd", "//evil.example", "resumex://outbox", 'https://evil.example/"><img src=x onerror=hurt=1>']) {
    await assert.rejects(link(url), { code: "invalid" }, url);
  }
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="hurt=1"/>').toString("base64");
  await assert.rejects(mallory.setField("photo", { text: svg }), { code: "invalid" });
  await assert.rejects(mallory.setField("photo", { text: LINE }), { code: "invalid" });
  await assert.rejects(mallory.rpc("set_photo", { file: svg, x: 0, y: 0, side: 1, base: await base("photo"), visibility: MEMBERS }), { code: "invalid" });

  await mallory.go("/profile");
  const input = mallory.page.locator("input[type=file]");
  await input.setInputFiles({ name: `${NAME}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(TEXTS.script) });
  await mallory.sees(mallory.t("photo_unreadable"));
  await input.setInputFiles({ name: "x.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg, "base64") });
  // A browser may show it; then it is refused when it is kept.
  const sheet = mallory.page.getByRole("dialog");
  const save = sheet.getByRole("button", { name: mallory.t("action_save"), exact: true });
  const refused = sheet.getByText(mallory.t("photo_unreadable"));
  await save.or(refused).first().waitFor();
  if (await save.count()) await save.click();
  await refused.waitFor();
  assert.equal((await mallory.field("photo")).text, "");
  await mallory.page.keyboard.press("Escape");
  await untouched(mallory, { does: ["set_photo"] });
});

scene("an offer in which every item is hostile", async () => {
  const offer = await hostileOffer(hanako, org);
  await offered(kenta, offer);
  await look(kenta, "/today", START);
  await look(kenta, "/offers", START);
  await look(kenta, `/offers/${org}/${offer}`, OFFER.prefecture);
  await kenta.rpc("save_offer", { organization: org, offer });
  await hanako.rpc("edit_offer", { organization: org, offer, ...(await edited(offer, { description: TEXTS.image })) });
  await kenta.page.getByRole("heading", { name: kenta.t("offer_changes") }).waitFor();
  await untouched(kenta);
  await kenta.button("offers_talk").tap();
  await kenta.page.getByRole("dialog").getByRole("button", { name: kenta.t("compose_send"), exact: true }).tap();
  await kenta.page.locator("[data-message]").getByRole("link").first().waitFor();
  await untouched(kenta, { does: ["start_desk", "send_message"] });
  for (const path of [`/desk/${org}`, `/desk/${org}/members`, `/desk/${org}/offers`, `/desk/${org}/offers/${offer}`]) {
    await hanako.go(path);
    await hanako.page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
    await untouched(hanako, { does: ["edit_offer"] });
  }
  await hanako.page.getByRole("tab", { name: hanako.t("desk_preview") }).click();
  await untouched(hanako);
});

scene("a request, a report and what is noted about it", async () => {
  const { conversation } = await mallory.rpc("request_contact", { organization: org, person: (await people(mallory)).find(({ name }) => name.family === KENTA.family).person, purpose: "other", body: TEXTS.link });
  await until("it is here", async () => (await kenta.rpc("inbox")).some((item) => item.standing === "asking"));
  await look(kenta, "/today", NAME);
  await look(kenta, "/people/requests", TEXTS.link.slice(0, 20));
  await look(kenta, `/messages/${conversation}`, kenta.t("talk_asking_note"));
  await answer(kenta, conversation, true);
  await look(kenta, "/messages", NAME);
  const message = (await mallory.rpc("conversation", { conversation, before: null, limit: 1 })).items[0].id;
  await kenta.settled();
  await kenta.rpc("report", { organization: org, person, reason: "other", note: TEXTS.script, conversation, messages: [message] });
  await until("it is at the desk", async () => (await hanako.rpc("reports", { organization: org })).length === 1);
  const [{ report }] = await hanako.rpc("reports", { organization: org });
  await look(hanako, `/desk/${org}/reports`, TEXTS.script);
  await hanako.rpc("close_report", { organization: org, report, note: TEXTS.image });
  await hanako.sees(/<svg onload/);
  await untouched(hanako);
  const [member] = (await hanako.rpc("members", { organization: org, text: KENTA.family, units: [], statuses: [], offset: 0, limit: 1 })).items;
  await hanako.rpc("set_member", { organization: org, person: member.person, base: member.value, value: { ...member.value, title: LINE } });
  await look(kenta, "/profile", START);
  await hanako.go(`/desk/${org}/members`);
  await hanako.page.getByRole("button", { name: new RegExp(`^${KENTA.family}`) }).click();
  await hanako.page.getByRole("dialog").waitFor();
  await untouched(hanako);
});

scene("what stands in the settings: names of devices, of organisations, of those one blocks", async () => {
  await look(mallory, "/settings", START);
  await mallory.page.getByRole("listitem").filter({ hasText: NAME }).first().waitFor();
  await untouched(mallory);
  await look(mallory, "/settings/notifications", START);
  await kenta.rpc("block", { organization: org, person });
  await look(kenta, "/settings/blocks", NAME);
});

async function base(name) {
  const { text, visibility } = await mallory.field(name);
  return { text, visibility };
}

async function edited(offer, parts) {
  const { value } = await hanako.rpc("desk_offer", { organization: org, offer });
  return { base: value, value: { ...value, ...parts } };
}
