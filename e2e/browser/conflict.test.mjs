// Two devices of one person change the same thing while they do not know of each other.
import assert from "node:assert/strict";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO } from "../harness/world.mjs";

const { join, org, scene, server } = await stage("conflict");
const desk = await join(HANAKO, { named: "Desk" });
const phone = await join(HANAKO, { named: "Phone", size: "phone" });

const MEMBERS = [{ organization: org, audience: "members" }];
const WORK = { type: "work", employer: "みどり製作所", title: "品質管理", from: "2015-04", to: "2024-03", description: "" };
const headline = (device) => device.page.getByLabel(device.t("field_headline"), { exact: true });
const shows = (device, text) => until(`${text} on ${device.named}`, async () => (await headline(device).inputValue()) === text);
const offline = (...devices) => Promise.all(devices.map((device) => device.chip(device.t("status_offline"))));
const works = async (device) => (await device.rpc("profile")).work;

/** Both write while the server is away; the desk's edit lands first. */
async function meanwhile(onDesk, onPhone) {
  await server.stop();
  await offline(desk, phone);
  await onDesk();
  await onPhone();
  // The phone is in a tunnel until the other one is done.
  phone.host.pause();
  await server.start();
  await sent(desk);
  phone.host.resume();
  await sent(phone);
}

/** The person does not wait for the next attempt. */
async function sent(device) {
  await device.rpc("sync_now");
  await until(`${device.named} has sent`, async () => (await device.rpc("status")).unsent === 0, { seconds: 60 });
}

scene("a headline that both change: before, mine and theirs side by side, and a choice", async () => {
  await desk.setField("headline", { text: "品質管理", visibility: MEMBERS });
  await Promise.all([desk.go("/profile"), phone.go("/profile")]);
  await shows(phone, "品質管理");
  await meanwhile(
    async () => {
      await headline(desk).fill("品質管理の責任者");
      await headline(desk).press("Tab");
      await desk.chip(desk.t("status_unsent", { count: 1 }));
    },
    async () => {
      await headline(phone).fill("品質と信頼性");
      await headline(phone).blur();
      await phone.chip(phone.t("status_unsent", { count: 1 }));
    },
  );
  await phone.sees(phone.t("profile_conflict"));
  await shows(phone, "品質管理の責任者");
  await phone.chip(phone.t("status_attention", { count: 1 }));
  await phone.link("profile_settle").tap();

  const { page } = phone;
  const what = phone.t("field_headline");
  await phone.sees(phone.t("conflict_lead", { what }));
  const part = page.getByRole("group", { name: phone.t("conflict_choose", { part: what }) });
  await part.getByText("品質管理", { exact: true }).waitFor();
  const mine = part.getByRole("radio", { name: new RegExp(`${phone.t("conflict_mine")}.*品質と信頼性`, "s") });
  const theirs = part.getByRole("radio", { name: new RegExp(`${phone.t("conflict_theirs")}.*品質管理の責任者`, "s") });
  await mine.waitFor();

  await phone.button("conflict_save").tap();
  await phone.sees(phone.t("conflict_unchosen"));
  await theirs.tap();
  const own = part.getByRole("textbox");
  assert.equal(await own.inputValue(), "品質管理の責任者");
  await own.fill("品質管理と信頼性の責任者");
  await phone.button("conflict_save").tap();
  await phone.sees(phone.t("conflict_saved"));
  await phone.settled();
  await shows(desk, "品質管理と信頼性の責任者");
  await phone.go("/profile");
  await shows(phone, "品質管理と信頼性の責任者");
  assert.deepEqual(await phone.rpc("outbox"), []);
});

scene("a row that one edits and the other removes: what was typed is kept, and is put back", async () => {
  const { row } = await desk.rpc("add_row", { value: { body: WORK, visibility: MEMBERS } });
  await editedAndRemoved(row, "信頼性の責任者");
  await phone.page.getByTestId("status").filter({ visible: true }).tap();
  const item = phone.page.getByRole("listitem", { name: phone.t("verb_edit_row", { row: phone.t("profile_work") }) });
  await item.getByText(phone.t("outbox_gone_note")).waitFor();
  await item.getByRole("link", { name: phone.t("outbox_settle") }).tap();
  await phone.sees(phone.t("conflict_removed_lead", { what: phone.t("profile_work") }));
  await phone.sees("信頼性の責任者");
  await phone.page.getByRole("radio", { name: phone.t("conflict_keep") }).check();
  await phone.button("conflict_save").tap();
  await phone.settled();
  await desk.sees("信頼性の責任者");
  assert.deepEqual((await works(desk)).map((each) => each.body), [{ ...WORK, title: "信頼性の責任者" }]);
  assert.deepEqual(await works(phone), await works(desk));
});

scene("or it stays removed; what was taken back can be restored for a while", async () => {
  const [{ row }] = await works(desk);
  await editedAndRemoved(row, "顧問");
  await phone.go("/outbox");
  const item = phone.page.getByRole("listitem", { name: phone.t("verb_edit_row", { row: phone.t("profile_work") }) });
  await item.getByRole("button", { name: phone.t("outbox_discard_change") }).tap();
  await phone.sees(phone.t("outbox_discarded_note"));
  await item.getByRole("button", { name: phone.t("outbox_restore") }).tap();
  await item.getByRole("link", { name: phone.t("outbox_settle") }).tap();
  await phone.page.getByRole("radio", { name: phone.t("conflict_drop") }).check();
  await phone.button("conflict_save").tap();
  await phone.settled();
  assert.deepEqual(await works(phone), []);
  assert.deepEqual(await works(desk), []);
  assert.deepEqual((await phone.rpc("outbox")).filter((each) => each.state !== "discarded"), []);
});

/** The desk removes a row on its screen while the phone changes its title. */
async function editedAndRemoved(row, title) {
  for (const device of [desk, phone]) {
    await until(`${device.named} has the row`, async () => (await works(device)).some((each) => each.row === row));
    await device.settled();
  }
  await Promise.all([desk.go("/profile"), phone.go("/profile")]);
  const text = WORK.employer;
  await meanwhile(
    async () => {
      await desk.button("profile_tools", { text }).click();
      await desk.page.getByRole("menuitem", { name: desk.t("profile_remove"), exact: true }).click();
    },
    async () => {
      await phone.button("profile_edit_row", { text }).tap();
      await phone.page.getByLabel(phone.t("row_title")).fill(title);
      await phone.button("action_save").tap();
      await phone.sees(title);
    },
  );
  await until("the edit was refused", async () =>
    (await phone.rpc("outbox")).some((item) => item.state === "refused" && item.code === "gone"));
  assert.equal((await works(desk)).some((each) => each.row === row), false);
}
