// Before there is anything: a device on which nobody is signed in, and one of somebody who is alone.
import { organization } from "../server.mjs";
import { until } from "../until.mjs";
import { closed } from "./closed.mjs";
import { settled } from "./join.mjs";
import { button, heading, text } from "./there.mjs";

const ALONE = { mail: "tsukasa@example.test", family: "一条", given: "司", familyKana: "いちじょう", givenKana: "つかさ" };
export const CHOIR = { name: "みなと合唱団", kana: "みなとがっしょうだん", kind: "association" };
const SERVER = "alumni.example.jp";

/** Before the server of the world is started: an organisation of one. */
export function found(data) {
  return organization(data, { ...CHOIR, organizer: ALONE });
}

/** Devices that have never been used; what their engines would answer is laid over. */
export async function beginning(devices) {
  const hosts = { phone: await devices.fresh("Phone"), desktop: await devices.fresh("Desktop") };
  const sends = async (it, send) => {
    await it.page.getByLabel(it.t("welcome_server"), { exact: true }).fill(SERVER);
    await it.page.getByLabel(it.t("welcome_mail"), { exact: true }).fill("hanako@example.test");
    await send.click();
  };
  const code = async (it, send) => {
    await sends(it, send);
    await it.sees(it.t("code_title"));
  };
  const at = (answers, there, act) => ({ path: "/", there, act, answers, anew: true });
  const phase = (phase, more = {}) => ({ start: (start) => ({ ...start, phase, ...more }), ...(more.status ? { status: more.status } : {}) });
  const syncing = { state: "syncing", last_sync_at: null, unsent: 0, refused: 0, conflicts: 0, progress: { done: 1302, total: 4207 } };
  const rooms = {
    welcome: at({}, button("welcome_send")),
    "welcome-empty": at({}, button("welcome_send"), async (it, send) => {
      await send.click();
      await it.sees(it.t("fail_empty"));
    }),
    "welcome-unknown": at({ request_code: { failure: { code: "server_not_resumex" } } }, button("welcome_send"), async (it, send) => {
      await sends(it, send);
      await it.sees(it.t("fail_server_not_resumex"));
    }),
    code: at({ request_code: null }, button("welcome_send"), code),
    "code-wrong": at({ request_code: null, redeem_code: { failure: { code: "code_wrong" } } }, button("welcome_send"), async (it, send) => {
      await code(it, send);
      await it.page.getByLabel(it.t("code_label"), { exact: true }).fill("123456");
      await it.button("code_submit").click();
      await it.sees(it.t("fail_code_wrong"));
    }),
    "first-sync": at(phase("first_sync", { status: syncing }), heading("first_title")),
    "first-sync-offline": at(phase("first_sync", { status: { ...syncing, state: "offline" } }), text("first_waiting")),
    ...closed(at),
    failed: at({ start: { failure: { code: "storage" } } }, (it) => it.page.getByRole("alert")),
  };
  return { hosts, parts: { beginning: rooms } };
}

/** The devices of somebody who is alone in their organisation and works at its desk. */
export async function alone(devices, key = "tsukasa") {
  const host = await devices.join(key, { named: "Phone" });
  const { desks: [{ organization }] } = await host.rpc("start");
  const { fields, contacts } = await host.rpc("profile");
  const stale = ({ stale }) => stale;
  await host.rpc("confirm", { fields: fields.filter(stale).map(({ field }) => field), rows: contacts.filter(stale).map(({ row }) => row) });
  await settled(host);
  await until("nothing waits", async () => (await host.rpc("today")).needs.length === 0);
  const at = (path, there) => ({ path, there });
  const desk = (path, there) => at(`/desk/${organization}${path}`, there);
  const rooms = {
    "today-done": at("/today", text("today_done")),
    "inbox-empty": at("/messages", text("inbox_empty")),
    "people-empty": at("/people", text("people_empty")),
    "requests-empty": at("/people/requests", text("people_requests_empty")),
    "offers-empty": at("/offers", text("offers_empty")),
    "profile-empty": at("/profile", text("profile_none_work")),
    "confirm-done": at("/profile/confirm", text("confirm_done")),
    "conditions-empty": at("/settings/conditions", text("conditions_lead")),
    "blocks-empty": at("/settings/blocks", text("blocks_empty")),
    "outbox-empty": at("/outbox", text("outbox_empty")),
    "desk-empty": desk("", text("desk_nothing_waits")),
    "desk-offers-empty": desk("/offers", (it) => it.page.getByText(it.t("desk_offers_none", { state: it.t("offer_state_published") }))),
    "reports-empty": desk("/reports", text("desk_reports_empty")),
  };
  return { hosts: { phone: host, desktop: await devices.join(key, { named: "Desktop" }) }, parts: { empty: rooms } };
}
