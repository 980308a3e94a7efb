import type { FieldView, ProfileField } from "../../ipc/gen/types";

/** The values that are a text one writes. A photo is chosen, and the affiliation is what the organisation says. */
export type Written = Exclude<ProfileField, "photo" | "affiliation">;

export type WrittenView = FieldView & { field: Written };
export const isWritten = (view: FieldView): view is WrittenView => view.field !== "photo" && view.field !== "affiliation";

export const FIELD_LIMIT: Record<Written, number> = {
  family_name: 50,
  given_name: 50,
  family_kana: 50,
  given_kana: 50,
  latin_name: 120,
  headline: 120,
  summary: 4000,
};

export const SHORT = 120;
export const LONG = 2000;
export const CONTACT = 254;
export const URL = 500;

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
