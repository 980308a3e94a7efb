import type { ProfileField } from "../../ipc/gen/types";

export const FIELD_LIMIT: Record<ProfileField, number> = {
  family_name: 50,
  given_name: 50,
  family_kana: 50,
  given_kana: 50,
  headline: 120,
  summary: 4000,
};

export const SHORT = 120;
export const LONG = 2000;
export const CONTACT = 254;

/** How many characters are too many; negative or zero while it fits. */
export function over(text: string, limit: number): number {
  return [...text].length - limit;
}

/** The counter appears for the last tenth. */
export function near(text: string, limit: number): boolean {
  return [...text].length >= limit * 0.9;
}

export function katakana(text: string): boolean {
  return /^[\p{Script=Katakana}ー・\s\u30fb\u30fc\uff70]*$/u.test(text);
}
