// What changed since an offer was published, as a reader wants to know it: day by day, each part once.
import type { Changing, Criterion, MembershipStatus, OfferChange, OfferKind, Pay, Remote, WorkTerms } from "../../ipc/gen/types";
import { m } from "../../text";
import { date } from "../../text/dates";
import { changingLines, isChanging, payLines, termName } from "./terms";
import { criterionName, kindName, remoteName, statusName } from "./words";

export interface Change {
  /** The last moment of that day at which something changed. */
  at: number;
  parts: { name: string; before: string; after: string }[];
}

/**
 * Edits of one day become one: from what a part was in the morning to what it was in the evening. What was changed and
 * changed back has not changed. `changes` newest first, and so is the result.
 */
export function told(changes: readonly OfferChange[], form: WorkTerms["form"]): Change[] {
  const days = new Map<number, { at: number; parts: Map<string, { before: string; after: string }> }>();
  for (const { at, parts } of changes) {
    const midnight = new Date(at).setHours(0, 0, 0, 0);
    const day = days.get(midnight) ?? { at, parts: new Map() };
    days.set(midnight, day);
    // Each is older than the one before: its `before` counts, and the newest `after`.
    for (const { part, before, after } of parts) day.parts.set(part, { before, after: day.parts.get(part)?.after ?? after });
  }
  return [...days.values()]
    .map(({ at, parts }) => ({
      at,
      parts: [...parts]
        .filter(([, { before, after }]) => before !== after)
        .map(([part, { before, after }]) => ({ name: partName(part, form), before: partText(part, before), after: partText(part, after) })),
    }))
    .filter(({ parts }) => parts.length > 0);
}

const PART: Record<string, () => string> = {
  kind_of: m.offer_part_kind,
  title: m.offer_part_title,
  description: m.offer_part_description,
  prefecture: m.offer_part_prefecture,
  remote: m.offer_part_remote,
  criteria: m.offer_part_criteria,
  audience: m.offer_part_audience,
  reply_within_days: m.offer_part_reply,
  closes_on: m.offer_part_closes,
  "terms.form": m.offer_term_form,
};

/** What a part of an offer is called, by its name on the wire; of `terms.duties.initial` what `terms.duties` is. */
export function partName(part: string, form: WorkTerms["form"]): string {
  if (Object.hasOwn(PART, part)) return PART[part]!();
  const [, term, side] = part.split(".");
  if (term === undefined) return m.part_other({ part });
  const name = termName(form, term);
  return side === undefined ? name : m.offer_side({ name, side: side === "initial" ? m.offer_initial() : m.offer_scope() });
}

const FORM = { employment: m.offer_form_employment, contract: m.offer_form_contract };

/** A part's value in words, from the JSON of its type. What this app cannot read stays as it is. */
export function partText(part: string, json: string): string {
  try {
    return valueText(part, JSON.parse(json));
  } catch {
    return json;
  }
}

function valueText(part: string, value: unknown): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return m.offer_none();
  switch (part) {
    case "kind_of":
      return kindName(value as OfferKind);
    case "remote":
      return remoteName(value as Remote);
    case "criteria":
      return (value as Criterion[]).map(criterionName).join("\n");
    case "audience":
      return (value as MembershipStatus[]).map((status) => statusName(status)).join("\n");
    case "closes_on":
      return date(value as string);
    case "reply_within_days":
    case "terms.pay_within_days":
      return m.offer_days({ days: value as number });
    case "terms.form":
      return FORM[value as WorkTerms["form"]]();
    case "terms.pay":
    case "terms.fee":
      return payText(value as Pay);
  }
  return isChanging(value) ? lines(changingLines(value as Changing)) : String(value);
}

function payText(pay: Pay): string {
  const said = payLines(pay);
  return [typeof said === "string" ? said : lines(said), pay.note].filter(Boolean).join("\n");
}

const lines = (said: { label: string; value: string }[]) => said.map(({ label, value }) => `${label}: ${value}`).join("\n");
