// The form of an offer: everything it says, in the order in which it is read.
import type { ContractTerms, EmploymentTerms, OfferKind, OfferValue, Pay, WorkTerms } from "../../ipc/gen/types";
import { PREFECTURES } from "../../part/offer/prefectures";
import { termName, termParts } from "../../part/offer/terms";
import { kindName, KINDS, payWords, remoteName, REMOTES, STATUSES, unitName, UNITS } from "../../part/offer/words";
import { statusWord } from "../../part/person/standing";
import { m } from "../../text";
import type { FieldOf, Group } from "./fields";

type Form = WorkTerms["form"];

export function basics({ kind_of }: OfferValue, isDraft: boolean): Group[] {
  const kind: FieldOf[] = [{ path: "kind_of", kind: "select", label: m.offer_part_kind(), options: KINDS.map((each) => [each, kindName(each)]) }];
  if (formsOf(kind_of).length > 1) {
    const options = [["employment", m.offer_form_employment()], ["contract", m.offer_form_contract()]] as const;
    kind.push({ path: "terms.form", kind: "choice", label: m.offer_term_form(), options });
  }
  const fields: FieldOf[] = [
    { path: "title", kind: "line", label: m.offer_part_title() },
    // What readers have seen stays of its kind.
    ...(isDraft ? kind : []),
    { path: "description", kind: "text", label: m.offer_part_description() },
    {
      path: "prefecture",
      kind: "select",
      label: m.offer_part_prefecture(),
      options: [["", m.offer_unsaid_verdict()], ...PREFECTURES.map((name): [string, string] => [name, name])],
    },
    { path: "remote", kind: "choice", label: m.offer_part_remote(), options: REMOTES.map((each) => [each, remoteName(each)]) },
  ];
  return [{ fields }];
}

export function termGroups(terms: WorkTerms): Group[] {
  return termParts(terms.form).map((part) => {
    const path = `terms.${part}`;
    const label = termName(terms.form, part);
    if (part === "pay" || part === "fee") return payGroup(terms.form === "employment" ? terms.pay : terms.fee, path, label);
    if (part === "pay_within_days") {
      const hint = m.desk_hint_pay_within({ days: PAY_WITHIN });
      return { fields: [{ path, kind: "number", label, hint, max: PAY_WITHIN, invalid: m.desk_number_form({ max: PAY_WITHIN }) }] };
    }
    if (terms.form === "employment" && (part === "duties" || part === "place")) {
      const sides: FieldOf[] = [
        { path: `${path}.initial`, kind: "text", label: m.offer_initial() },
        { path: `${path}.range`, kind: "text", label: m.offer_scope() },
      ];
      return { legend: label, fields: sides };
    }
    return { fields: [{ path, kind: "text", label, hint: HINT[`${terms.form}.${part}`]?.() }] };
  });
}

export function publishing(): Group[] {
  const fields: FieldOf[] = [
    { path: "audience", kind: "checks", label: m.offer_part_audience(), options: STATUSES.map((each) => [each, statusWord(each)]) },
    {
      path: "reply_within_days",
      kind: "number",
      label: m.offer_part_reply(),
      hint: m.desk_reply_hint(),
      max: REPLY_WITHIN,
      none: 0,
      invalid: m.desk_number_form({ max: REPLY_WITHIN }),
    },
    { path: "closes_on", kind: "date", label: m.offer_part_closes(), optional: true },
  ];
  return [{ fields }];
}

/** Longest time from delivery to payment (フリーランス新法 4条). */
const PAY_WITHIN = 60;
const REPLY_WITHIN = 90;
/** What the server can hold. */
const YEN = 4_294_967_295;
/** Hours of the longest month. */
const HOURS = 744;

/** Fixed overtime is told apart; that there is none is said by its box alone. */
function payGroup(pay: Pay, path: string, legend: string): Group {
  const yen = { kind: "number", max: YEN, separated: true, invalid: m.desk_yen_form() } as const;
  const fields: FieldOf[] = [
    { path: `${path}.unit`, kind: "select", label: m.desk_pay_unit(), options: UNITS.map((each) => [each, unitName(each)]) },
    { path: `${path}.min`, label: m.desk_pay_min(), ...yen },
    { path: `${path}.max`, label: m.desk_pay_max(), optional: true, ...yen },
    { path: `${path}.note`, kind: "text", label: m.desk_pay_note(), optional: true, wide: true },
  ];
  if (path === "terms.pay") {
    const fixed = `${path}.fixed_overtime`;
    fields.push({ path: fixed, kind: "check", label: m.desk_fixed(), wide: true });
    if (pay.fixed_overtime) {
      fields.push(
        { path: `${fixed}.yen`, label: m.desk_fixed_yen(), none: 0, ...yen },
        { path: `${fixed}.hours`, kind: "number", label: m.desk_fixed_hours(), max: HOURS, none: 0, invalid: m.desk_number_form({ max: HOURS }) },
        { path: `${fixed}.is_excess_paid`, kind: "check", label: m.desk_fixed_excess(), wide: true },
      );
    }
  }
  return { legend, note: pay.min === null ? m.desk_yen_hint() : payWords(pay), fields };
}

const HINT: Record<string, () => string> = {
  "employment.period": m.desk_hint_period,
  "employment.renewal": m.desk_hint_renewal,
  "employment.trial": m.desk_hint_trial,
  "employment.hours": m.desk_hint_hours,
  "employment.overtime": m.desk_hint_overtime,
  "employment.dispatch": m.desk_hint_dispatch,
  "employment.smoking": m.desk_hint_smoking,
  "contract.period": m.desk_hint_period_contract,
  "contract.acceptance": m.desk_hint_acceptance,
  "contract.pay_day": m.desk_hint_pay_day,
};

/** The forms an offer of a kind can have, the usual one first (as domain::WorkTerms::fits and ::empty). */
export function formsOf(kind: OfferKind): Form[] {
  switch (kind) {
    case "comeback":
    case "internship":
      return ["employment"];
    case "contract":
      return ["contract"];
    case "side_job":
      return ["contract", "employment"];
  }
}

export function emptyTerms(form: Form): WorkTerms {
  const pay = (): Pay => ({ unit: "month", min: null, max: null, note: "", fixed_overtime: null });
  const changing = () => ({ initial: "", range: "" });
  const texts = Object.fromEntries(termParts(form).map((part) => [part, ""]));
  return form === "contract"
    ? { ...(texts as unknown as ContractTerms), form, fee: pay(), pay_within_days: null }
    : { ...(texts as unknown as EmploymentTerms), form, duties: changing(), place: changing(), pay: pay() };
}
