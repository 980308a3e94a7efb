// A device on which things wait, were refused and contradict each other; and then it is without its server.
import { people } from "../people.mjs";
import { until } from "../until.mjs";
import { Wire } from "../wire.mjs";
import { setField, settled } from "./join.mjs";
import { heading, text } from "./there.mjs";

const LINK = "https://example.test/とても/ながい/アドレス?".padEnd(300, "x");

/** Hanako's device, on its own way to the server. Those of `offline` are there once it has parted from it. */
export async function trouble(devices) {
  const way = await Wire.open(devices.server);
  const host = await devices.join("hanako", { named: "Phone", server: way.url });
  const other = await devices.join("hanako", { named: "Desktop" });
  const ren = await devices.join("ren");
  const inbox = await host.rpc("inbox");
  const talk = (family) => inbox.find((item) => item.with.family === family).conversation;
  const { organization_id: company, with: kenta } = inbox.find((item) => item.with.given === "健太");
  const send = (family, body) => host.rpc("send_message", { conversation: talk(family), body, about: null });
  // Kept, to be read without a network.
  await host.rpc("fetch_person", { organization: company, person: kenta.person });

  const { organization_id: school, with: me } = (await ren.rpc("inbox")).find((item) => item.with.given === "花子");
  await ren.rpc("block", { organization: school, person: me.person });
  await settled(ren);
  const refused = talk("加茂");
  await send("加茂", "来月の同窓会、二次会も行けそうです。");
  await until("it was refused", async () => (await host.rpc("status")).refused === 1, { seconds: 60 });
  await contradict(host, other, way);
  await send("早瀬", "水曜の20時、承知しました。図面を先にお送りします。");
  await send("早瀬", LINK);
  await host.rpc("save_draft", { conversation: talk("葛西"), text: "写真、探してみます。たしか" });
  const outbox = await host.rpc("outbox");
  const op = (fits) => outbox.find(fits).op;
  const stranger = (await people(host, { organization: company })).find(({ person }) => !inbox.some((item) => item.with.person === person));
  const pending = { path: `/messages/${talk("早瀬")}`, there: (it) => it.page.getByRole("log").getByText(/example\.test/) };
  const waits = { path: "/outbox", there: text("outbox_waiting") };
  const person = (id, there) => ({ path: `/people/${company}/${id}`, there });
  const rooms = {
    outbox: { ...waits, there: text("outbox_conflicts") },
    conflict: {
      path: `/conflict/${op(({ state }) => state === "conflict")}`,
      there: (it) => it.button("conflict_save"),
      act: async (it, save) => {
        await save.click();
        await it.sees(it.t("conflict_unchosen"));
      },
    },
    "conflict-removed": { path: `/conflict/${op(({ code }) => code === "gone")}`, there: (it) => it.button("conflict_save") },
    "profile-trouble": { path: "/profile", there: text("profile_conflict") },
    "inbox-trouble": { path: "/messages", there: text("inbox_draft") },
    "conversation-pending": pending,
    "conversation-refused": { path: `/messages/${refused}`, there: text("talk_edit_resend") },
  };
  const offline = {
    "offline-today": { path: "/today", there: heading("tab_today") },
    "offline-conversation": pending,
    "offline-outbox": waits,
    "offline-person": person(kenta.person, (it) => it.page.getByRole("article").getByRole("status").filter({ hasText: /\d/ })),
    "offline-person-unknown": person(stranger.person, text("people_not_kept")),
    "offline-settings": { path: "/settings", there: text("settings_sessions_offline") },
    "offline-notifications": { path: "/settings/notifications", there: text("notify_offline") },
    "offline-sign-in": {
      path: "/today",
      there: text("app_remote_out"),
      answers: signedOut(),
    },
    "not-saving": { path: "/today", there: text("app_not_saving"), answers: { start: (start) => ({ ...start, saving: false }) } },
  };
  return {
    hosts: { phone: host, desktop: host },
    parts: { trouble: rooms, offline },
    /** The server is gone, for this device and for good. */
    async part() {
      way.close();
      await until("it is offline", async () => (await host.rpc("status")).state === "offline", { seconds: 60 });
    },
  };
}

/** Another device has signed this one out. */
function signedOut() {
  const out = (status) => ({ ...status, state: "signed_out_remotely" });
  return { status: out, start: (start) => ({ ...start, status: out(start.status) }) };
}

/** Both devices change the headline, and one removes what the other edits; then nothing is sent any more. */
async function contradict(host, other, way) {
  const { organizations } = await host.rpc("profile");
  const visibility = organizations.map(({ id }) => ({ organization: id, audience: "members" }));
  const body = { type: "project", name: "新入社員の研修", role: "講師", from: "2019-04", to: "2021-03", description: "制御の基礎を三日間で。" };
  const { row } = await host.rpc("add_row", { value: { body, visibility } });
  await settled(host);
  await until("the other one has it", async () => (await other.rpc("profile")).projects.some((each) => each.row === row));
  way.hold("/v1/ops");
  await host.rpc("edit_row", { row, base: { body, visibility }, value: { body: { ...body, role: "講師、教材の作成" }, visibility } });
  await setField(host, "headline", { text: "医療機器の組込みソフト、十年目" });
  await other.rpc("remove_row", { row });
  await setField(other, "headline", { text: "技術と人のあいだの仕事" });
  await settled(other);
  way.release("/v1/ops");
  await until("one contradicts and two are refused", async () => {
    const { conflicts, refused } = await host.rpc("status");
    return conflicts === 1 && refused === 2;
  }, { seconds: 60 });
  way.hold("/v1/ops");
}
