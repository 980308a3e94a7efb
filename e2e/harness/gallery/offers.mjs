// The rooms of the offers.
import { button, opener, sheet, text } from "./there.mjs";

/** `offer` was kept; `title` is its title. */
export async function offerRooms(host, { company, title, offer }) {
  const { items } = await host.rpc("offers", { organization: null, kinds: [], text: "", saved: false, closed: true });
  const changed = items.find(({ changed_at }) => changed_at !== null);
  const contract = items.find(({ kind, state }) => kind === "contract" && state === "published");
  const list = (it) => it.page.getByRole("list", { name: it.t("offers_list") }).getByRole("link").nth(1);
  const page = (item, there, act) => ({ path: `/offers/${item.organization}/${item.offer}`, there, act });
  const mine = { organization: company, offer };
  // With its desk nobody has talked yet.
  const school = items.find(({ organization, state }) => organization !== company && state === "published");
  return {
    offers: { path: "/offers", there: list },
    "offers-saved": {
      path: "/offers",
      there: (it) => it.page.getByRole("tab", { name: new RegExp(`^${it.t("offers_saved")}`) }),
      act: async (it, tab) => {
        await tab.click();
        await it.page.locator(`[role=tab][aria-selected=true]`, { hasText: it.t("offers_saved") }).waitFor();
        await it.sees(title);
      },
    },
    "offers-filter": { path: "/offers", there: opener("offer_part_kind"), act: sheet },
    offer: page(school, button("offers_talk")),
    "offer-saved": page(mine, button("offers_about")),
    "offer-changed": page(changed, text("offer_changes")),
    "offer-contract": page(contract, text("offer_terms_contract")),
    "offer-closed": {
      ...page(mine, text("offers_closed_note")),
      answers: { offer: (view) => ({ ...view, item: { ...view.item, state: "closed" }, conversation: "00000000-0000-4000-8000-000000000000" }) },
    },
    "offer-talk": page(school, button("offers_talk"), sheet),
  };
}
