import { current } from "./locale.svelte";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** 340 バイト, 12 KB, 3.4 MB: two digits that matter are enough. */
export function bytes(count: number): string {
  const power = count < 1000 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), UNITS.length - 1);
  const value = count / 1000 ** power;
  const digits = power > 0 && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(current.locale, { style: "unit", unit: UNITS[power], unitDisplay: "short", maximumFractionDigits: digits }).format(value);
}
