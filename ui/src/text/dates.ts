// Dates as a person reads them. A year is written as the person chose: 2024年 or 令和6年; in English always 2024.
import type { Era } from "../ipc/gen/types";
import { m } from "./index";
import { current } from "./locale.svelte";

const DAY = 86_400_000;

/** 今日 10:32, 昨日, 11月23日(月); with the year when it is not this one. For lists. */
export function moment(at: number, now: number, era: Era = current.era): string {
  if (daysBetween(at, now) === 0) return m.date_today_at({ time: time(at) });
  return day(at, now, era);
}

/** The same with the time, for a single fact: 今日 10:32, 昨日 10:32, 11月23日(月) 10:32. */
export function instant(at: number, now: number, era: Era = current.era): string {
  const days = daysBetween(at, now);
  if (days === 0) return m.date_today_at({ time: time(at) });
  if (days === 1) return m.date_yesterday_at({ time: time(at) });
  return `${day(at, now, era)} ${time(at)}`;
}

/** The time alone while it is today, for the narrow status line: オフライン（最終 10:32）. */
export function short(at: number, now: number, era: Era = current.era): string {
  return daysBetween(at, now) === 0 ? time(at) : day(at, now, era);
}

/** 今日, 昨日, 11月23日(月), 2024年11月23日(土). For the separators of a conversation. */
export function day(at: number, now: number, era: Era = current.era): string {
  const days = daysBetween(at, now);
  if (days === 0) return m.date_today();
  if (days === 1) return m.date_yesterday();
  return near(at, now, era);
}

/** 11月23日(月), 2024年11月23日(土), of a moment or of "2024-11-23". For a date that is one of several facts. */
export function near(of: number | string, now: number, era: Era = current.era): string {
  const at = typeof of === "number" ? of : start(of);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? undefined : "numeric";
  return format(at, { year, month: MONTH[current.locale], day: "numeric", weekday: "short" }, era);
}

export function time(at: number): string {
  const it = new Date(at);
  return `${it.getHours()}:${String(it.getMinutes()).padStart(2, "0")}`;
}

/** A whole date: a moment, or "2024-11-23". 2024年11月23日, 令和6年11月23日, 23 November 2024. */
export function date(of: number | string, era: Era = current.era): string {
  return format(typeof of === "number" ? of : start(of), { year: "numeric", month: "long", day: "numeric" }, era);
}

/** "2019-04" as 2019年4月, 平成31年4月 or Apr 2019. */
export function month(text: string, era: Era = current.era): string {
  if (current.locale === "en" || counted(start(text), era)) return format(start(text), { year: "numeric", month: MONTH[current.locale] }, era);
  const [year = "", number = ""] = text.split("-");
  return m.month_of({ year, month: String(Number(number)) });
}

/** "2024" as 2024年 or 令和6年; a year in which the era changed has both names: 平成31年・令和元年. */
export function year(text: string, era: Era = current.era): string {
  if (!counted(start(text), era)) return m.row_year_option({ year: text });
  const names = [start(text), start(`${text}-12-31`)].map((at) => format(at, { year: "numeric" }, era));
  return [...new Set(names)].join("・");
}

/** The first moment of "2024", "2024-11" or "2024-11-23" on this device's clock. */
function start(text: string): number {
  const [year = NaN, month = 1, day = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, day).getTime();
}

/** Number of midnights between; negative for what lies ahead (a clock that is wrong), which counts as today. */
function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  return Math.max(0, Math.round((midnight(now) - midnight(at)) / DAY));
}

const MONTH = { ja: "long", en: "short" } as const;
const TAG = { ja: "ja-JP", en: "en-GB" } as const;

/** Before 1873 the months of Japan were not those of the rest: such a year is told as elsewhere. */
const SAME_CALENDAR = 1873;

/** Whether this moment's year is counted within an era. */
function counted(at: number, era: Era): boolean {
  return era === "japanese" && current.locale === "ja" && new Date(at).getFullYear() >= SAME_CALENDAR;
}

function format(at: number, options: Intl.DateTimeFormatOptions, era: Era): string {
  const tag = options.year && counted(at, era) ? "ja-JP-u-ca-japanese" : TAG[current.locale];
  return new Intl.DateTimeFormat(tag, options).format(at);
}
