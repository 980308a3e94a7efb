// What a search is narrowed down by, and how it is kept for whoever comes back to it.
import type { SearchKind, SearchOrder, SearchWith } from "../../ipc/gen/types";

export type PeriodOf = "" | "week" | "month" | "year" | "dates";
export interface Period {
  /** Empty: ever. */
  of: PeriodOf;
  /** Days, "2024-11-23"; empty: without an end there. They count when dates were chosen. */
  from: string;
  to: string;
}

export interface Looking {
  /** Only these; null: everything. */
  kind: SearchKind | null;
  /** Only messages exchanged with somebody. */
  with: SearchWith | null;
  period: Period;
  /** Of messages. */
  order: SearchOrder;
}

const ANYTIME: Period = { of: "", from: "", to: "" };
export const EVERYTHING: Looking = { kind: null, with: null, period: ANYTIME, order: "newest" };

export const isNarrowed = ({ kind, with: other, period }: Looking) => kind !== null || other !== null || period.of !== "";

/** From the first moment of a period to the first one after it, on this device's clock. A week begins on Monday. */
export function bounds(period: Period, now: number): { from: number | null; to: number | null } {
  const today = new Date(now);
  const [year, month] = [today.getFullYear(), today.getMonth()];
  switch (period.of) {
    case "":
      return { from: null, to: null };
    case "week":
      return { from: new Date(year, month, today.getDate() - ((today.getDay() + 6) % 7)).getTime(), to: null };
    case "month":
      return { from: new Date(year, month, 1).getTime(), to: null };
    case "year":
      return { from: new Date(year, 0, 1).getTime(), to: null };
    case "dates":
      return { from: midnight(period.from, 0), to: midnight(period.to, 1) };
  }
}

function midnight(day: string, later: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  return year === undefined || month === undefined || date === undefined ? null : new Date(year, month - 1, date + later).getTime();
}

/** Where one was in what was found. */
export interface Kept extends Looking {
  /** So many messages were there. */
  messages: number;
  /** The row that was opened, if one was: it is brought into sight again. */
  opened: number | null;
}

/** What was kept in this place of the history; undefined where a search begins. */
export const kept = () => (history.state as { search?: Kept } | null)?.search;

/** Keeps it in this place of the history, with the path that leads to it again. */
export function keep(path: string, search: Kept): void {
  // Where the app was opened nothing lies behind, and nothing was said of it yet.
  if (location.hash.startsWith("#/search")) history.replaceState({ depth: 0, ...history.state, search }, "", `#${path}`);
}
