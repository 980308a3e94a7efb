// What a person does with others: finds and asks them, writes without a network, reports.
import { answer, request } from "../harness/people.mjs";
import { until } from "../harness/until.mjs";
import { dialog, press, signedIn } from "./device.mjs";

const HANAKO = { family: "佐倉", given: "花子" };
const KENTA = { family: "水沢", given: "健太" };
const AKIKO = { family: "青木", given: "亜希子" };

export async function people(world, phone) {
  const { page } = phone;
  await phone.go("/people");
  await page.getByRole("searchbox").fill("設計");
  const found = page.getByRole("link", { name: new RegExp(`${AKIKO.family} ${AKIKO.given}`) }).first();
  await found.waitFor();
  await phone.shot("people");
  await found.click();
  await phone.button("people_ask").waitFor();
  await phone.shot("person");
  await phone.button("people_ask").click();
  await dialog(phone).getByRole("radio", { name: phone.t("people_purpose_know_how"), exact: true }).check();
  await dialog(phone).getByLabel(phone.t("people_words"), { exact: true }).fill("設計の手順書について、教えていただけますか。");
  await phone.shot("ask");
  await phone.button("people_ask_send").click();
  await phone.sees(phone.t("talk_asked"));
  await phone.go("/people/requests");
  await page.getByRole("button", { name: new RegExp(`^${phone.t("people_accept")}`) }).first().waitFor();
  await phone.shot("requests");
}

export async function messages(world, phone) {
  const { page } = phone;
  await phone.go("/messages");
  await page.getByRole("link", { name: new RegExp(`${KENTA.family} ${KENTA.given}`) }).waitFor();
  await phone.shot("messages");
  await page.getByRole("link", { name: new RegExp(`${KENTA.family} ${KENTA.given}`) }).click();
  const say = async (words) => {
    await phone.compose(KENTA).fill(words);
    await phone.button("compose_send").click();
    await phone.sees(words, page.getByRole("main"));
  };
  await phone.compose(KENTA).waitFor();
  await phone.settled();
  const second = await signedIn(world, "hanako");
  await world.server.stop();
  await Promise.all([phone, second].map((each) =>
    until("it is known that there is no network", async () => (await each.rpc("status")).state === "offline")));
  await say("招待状、ぜひお願いします。展示会は2日目に伺います。");
  await phone.shot("offline");
  await disagree(world, phone, second);
}

/** Two devices change the headline while neither knows of the other's words. */
async function disagree({ server }, phone, second) {
  await second.setField("headline", { text: "医療機器の組込みソフト、十年目" });
  await phone.setField("headline", { text: "技術と人のあいだの仕事をしています" });
  await phone.go("/outbox");
  await phone.page.getByRole("main").getByRole("listitem").first().waitFor();
  await phone.shot("outbox");
  phone.host.pause();
  await server.start();
  await second.rpc("sync_now");
  await until("the second device is first", async () => (await second.rpc("outbox")).length === 0, { seconds: 60 });
  phone.host.resume();
  await phone.rpc("sync_now");
  const conflict = await until("they disagree", async () =>
    (await phone.rpc("outbox")).find((item) => item.state === "conflict"), { seconds: 60 });
  await phone.go(`/conflict/${conflict.op}`);
  await phone.button("conflict_save").waitFor();
  await phone.shot("conflict");
  await phone.page.getByRole("radio", { name: new RegExp(phone.t("conflict_mine")) }).click();
  await phone.button("conflict_save").click();
  await phone.sees(phone.t("conflict_saved"));
  await phone.settled();
}

/** Somebody who sells something is let in, sells, and is reported. */
export async function report(world, phone) {
  const seller = await signedIn(world, "hozumitsuyoshi1");
  const conversation = await request(seller, HANAKO, { purpose: "other", body: "うみかぜOBの穂積です。一度ごあいさつさせてください。" });
  await answer(phone, conversation, true);
  const selling = "会員限定の資産づくり勉強会です。今週中なら入会金が半額になります。";
  await until("the seller may write", () => seller.rpc("send_message", { conversation, body: selling, about: null }));
  await phone.go(`/messages/${conversation}`);
  await phone.sees(selling, phone.page.locator("[data-message]"));
  await phone.hold(phone.page.locator("[data-message]").filter({ hasText: selling }).locator(".bubble"));
  await phone.page.getByRole("menuitem", { name: phone.t("people_report"), exact: true }).click();
  await dialog(phone).getByRole("radio", { name: phone.t("desk_reason_spam"), exact: true }).check();
  await dialog(phone).getByLabel(phone.t("report_note")).fill("一度お断りしましたが、また届きました。");
  await phone.shot("report");
  await press(dialog(phone), phone, "report_send");
  await phone.settled();
}
