// An offer in words: kinds, pay, places, and what it asks for.
import type { Criterion, MembershipStatus, OfferKind, OfferState, Pay, PayUnit, Remote } from "../../ipc/gen/types";
import { m } from "../../text";
import { current } from "../../text/locale.svelte";

const KIND: Record<OfferKind, () => string> = {
  comeback: m.offer_kind_comeback,
  contract: m.offer_kind_contract,
  side_job: m.offer_kind_side_job,
  internship: m.offer_kind_internship,
};
export const KINDS = Object.keys(KIND) as OfferKind[];
export const kindName = (kind: OfferKind) => KIND[kind]();

const REMOTE: Record<Remote, () => string> = {
  none: m.offer_remote_none,
  partly: m.offer_remote_partly,
  full: m.offer_remote_full,
};
export const REMOTES = Object.keys(REMOTE) as Remote[];
export const remoteName = (remote: Remote) => REMOTE[remote]();

const STATE: Record<OfferState, () => string> = {
  draft: m.offer_state_draft,
  published: m.offer_state_published,
  closed: m.offer_state_closed,
};
export const stateName = (state: OfferState) => STATE[state]();

const STATUS: Record<MembershipStatus, () => string> = {
  alumnus: m.status_alumnus,
  current: m.people_current_company,
  candidate: m.status_candidate,
};
export const STATUSES = Object.keys(STATUS) as MembershipStatus[];
/** Where it is not known of which organisation: else `part/person/standing` has its own words. */
export const statusName = (status: MembershipStatus) => STATUS[status]();

const UNIT: Record<PayUnit, (gaps: { amount: string }) => string> = {
  hour: m.offer_pay_hour,
  day: m.offer_pay_day,
  month: m.offer_pay_month,
  year: m.offer_pay_year,
  total: m.offer_pay_total,
};
export const UNITS = Object.keys(UNIT) as PayUnit[];
/** 月給, 時給: the unit alone. */
export const unitName = (unit: PayUnit) => UNIT[unit]({ amount: "" }).trim();

/** 月給 28万円〜35万円. Nothing said is said so. */
export function payWords({ unit, min, max }: Pick<Pay, "unit" | "min" | "max">): string {
  if (min === null) return m.offer_unsaid();
  const most = max ?? min;
  const round = isRound(min) && isRound(most);
  const amount = most === min ? yen(min, round) : m.offer_range({ from: yen(min, round), to: yen(most, round) });
  return UNIT[unit]({ amount });
}

/** 28.5万円, 1,250円. */
export function yen(yen: number, round = isRound(yen)): string {
  const style = round && current.locale === "ja" ? { notation: "compact", maximumFractionDigits: 2, useGrouping: "always" } : {};
  return m.offer_yen({ amount: new Intl.NumberFormat(current.locale, style as Intl.NumberFormatOptions).format(yen) });
}

/** Told in ten thousands, an amount must not lose anything. */
const isRound = (yen: number) => yen >= 10_000 && yen % (yen < 100_000_000 ? 1000 : 1_000_000) === 0;

/** 東京都 · 一部在宅 */
export function whereWords({ prefecture, remote }: { prefecture: string; remote: Remote }): string {
  return [prefecture, remoteName(remote)].filter(Boolean).join(" · ");
}

export function criterionName(criterion: Criterion): string {
  switch (criterion.criterion) {
    case "skill":
      return m.offer_skill(criterion);
    case "language":
      return m.offer_language(criterion);
    case "certificate":
      return m.offer_certificate(criterion);
    case "years":
      return m.offer_years(criterion);
  }
}
