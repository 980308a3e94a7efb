// 労働条件明示事項 as a list of pairs, in the order of the labour ministry's example of a 求人票 (職業安定法施行規則 4条の2) and of
// フリーランス新法 3条.
import type { Changing, ContractTerms, EmploymentTerms, Pay, WorkTerms } from "../../ipc/gen/types";
import type { Pair } from "../../kit/KeyValue.svelte";
import { m } from "../../text";
import { payWords, yen } from "./words";

export type EmploymentPart = keyof EmploymentTerms;
export type ContractPart = keyof ContractTerms;

const EMPLOYMENT: Record<EmploymentPart, () => string> = {
  duties: m.offer_term_duties,
  period: m.offer_term_period,
  renewal: m.offer_term_renewal,
  trial: m.offer_term_trial,
  place: m.offer_term_place,
  hours: m.offer_term_hours,
  breaks: m.offer_term_breaks,
  holidays: m.offer_term_holidays,
  overtime: m.offer_term_overtime,
  pay: m.offer_term_pay,
  insurance: m.offer_term_insurance,
  employer: m.offer_term_employer,
  dispatch: m.offer_term_dispatch,
  smoking: m.offer_term_smoking,
};

const CONTRACT: Record<ContractPart, () => string> = {
  client: m.offer_term_client,
  content: m.offer_term_content,
  period: m.offer_term_period_contract,
  place: m.offer_term_place_contract,
  acceptance: m.offer_term_acceptance,
  fee: m.offer_term_fee,
  pay_day: m.offer_term_pay_day,
  pay_within_days: m.offer_term_pay_within_days,
};

const NAMES = { employment: EMPLOYMENT, contract: CONTRACT };

/** The names of the terms of a form, in their order. */
export const termParts = (form: WorkTerms["form"]): string[] => Object.keys(NAMES[form]);

/** What a term is called; its name on the wire if it is of a newer app. */
export function termName(form: WorkTerms["form"], part: string): string {
  const names: Record<string, () => string> = NAMES[form];
  return Object.hasOwn(names, part) ? names[part]!() : part;
}

/** The pay of either form. */
export const payOf = (terms: WorkTerms): Pay => (terms.form === "employment" ? terms.pay : terms.fee);

export function pairs(terms: WorkTerms): Pair[] {
  const shown = termParts(terms.form).filter((part) => part !== "pay_within_days");
  return shown.map((part) => pair(terms, part));
}

function pair(terms: WorkTerms, part: string): Pair {
  const label = termName(terms.form, part);
  const value: unknown = (terms as Record<string, unknown>)[part];
  if (typeof value === "string") {
    const days = terms.form === "contract" && part === "pay_day" ? terms.pay_within_days : null;
    const note = days === null ? undefined : m.offer_pay_within({ days });
    return { label, value: said(value), note, missing: blank(value) };
  }
  if (isChanging(value)) return { label, value: changingLines(value), missing: blank(value.initial) || blank(value.range) };
  const pay = value as Pay;
  return { label, value: payLines(pay), note: pay.note || undefined, missing: pay.min === null };
}

interface Said {
  label: string;
  value: string;
}

export function changingLines({ initial, range }: Changing): Said[] {
  return [
    { label: m.offer_initial(), value: said(initial) },
    { label: m.offer_scope(), value: said(range) },
  ];
}

/** Fixed overtime is told apart: its amount, its hours, and that more hours are paid. */
export function payLines(pay: Pay): string | Said[] {
  const fixed = pay.fixed_overtime;
  if (!fixed) return payWords(pay);
  const { hours } = fixed;
  return [
    { label: m.offer_base_pay(), value: payWords(pay) },
    { label: m.offer_fixed(), value: m.offer_fixed_value({ yen: yen(fixed.yen), hours }) },
    { label: m.offer_excess({ hours }), value: fixed.is_excess_paid ? m.offer_excess_paid() : m.offer_excess_unsaid() },
  ];
}

export const isChanging = (value: unknown): value is Changing => typeof value === "object" && value !== null && "range" in value;
const blank = (text: string) => text.trim() === "";
const said = (text: string) => (blank(text) ? m.offer_unsaid() : text);
