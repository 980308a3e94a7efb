// A member, with something of everything and nothing that waits to be sent: the rooms of their device.
import { PICTURE, told } from "../files.mjs";
import { offered, publish, day } from "../offers.mjs";
import { find, people, request } from "../people.mjs";
import { until } from "../until.mjs";
import { setField, settled } from "./join.mjs";
import { offerRooms } from "./offers.mjs";
import { peopleRooms } from "./people.mjs";
import { portrait } from "./portrait.mjs";
import { profileRooms } from "./profile.mjs";
import { settingRooms } from "./settings.mjs";
import { talkRooms } from "./talks.mjs";
import { dialog, heading, text } from "./there.mjs";

const TITLE = "復職説明会の案内役（1日だけ、在宅でも）";

/** Hanako's devices, and the rooms on each of them, part by part. */
export async function member(devices) {
  const host = await devices.join("hanako", { named: "Phone" });
  const inbox = await host.rpc("inbox");
  const { organization_id: company, with: kenta } = inbox.find((item) => item.with.given === "健太");
  const blocked = inbox.find((item) => item.with.family === "蓮見");
  const offer = await prepare(devices, host, { company, blocked });
  const declined = await turnedDown(devices, host);
  const all = await people(host, { organization: company, statuses: ["alumnus"] });
  const stranger = all.find(({ person, headline, employer }) => headline && employer && !inbox.some((item) => item.with.person === person));
  const sample = await preview(host, inbox.find((item) => item.with.given === "健太").conversation);
  const asking = inbox.find((item) => item.standing === "asking");
  const parts = {
    today: dayRooms(),
    talks: talkRooms({ inbox, declined, blocked: blocked.conversation, sample }),
    people: peopleRooms({ company, stranger: stranger.person, connected: kenta.person, asking }),
    offers: await offerRooms(host, { company, title: TITLE, offer }),
    profile: profileRooms(),
    settings: settingRooms(),
  };
  return { hosts: { phone: host, desktop: await devices.join("hanako", { named: "Desktop" }) }, parts };
}

/** What the engine makes of a picture that is attached; nothing of it stays. */
async function preview(host, conversation) {
  const made = await host.rpc("attach", { conversation, ...told(PICTURE) });
  await host.rpc("detach", { conversation, digest: made.digest });
  return made;
}

/** Something of everything. */
async function prepare(devices, host, { company, blocked }) {
  const misaki = await devices.join("misaki");
  const offer = await publish(misaki, company, { title: TITLE, closes_on: day(3), kind_of: "side_job" });
  await offered(host, offer);
  const { items } = await host.rpc("offers", { organization: company, kinds: [], text: "", saved: false, closed: false });
  const changed = items.find(({ changed_at }) => changed_at !== null);
  for (const kept of [offer, changed.offer]) await host.rpc("save_offer", { organization: company, offer: kept });
  const conditions = { kinds: ["comeback", "side_job"], prefectures: ["京都府", "静岡県"], remote: "partly", pay: { unit: "month", yen: 300_000 }, from: "2027-04" };
  await host.rpc("set_setting", { value: { setting: "conditions", ...conditions } });
  await host.rpc("set_setting", { value: { setting: "preferences", era: "western", quiet: { from: 1320, to: 420 } } });
  await host.rpc("block", { organization: blocked.organization_id, person: blocked.with.person });
  const own = await host.rpc("profile");
  const everywhere = own.organizations.map(({ id }) => ({ organization: id, audience: "members" }));
  const excluded = (await find(host, { family: "中瀬", given: "大地" })).person;
  const [first, ...rest] = everywhere;
  const most = [{ ...first, excluded_people: [excluded], hidden_from_organizers: true }, ...rest];
  const row = (body, visibility = everywhere) => host.rpc("add_row", { value: { body, visibility } });
  await row({ type: "certificate", name: "基本情報技術者", issuer: "情報処理推進機構", at: "2012-11" });
  await row({ type: "language", name: "英語", level: "技術文書の読み書き、会議は半分くらい" });
  await row({ type: "project", name: "輸液ポンプの警報の見直し", role: "開発の取りまとめ", from: "2023-04", to: "2024-09", description: "鳴りすぎる警報を、看護師の方と一つずつ確かめて減らしました。" });
  await row({ type: "link", url: "https://example.test/embedded-notes", label: "組込みの覚え書き" });
  await row({ type: "former_name", family: "三浦", family_kana: "ミウラ" }, most);
  await row({ type: "custom", label: "趣味", value: "合唱（アルト）" }, []);
  const photo = own.fields.find(({ field }) => field === "photo");
  await host.rpc("set_photo", { ...portrait(), base: { text: photo.text, visibility: photo.visibility }, visibility: everywhere });
  await setField(host, "summary", { visibility: most });
  await settled(host);
  return offer;
}

/** Somebody was asked for contact and has declined; gives the conversation. */
async function turnedDown(devices, host) {
  const daichi = await devices.join("daichi");
  const body = "中瀬部長、ご無沙汰しております。制御技術部におりました佐倉です。新しい制御の考え方について、お話を伺えないでしょうか。";
  const conversation = await request(host, { family: "中瀬", given: "大地" }, { purpose: "know_how", body });
  await until("he has been asked", async () => (await daichi.rpc("inbox")).some((item) => item.conversation === conversation));
  await daichi.rpc("answer_request", { conversation, accept: false });
  await until("it was declined", async () =>
    (await host.rpc("inbox")).find((item) => item.conversation === conversation)?.standing === "declined");
  return conversation;
}

function dayRooms() {
  return {
    today: { path: "/today", there: text("today_waiting") },
    "today-other": { path: "/today", there: text("today_settle", { count: 2 }), answers: { today: otherDay } },
    "today-loading": { path: "/today", there: (it) => it.page.locator("[aria-busy]"), answers: { today: { needs: [], more: 0, news: [], ready: false } } },
    palette: {
      path: "/today",
      there: heading("tab_today"),
      act: async (it) => {
        await it.page.keyboard.press("Control+k");
        await it.page.getByRole("option").first().waitFor();
      },
    },
    keys: {
      path: "/today",
      only: "desktop",
      there: heading("tab_today"),
      act: async (it) => {
        await it.page.keyboard.press("?");
        await dialog(it).waitFor();
      },
    },
  };
}

/** A day on which other things wait and are new, made from those that do today. */
function otherDay(today) {
  const offer = today.news.find(({ news }) => news === "offer").item;
  const { organization, organization_name: name } = offer;
  const request = today.needs.find(({ need }) => need === "request");
  const at = request.at;
  return {
    needs: [
      { need: "settle", count: 2 },
      { need: "closing", offer: offer.offer, organization, organization_name: name, title: offer.title, closes_on: day(3), days: 3 },
      { need: "confirm", count: 5, since: at },
    ],
    more: 0,
    news: [
      { news: "accepted", conversation: request.conversation, with: request.with, at },
      { news: "status", notice: "notice", organization, name, status: "current", at },
      { news: "offer", item: offer, changed: true },
    ],
    ready: true,
  };
}
