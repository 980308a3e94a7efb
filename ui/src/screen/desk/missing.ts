// What the law wants said and an offer does not say yet, and where in the form it is said.
import type { OfferValue } from "../../ipc/gen/types";
import { partName } from "../../part/offer/changes";
import { payOf, termParts } from "../../part/offer/terms";
import { m } from "../../text";

export interface Missing {
  /** Its name on the wire. */
  item: string;
  label: string;
  /** The name of the field in which it is said. */
  field: string;
}

/** In the order of the form. */
export function missing(items: readonly string[], value: OfferValue): Missing[] {
  const { form } = value.terms;
  const order = ["title", "description", ...termParts(form).map((part) => `terms.${part}`), "audience"];
  const place = (item: string) => {
    const at = order.findIndex((part) => item === part || item.startsWith(`${part}.`));
    return at < 0 ? order.length : at;
  };
  return [...items]
    .sort((a, b) => place(a) - place(b))
    .map((item) => {
      const field = fieldOf(item, value);
      const name = partName(item, form);
      return { item, field, label: field.includes(FIXED) ? m.offer_side({ name, side: m.offer_fixed() }) : name };
    });
}

const FIXED = ".fixed_overtime.";

/** Pay that is said may lack what must be said of fixed overtime: its amount, its hours, that more hours are paid. */
function fieldOf(item: string, value: OfferValue): string {
  if (item !== "terms.pay" && item !== "terms.fee") return item;
  const { min, fixed_overtime: fixed } = payOf(value.terms);
  if (min === null || fixed === null) return `${item}.min`;
  return item + FIXED + (fixed.yen === 0 ? "yen" : fixed.hours === 0 ? "hours" : "is_excess_paid");
}

/** The cursor goes to a field, by its name. */
export function focusField(form: HTMLElement, name: string): void {
  const field = [...form.querySelectorAll<HTMLElement>("[name]")].find((each) => each.getAttribute("name") === name);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView?.({ block: "center" });
}
