import { m } from "./gen/messages.js";
import { current } from "./locale.svelte";

const DAY = 86_400_000;

/** 今日 10:32, 昨日, 11月23日(月); with the year when it is not this one. For lists. */
export function moment(at: number, now: number): string {
  if (daysBetween(at, now) === 0) return m.date_today_at({ time: time(at) });
  return day(at, now);
}

/** The same with the time, for a single fact: 今日 10:32, 昨日 10:32, 11月23日(月) 10:32. */
export function instant(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return m.date_today_at({ time: time(at) });
  if (days === 1) return m.date_yesterday_at({ time: time(at) });
  return `${day(at, now)} ${time(at)}`;
}

/** The time alone while it is today, for the narrow status line: オフライン（最終 10:32）. */
export function short(at: number, now: number): string {
  return daysBetween(at, now) === 0 ? time(at) : day(at, now);
}

/** 今日, 昨日, 11月23日(月), 2024年11月23日(土). For the separators of a conversation. */
export function day(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return m.date_today();
  if (days === 1) return m.date_yesterday();
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(at, { year: sameYear ? undefined : "numeric", month: MONTH[current.locale], day: "numeric", weekday: "short" });
}

export function time(at: number): string {
  const it = new Date(at);
  return `${it.getHours()}:${String(it.getMinutes()).padStart(2, "0")}`;
}

/** Number of midnights between; negative for what lies ahead (a clock that is wrong), which counts as today. */
function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.max(0, Math.round((midnight(now) - midnight(at)) / DAY));
}

const MONTH = { ja: "long", en: "short" } as const;
const TAG = { ja: "ja-JP", en: "en-GB" } as const;

function format(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(TAG[current.locale], options).format(at);
}

/** "2019-04" as 2019年4月. */
export function month(text: string): string {
  const [year = "", number = ""] = text.split("-");
  return m.month_of({ year, month: String(Number(number)) });
}
