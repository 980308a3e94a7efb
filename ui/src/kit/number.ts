/**
 * A whole number as people type it: in full width, with separators, with 万 or 円 behind it. `null`: nothing is typed;
 * `undefined`: what is typed is no such number from 0 to `max`.
 */
export function parseNumber(typed: string, max: number): number | null | undefined {
  const text = typed.normalize("NFKC").replace(/[\s,、'¥円]/g, "");
  if (text === "") return null;
  const [, much, more] = /^(\d+(?:\.\d+)?)万(\d{1,4})?$/.exec(text) ?? [];
  const number = much === undefined ? (/^\d+$/.test(text) ? Number(text) : NaN) : Number((Number(much) * 10_000).toFixed(4)) + Number(more ?? 0);
  return Number.isInteger(number) && number <= max ? number : undefined;
}

/** With separators: 280,000. */
export const grouped = (number: number) => number.toLocaleString("en-US");
