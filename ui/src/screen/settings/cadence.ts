// When what kind of thing rings.
import type { Cadence, CategoryCadence, CadenceView, Category } from "../../ipc/gen/types";
import { m } from "../../text";

const CATEGORY: Record<Category, () => string> = {
  message: m.notify_message,
  contact_request: m.notify_contact_request,
  offer: m.notify_offer,
  desk: m.notify_desk,
  membership: m.notify_membership,
};
export const categoryName = (category: Category) => CATEGORY[category]();

const CADENCE: Record<Cadence, () => string> = {
  now: m.notify_now,
  daily: m.notify_daily,
  weekly: m.notify_weekly,
  off: m.notify_off,
};

/** As the engine has it unless the person says otherwise (`Category::default_cadence`). */
const STANDARD: Record<Category, Cadence> = {
  message: "now",
  contact_request: "now",
  membership: "now",
  desk: "daily",
  offer: "weekly",
};

/** The choices of a category; the standard one is named. */
export function options({ category, cadence, is_default }: CadenceView): [value: Cadence, label: string][] {
  const standard = is_default ? cadence : STANDARD[category];
  return (Object.keys(CADENCE) as Cadence[]).map((each) => {
    const label = CADENCE[each]();
    return [each, each === standard ? m.notify_standard({ cadence: label }) : label];
  });
}

/** What differs from the standard, with one of it changed. */
export function changed(all: readonly CadenceView[], category: Category, cadence: Cadence): CategoryCadence[] {
  const next = all.map((each) => (each.category === category ? { category, cadence } : each));
  return next.filter((each) => each.cadence !== STANDARD[each.category]).map(({ category, cadence }) => ({ category, cadence }));
}
