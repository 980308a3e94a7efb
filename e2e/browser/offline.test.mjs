// The server goes away in the middle of the day and comes back: nothing is blocked, nothing is lost.
import assert from "node:assert/strict";
import { connect } from "../harness/people.mjs";
import { stage } from "../harness/stage.mjs";
import { until } from "../harness/until.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { join, org, scene, server } = await stage("offline");
const hanako = await join(HANAKO);
const kenta = await join(KENTA, { size: "phone" });
const { page } = hanako;

const MEMBERS = [{ organization: org, audience: "members" }];
const write = hanako.compose(KENTA);
const headline = page.getByLabel(hanako.t("field_headline"), { exact: true });
const clock = hanako.t("talk_waiting");

scene("what is there when the server goes", async () => {
  await hanako.setField("headline", { text: "品質管理", visibility: MEMBERS });
  const conversation = await connect(hanako, kenta, KENTA, { body: "来週お会いできますか" });
  await kenta.rpc("send_message", { conversation, body: "はい、火曜日なら", about: null });
  await hanako.tab("tab_messages").click();
  await hanako.sees("はい、火曜日なら");
});

scene("everything can be read while the server is away", async () => {
  await server.stop();
  await hanako.chip(hanako.t("status_offline"));
  await hanako.sees(hanako.t("app_offline_line"));
  await page.getByRole("link", { name: /山田 健太/ }).click();
  await hanako.sees("来週お会いできますか");
  await hanako.tab("tab_people").click();
  await page.getByRole("link", { name: /山田 健太/ }).click();
  await hanako.link("people_open").waitFor();
  await hanako.tab("tab_me").click();
  await until("the profile", async () => (await headline.inputValue()) === "品質管理");
  await hanako.tab("tab_settings").click();
  await hanako.sees(hanako.t("settings_sessions_offline"));
  // Loading the page anew changes nothing of this.
  await page.reload();
  await hanako.tab("tab_messages").click();
  await page.getByRole("link", { name: /山田 健太/ }).click();
  await hanako.sees("はい、火曜日なら");
});

scene("what is written meanwhile waits, and can be looked at", async () => {
  await write.fill("では火曜日の夕方に");
  await write.press("Enter");
  const bubble = page.locator("[data-message]").filter({ hasText: "では火曜日の夕方に" });
  await bubble.getByRole("img", { name: clock }).waitFor();
  await hanako.tab("tab_me").click();
  await headline.fill("品質管理と信頼性");
  await headline.press("Tab");
  await page.locator(".headline").getByRole("img", { name: hanako.t("profile_pending") }).waitFor();
  await hanako.chip(`${hanako.t("status_offline")} · ${hanako.t("status_unsent", { count: 2 })}`);

  await page.getByTestId("status").filter({ visible: true }).click();
  const waiting = (what) => page.getByRole("listitem", { name: what });
  const message = waiting(hanako.t("verb_send_message", { name: hanako.called(KENTA) }));
  await message.getByText("では火曜日の夕方に").waitFor();
  const edit = waiting(hanako.t("verb_set_field", { field: hanako.t("field_headline") }));
  await edit.getByText("品質管理と信頼性").waitFor();

  // What waits can be taken back, and that can be undone.
  await message.getByRole("button", { name: hanako.t("outbox_discard") }).click();
  await message.getByRole("button", { name: hanako.t("outbox_restore") }).waitFor();
  await hanako.notice("action_undo", hanako.t("outbox_discard_done")).click();
  await message.getByRole("img", { name: clock }).waitFor();
  assert.equal((await hanako.rpc("outbox")).filter((item) => ["waiting", "sending"].includes(item.state)).length, 2);
});

scene("it is sent by itself when the server is back, and the other person has it", async () => {
  await server.start();
  // The next attempt may be some seconds away: the pauses between them grow.
  await until("nothing waits", async () => (await hanako.rpc("outbox")).length === 0, { seconds: 60 });
  await hanako.sees(hanako.t("outbox_empty"));
  await kenta.go("/messages");
  await kenta.page.getByRole("link", { name: /高橋 花子/ }).tap();
  await kenta.sees("では火曜日の夕方に");
  await kenta.link("action_back").tap();
  await kenta.tab("tab_people").tap();
  await kenta.sees("品質管理と信頼性");
  await hanako.misses(hanako.t("app_offline_line"));
  await hanako.settled();
  await hanako.tab("tab_messages").click();
  await hanako.chip(hanako.t("status_fresh"));
});
