// An organizer's devices, and the rooms of the desk on them.
import { OFFER, publish } from "../offers.mjs";
import { find } from "../people.mjs";
import { until } from "../until.mjs";
import { settled } from "./join.mjs";
import { button, dialog, heading, pressed, sheet, text } from "./there.mjs";

export async function desk(devices) {
  const host = await devices.join("misaki", { named: "Desk" });
  const { desks: [{ organization }] } = await host.rpc("start");
  const { offer: draft } = await host.rpc("add_offer", { organization, kind: "comeback", title: "検査工程の見直しを一緒に（再入社）", like: null });
  const { offer: contract } = await host.rpc("add_offer", { organization, kind: "contract", title: "手順書の監修", like: null });
  const closed = await publish(host, organization, { title: "秋の工場見学の案内役（募集を終えたもの）", closes_on: null });
  await host.rpc("close_offer", { organization, offer: closed });
  await asked(devices, host, organization);
  await settled(host);
  const changed = (await host.rpc("desk_offers", { organization })).find(({ item, changes }) => item.state === "published" && changes.length > 0);
  const { conversation } = (await host.rpc("inbox")).find(({ kind, unread }) => kind === "at_desk" && unread > 0);
  const parts = { desk: rooms({ organization, draft, contract, closed, changed: changed.item.offer, conversation }) };
  return { hosts: { phone: await devices.join("misaki", { named: "Phone" }), desktop: host }, parts };
}

/** A member asks the desk about an offer and reports somebody. */
async function asked(devices, host, organization) {
  const hanako = await devices.join("hanako");
  const { items: [offer] } = await hanako.rpc("offers", { organization, kinds: ["comeback"], text: "制御", saved: false, closed: false });
  const { conversation } = await hanako.rpc("start_desk", { organization, person: null });
  await hanako.rpc("send_message", { conversation, body: "この募集について、一度お話を伺えますか。週に三日の働き方もご相談できると助かります。", about: offer.offer });
  const talk = (await hanako.rpc("inbox")).find((item) => item.with.family === "大河内");
  const { items } = await hanako.rpc("conversation", { conversation: talk.conversation, before: null, limit: 50 });
  const [message] = items.filter(({ mine }) => !mine).slice(-1);
  await hanako.rpc("report", {
    organization, person: talk.with.person, reason: "inappropriate", note: "お断りしたあとも、同じお願いが続いています。", conversation: talk.conversation, messages: [message.id],
  });
  await settled(hanako);
  await until("both are at the desk", async () => {
    const { reports, unread } = await host.rpc("desk", { organization });
    return reports === 1 && unread === 1;
  });
}

function rooms({ organization, draft, contract, closed, changed, conversation }) {
  const at = (path, there, act) => ({ path: `/desk/${organization}${path}`, there, act });
  const row = (it) => it.page.getByRole("row").nth(5);
  const tab = (key) => (it) => it.page.getByRole("tab", { name: new RegExp(`^${it.t(key)}`) });
  const choose = (then) => async (it, tab) => {
    await tab.click();
    await it.sees(then(it));
  };
  const name = (it) => it.page.getByRole("table").getByRole("button").nth(3);
  const close = (it) => it.page.getByRole("button", { name: new RegExp(`^${it.t("desk_close_report")}`) });
  return {
    desks: {
      path: "/desk",
      there: (it) => it.page.getByRole("link", { name: "汐見坂大学" }),
      answers: { start: (start) => ({ ...start, desks: [...start.desks, { organization: "00000000-0000-4000-8000-000000000000", name: "汐見坂大学" }] }) },
    },
    desk: at("", button("desk_new")),
    "desk-new-offer": at("", button("desk_new"), sheet),
    members: at("/members", row),
    "members-none": at("/members", (it) => it.page.getByRole("main").getByRole("searchbox"), async (it, field) => {
      await field.fill("誰でもない人");
      await it.sees(it.t("desk_members_none"));
    }),
    member: at("/members", name, sheet),
    "member-changed": at("/members", name, async (it, opener) => {
      await sheet(it, opener);
      await dialog(it).getByRole("radio", { checked: false }).first().check();
      await it.sees(it.t("desk_follows"), dialog(it));
      await dialog(it).getByText(it.t("desk_follows")).scrollIntoViewIfNeeded();
    }),
    "desk-offers": at("/offers", tab("offer_state_published"), choose((it) => it.t("offer_kind_contract"))),
    "desk-offers-drafts": at("/offers", tab("offer_state_draft"), choose(() => "手順書の監修")),
    "offer-draft": at(`/offers/${draft}`, button("desk_publish")),
    "offer-draft-contract": at(`/offers/${contract}`, button("desk_publish")),
    "offer-public": at(`/offers/${changed}`, text("desk_public_note")),
    "offer-preview": at(`/offers/${closed}`, (it) => it.page.getByRole("tab", { name: it.t("desk_preview"), exact: true }), choose(() => OFFER.terms.duties.range)),
    "offer-publish": at(`/offers/${closed}`, button("desk_publish_again"), sheet),
    reports: at("/reports", text("desk_reports_waiting")),
    "report-close": at("/reports", close, sheet),
    "desk-inbox": { path: "/messages", there: heading("inbox_title"), act: (it) => it.page.getByRole("link", { name: /佐倉 花子/ }).first().waitFor() },
    "desk-conversation": { path: `/messages/${conversation}`, there: (it) => it.page.getByText("週に三日の働き方") },
  };
}
