// Every screen and every main state of it, on devices in the demo world on which there is something of everything: to be
// tried by rules, and to be looked at.
import { OFFER, publish } from "./offers.mjs";
import { people } from "./people.mjs";
import { until } from "./until.mjs";

const HANAKO = { mail: "hanako@example.test", given: "花子" };
const MISAKI = { mail: "misaki@example.test", given: "美咲" };

/** A member's device, and the rooms that are on it. Its way to the server is held: something waits to be sent. */
export async function memberGallery({ join, wire }) {
  const way = await wire();
  const device = await join(HANAKO, { named: "Phone", size: "small", server: way.url });
  const other = await join(HANAKO, { named: "Other" });
  const inbox = await device.rpc("inbox");
  const talk = (fits) => inbox.find(fits).conversation;
  const kenta = talk((item) => item.with.given === "健太");
  const { organization_id: organization } = inbox.find((item) => item.conversation === kenta);
  const strangers = await people(device, { organization, statuses: ["alumnus"] });
  const [stranger, blocked] = strangers.filter(({ person }) => !inbox.some((item) => item.with.person === person));
  const { items: offers } = await device.rpc("offers", { organization, kinds: ["comeback"], text: "", saved: false, closed: false });
  const offer = offers.find(({ changed_at }) => changed_at !== null) ?? offers[0];

  await device.rpc("save_offer", { organization, offer: offer.offer });
  const conditions = { kinds: ["comeback"], prefectures: ["京都府"], remote: "partly", pay: { unit: "month", yen: 300_000 }, from: null };
  await device.rpc("set_setting", { value: { setting: "conditions", ...conditions } });
  await device.rpc("set_setting", { value: { setting: "preferences", era: "western", quiet: { from: 1320, to: 420 } } });
  await device.rpc("block", { organization, person: blocked.person });
  await device.settled();
  const conflict = await contradiction(device, other, way);
  await device.rpc("send_message", { conversation: kenta, body: "https://example.test/とても/ながい/アドレス?".padEnd(300, "x"), about: null });
  await device.rpc("save_draft", { conversation: talk((item) => item.with.given === "直人"), text: "書きかけの返事" });

  const rooms = {
    today: ["/today", text("today_waiting")],
    requests: ["/people/requests", text("people_requests_in")],
    inbox: ["/messages", heading("inbox_title")],
    conversation: [`/messages/${kenta}`, (it) => it.page.getByRole("log").getByText(/example\.test/)],
    "request-in": [`/messages/${talk((item) => item.standing === "asking")}`, text("talk_asking_note")],
    "request-out": [`/messages/${talk((item) => item.standing === "asked")}`, text("talk_asked")],
    "desk-talk": [`/messages/${talk((item) => item.kind === "with_desk")}`, (it) => it.page.getByRole("textbox")],
    people: ["/people", (it) => it.page.getByRole("list", { name: it.t("people_list") }).getByRole("link").nth(3)],
    "people-filter": ["/people", (it) => it.page.getByRole("button", { name: new RegExp(`^${it.t("desk_units")}`) }), sheet],
    "people-none": ["/people", (it) => it.page.getByRole("main").getByRole("searchbox"), async (it, field) => {
      await field.fill("誰でもない人");
      await it.sees(it.t("people_none"));
    }],
    person: [`/people/${organization}/${stranger.person}`, button("people_ask")],
    "person-ask": [`/people/${organization}/${stranger.person}`, button("people_ask"), sheet],
    "person-report": [`/people/${organization}/${stranger.person}`, button("people_report"), sheet],
    profile: ["/profile", text("profile_skill")],
    "profile-entry": ["/profile", (it) => it.button("profile_add_row", { row: it.t("profile_work") }), sheet],
    visibility: ["/profile", (it) => it.page.locator(".summary button[aria-haspopup=dialog]"), async (it, chip) => {
      await sheet(it, chip);
      await it.page.getByRole("dialog").getByRole("button", { expanded: false }).first().click();
      await it.page.getByRole("dialog").getByRole("searchbox").first().fill("さ");
      await it.page.getByRole("dialog").getByRole("listitem").first().waitFor();
    }],
    "see-as": ["/profile/see-as", (it) => it.page.getByRole("article")],
    confirm: ["/profile/confirm", heading("confirm_title")],
    offers: ["/offers", (it) => it.page.getByRole("list", { name: it.t("offers_list") }).getByRole("link").nth(1)],
    offer: [`/offers/${organization}/${offer.offer}`, text("offer_terms_employment")],
    "offer-talk": [`/offers/${organization}/${offer.offer}`, button("offers_talk"), sheet],
    outbox: ["/outbox", text("outbox_conflicts")],
    conflict: [`/conflict/${conflict}`, button("conflict_save")],
    settings: ["/settings", text("settings_this_device")],
    notifications: ["/settings/notifications", text("notify_quiet_use")],
    conditions: ["/settings/conditions", text("conditions_lead")],
    blocks: ["/settings/blocks", text("blocks_lead")],
    palette: ["/today", heading("tab_today"), async (it) => {
      await it.page.keyboard.press("Control+k");
      await it.page.getByRole("option").first().waitFor();
    }],
    keys: ["/today", heading("tab_today"), async (it) => {
      await it.page.keyboard.press("?");
      await it.page.getByRole("dialog").waitFor();
    }],
  };
  return { device, way, kenta, rooms };
}

/** An organizer's device, and the rooms of the desk on it. */
export async function deskGallery({ join }) {
  const device = await join(MISAKI, { named: "Desk", size: "small" });
  const { desks: [{ organization }] } = await device.rpc("start");
  const { offer: draft } = await device.rpc("add_offer", { organization, kind: "comeback", title: "書きはじめた募集", like: null });
  const ready = await publish(device, organization, { title: "公開を終えた募集", closes_on: null });
  await device.rpc("close_offer", { organization, offer: ready });
  await device.settled();
  const shown = (await device.rpc("desk_offers", { organization })).find(({ item, changes }) => item.state === "published" && changes.length > 0);
  const { items: [member] } = await device.rpc("members", { organization, text: "", units: [], statuses: ["alumnus"], offset: 0, limit: 1 });
  const name = `${member.name.family} ${member.name.given}`;
  const at = `/desk/${organization}`;
  const rooms = {
    desk: [at, button("desk_new")],
    "desk-new-offer": [at, button("desk_new"), sheet],
    members: [`${at}/members`, (it) => it.page.getByRole("row").nth(5)],
    member: [`${at}/members`, (it) => it.page.getByRole("button", { name: new RegExp(`^${name}`) }).first(), async (it, row) => {
      await sheet(it, row);
      await it.page.getByRole("dialog").getByRole("radio", { name: it.t("status_candidate"), exact: true }).check();
    }],
    "desk-offers": [`${at}/offers`, (it) => it.page.getByRole("tabpanel").getByRole("link").first()],
    "offer-draft": [`${at}/offers/${draft}`, button("desk_publish")],
    "offer-public": [`${at}/offers/${shown?.item.offer}`, text("desk_public_note")],
    "offer-preview": [`${at}/offers/${ready}`, (it) => it.page.getByRole("tab", { name: it.t("desk_preview") }), async (it, tab) => {
      await tab.click();
      await it.sees(OFFER.terms.duties.range);
    }],
    "offer-publish": [`${at}/offers/${ready}`, button("desk_publish_again"), sheet],
    reports: [`${at}/reports`, text("desk_reports_waiting")],
    "report-close": [`${at}/reports`, (it) => it.page.getByRole("button", { name: new RegExp(`^${it.t("desk_close_report")}`) }).first(), sheet],
    "desk-inbox": ["/messages", heading("inbox_title")],
  };
  return { device, rooms };
}

/** Goes to a room and waits until it is as it should be. */
export async function enter(device, [path, landmark, act]) {
  await device.go(path);
  const there = landmark(device).filter({ visible: true }).first();
  await there.waitFor();
  await act?.(device, there);
}

/** Closes whatever stands above the page. */
export async function leave({ page }) {
  const above = page.getByRole("dialog");
  for (let open = await above.count(); open > 0; open = await above.count()) {
    await page.keyboard.press("Escape");
    await until("it is closed", async () => (await above.count()) < open);
  }
}

/** Both devices change the headline, and one removes what the other edits; then nothing is sent any more. */
async function contradiction(device, other, way) {
  way.hold("/v1/ops");
  const { row, body, visibility } = (await device.rpc("profile")).work[0];
  await device.rpc("edit_row", { row, base: { body, visibility }, value: { body: { ...body, title: "責任者" }, visibility } });
  await device.setField("headline", { text: "この端末の言葉" });
  await other.rpc("remove_row", { row });
  await other.setField("headline", { text: "別の端末の言葉" });
  await other.settled();
  way.release("/v1/ops");
  await until("one contradicts and one is refused", async () => {
    const { conflicts, refused } = await device.rpc("status");
    return conflicts === 1 && refused === 1;
  });
  way.hold("/v1/ops");
  return (await device.rpc("outbox")).find((item) => item.state === "conflict").op;
}

function text(key) {
  return (it) => it.page.getByText(it.t(key));
}

function button(key) {
  return (it) => it.button(key);
}

function heading(key) {
  return (it) => it.page.getByRole("heading", { level: 1, name: it.t(key), exact: true });
}

async function sheet(it, opener) {
  await opener.click();
  await it.page.getByRole("dialog").waitFor();
}
