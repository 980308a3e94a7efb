// おやすみ時間 in words. Minutes after midnight; across midnight if the end is not after the beginning.
import type { QuietHours } from "../../ipc/gen/types";
import { m } from "../../text";

/** What is proposed to those who have none: 22:00 to 7:00. */
export const USUAL: QuietHours = { from: 22 * 60, to: 7 * 60 };
const NOON = 12 * 60;
const DAY = 24 * 60;
const STEP = 30;

/** 22:00, 7:00 */
export const clockText = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** 22:00から翌朝7:00まで, 13:00から15:00まで */
export function span({ from, to }: QuietHours): string {
  const time = clockText(to);
  const end = to > from ? time : to < NOON ? m.notify_next_morning({ time }) : m.notify_next_day({ time });
  return m.notify_span({ from: clockText(from), to: end });
}

/** Every half hour, and what is chosen if it lies between. */
export function times(chosen: number): [value: string, label: string][] {
  const all = new Set([...Array.from({ length: DAY / STEP }, (_, index) => index * STEP), chosen]);
  return [...all].sort((a, b) => a - b).map((minutes) => [String(minutes), clockText(minutes)]);
}
