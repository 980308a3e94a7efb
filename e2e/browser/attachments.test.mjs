// Files between two people: put beside the words, sent without a network, and looked at on the other side.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { DOCUMENT, HEIC, LARGE, PICTURE } from "../harness/files.mjs";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { dir, join, scene, wire } = await stage("attachments");
const [up, down] = [await wire(), await wire()];
const hanako = await join(HANAKO, { server: up.url });
const kenta = await join(KENTA, { size: "phone", server: down.url });
const conversation = await connect(kenta, hanako, HANAKO, { body: "ご無沙汰しております" });

const WORDS = "工場の写真です";
const field = hanako.compose(KENTA);
const chips = () => hanako.page.getByRole("list", { name: hanako.t("attach_word"), exact: true }).getByRole("listitem");
const choose = (...files) => hanako.page.locator("input[type=file]").setInputFiles(files);
const detach = (name) => hanako.button("compose_detach", { name }).click();
const picture = (device) => device.page.getByRole("log").getByRole("button", { name: new RegExp(`^${PICTURE.name}`) });
const file = (device, name = DOCUMENT.name) => device.page.getByRole("log").getByRole("button").filter({ hasText: name });
const page = (device) => device.rpc("conversation", { conversation, before: null, limit: 50 });
const blob = (digest) => `/v1/conversations/${conversation}/blobs/${digest}`;
const names = async () => (await page(hanako)).draft_attachments.map(({ name }) => name);
const are = (count) => until(`${count} stand above the field`, async () => (await chips().count()) === count);

scene("a picture and a document stand above the field, also when one comes back, and when the page was loaded anew", async () => {
  await hanako.go(`/messages/${conversation}`);
  await field.waitFor();
  assert.ok(await hanako.button("compose_send").isDisabled(), "there is nothing to send");
  await choose(PICTURE, DOCUMENT);
  await are(2);
  await until("the draft has both", async () => (await names()).length === 2);
  assert.deepEqual(await names(), [PICTURE.name, DOCUMENT.name]);
  await hanako.sees("KB", chips().filter({ hasText: DOCUMENT.name }));
  await chips().filter({ hasText: PICTURE.name }).locator("img").waitFor();
  assert.ok(await hanako.button("compose_send").isEnabled(), "files can be sent without words");

  await field.fill(WORDS);
  await hanako.go("/today");
  await hanako.page.getByRole("heading", { level: 1 }).first().waitFor();
  await hanako.go(`/messages/${conversation}`);
  await are(2);
  await until("the draft is kept", async () => (await page(hanako)).draft === WORDS);
  await hanako.page.reload();
  await are(2);
  await until("the words are back", async () => (await field.inputValue()) === WORDS);
});

scene("what cannot be attached says so where it stands; the words and the others stay", async () => {
  await choose(HEIC, LARGE);
  await are(4);
  await hanako.sees(hanako.t("photo_unreadable"), chips().filter({ hasText: HEIC.name }));
  await hanako.sees(hanako.t("attach_too_large"), chips().filter({ hasText: LARGE.name }));
  assert.equal(await field.inputValue(), WORDS);
  await detach(HEIC.name);
  await detach(LARGE.name);
  await are(2);
  assert.deepEqual(await names(), [PICTURE.name, DOCUMENT.name]);
});

scene("a file that is let go over the conversation, and a picture that is pasted, are attached", async () => {
  await hanako.page.getByRole("log").evaluate((log) => {
    const carried = new DataTransfer();
    carried.items.add(new File(["メモ"], "面談のメモ.txt", { type: "text/plain" }));
    for (const type of ["dragover", "drop"]) log.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
  });
  await until("it is attached", async () => (await names()).includes("面談のメモ.txt"));
  await field.evaluate(async (area) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    const context = canvas.getContext("2d");
    context.fillStyle = "#0b6b62";
    context.fillRect(20, 20, 200, 120);
    const content = await new Promise((drawn) => canvas.toBlob(drawn, "image/png"));
    const pasted = new DataTransfer();
    pasted.items.add(new File([content], "image.png", { type: "image/png" }));
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  await until("it is attached", async () => (await names()).length === 4);
  await are(4);
  assert.equal(await field.inputValue(), WORDS);
  await detach("面談のメモ.txt");
  await until("one is gone", async () => (await names()).length === 3);
  const [, , pasted] = await names();
  await detach(pasted);
  await until("so is the other", async () => (await names()).length === 2);
});

scene("while the server is silent the message waits with its files, also when the page is loaded anew, and then goes", async () => {
  const [{ digest, bytes }] = (await page(hanako)).draft_attachments;
  const ask = `${blob(digest)}/chunks?bytes=${bytes}`;
  up.hold(ask);
  await field.press("Enter");
  await picture(hanako).waitFor();
  await file(hanako).waitFor();
  await are(0);
  assert.equal(await field.inputValue(), "");
  await hanako.chip(hanako.t("status_unsent", { count: 1 }));
  await hanako.go("/outbox");
  await hanako.sees(DOCUMENT.name, hanako.page.getByRole("main"));
  await hanako.go(`/messages/${conversation}`);
  await picture(hanako).waitFor();
  await hanako.page.reload();
  await picture(hanako).waitFor();
  await hanako.sees(WORDS, hanako.page.getByRole("log"));
  const { items } = await page(hanako);
  assert.deepEqual(items.at(-1).attachments.map(({ name }) => name), [PICTURE.name, DOCUMENT.name]);
  assert.deepEqual((await page(kenta)).items.length, 1, "nothing has come to the other");
  up.release(ask);
  await hanako.settled();
});

scene("the other sees the preview at once in the room of the picture, and then the picture in the same", async () => {
  await until("it has come", async () => (await page(kenta)).items.length === 2);
  const { attachments } = (await page(kenta)).items[1];
  const [{ digest, preview }] = attachments;
  assert.deepEqual([preview.width, preview.height], [240, 300]);
  down.hold(blob(digest));
  await kenta.go(`/messages/${conversation}`);
  const image = picture(kenta).locator("img");
  await until("the preview is drawn", () => image.evaluate((img) => img.complete && img.naturalWidth > 0 && img.src.startsWith("data:image/jpeg")));
  const before = await picture(kenta).boundingBox();
  assert.ok(Math.abs(before.width / before.height - 240 / 300) < 0.02, JSON.stringify(before));
  down.release(blob(digest));
  await until("the picture is drawn", () => image.evaluate((img) => img.src.startsWith("data:image/png") && img.naturalWidth === 240));
  assert.deepEqual(await picture(kenta).boundingBox(), before, "nothing has moved");
});

scene("a tap shows it large, with its name; Escape, back and the button close it, and it can be saved", async () => {
  const dialog = kenta.page.getByRole("dialog", { name: PICTURE.name });
  const here = await kenta.page.evaluate(() => location.hash);
  await picture(kenta).tap();
  await dialog.getByRole("img", { name: PICTURE.name }).waitFor();
  await kenta.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await picture(kenta).tap();
  await dialog.waitFor();
  await kenta.page.goBack();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await kenta.page.evaluate(() => location.hash), here, "back has led nowhere else");

  await picture(kenta).tap();
  await dialog.getByRole("button", { name: kenta.t("action_save"), exact: true }).tap();
  await kenta.sees(kenta.t("profile_kept", { what: PICTURE.name }));
  await dialog.getByRole("button", { name: kenta.t("action_close"), exact: true }).tap();
  await dialog.waitFor({ state: "detached" });
  const [{ digest }] = (await page(kenta)).items[1].attachments;
  const saved = await readFile(path.join(dir, "device-2/downloads", PICTURE.name));
  assert.equal(createHash("sha256").update(saved).digest("hex"), digest, "it is what was sent");
});

scene("a document is fetched by a tap and saved by another, beside what is there already", async () => {
  await kenta.sees(kenta.t("attach_fetch"), file(kenta));
  await file(kenta).tap();
  await kenta.sees(kenta.t("action_save"), file(kenta));
  for (const count of [1, 2]) {
    await file(kenta).tap();
    await until(`${count} saved`, async () => (await documents()).length === count);
  }
  for (const name of await documents()) {
    assert.deepEqual(await readFile(path.join(dir, "device-2/downloads", name)), DOCUMENT.buffer, name);
  }
});

scene("a file without words stands in the list with a paper clip; what is taken back takes its files along", async () => {
  await kenta.go("/messages");
  await choose(DOCUMENT);
  await are(1);
  await hanako.button("compose_send").click();
  const row = kenta.page.getByRole("link", { name: /高橋 花子/ });
  await row.getByRole("img", { name: kenta.t("attach_word"), exact: true }).waitFor();
  await row.getByText(DOCUMENT.name).waitFor();
  await hanako.settled();

  await kenta.go(`/messages/${conversation}`);
  await until("both are there", async () => (await file(kenta).count()) === 2);
  const bubble = hanako.page.locator("[data-message]").filter({ hasText: DOCUMENT.name }).last();
  await bubble.hover();
  await bubble.getByRole("button", { name: hanako.t("talk_more") }).click();
  assert.equal(await hanako.page.getByRole("menuitem", { name: hanako.t("action_copy"), exact: true }).count(), 0, "there are no words to copy");
  await hanako.page.getByRole("menuitem", { name: hanako.t("action_delete"), exact: true }).click();
  await hanako.notice("action_close").click();
  await until("it is gone on the other side", async () => (await file(kenta).count()) === 1);
  await kenta.sees(kenta.t("talk_withdrawn"));
  assert.deepEqual((await page(kenta)).items.at(-1).attachments, []);
});

async function documents() {
  return (await readdir(path.join(dir, "device-2/downloads"))).filter((name) => name.startsWith("職務経歴書"));
}
