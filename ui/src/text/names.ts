import type { PersonName } from "../ipc/gen/types";
import { m } from "./index";
import { current } from "./locale.svelte";

/** Family name first as in Japanese; a name in Latin letters the other way round, as it is read. */
export function fullName(name: PersonName): string {
  const { family, given } = name;
  if (!family && !given) return m.person_unknown();
  const latin = /^[\p{Script=Latin}\s.'’-]*$/u.test(family + given);
  return (latin ? `${given} ${family}` : `${family} ${given}`).trim();
}

export function reading(name: PersonName): string {
  return `${name.family_kana} ${name.given_kana}`.trim();
}

/** First character of the family name as a person sees it, not as a computer stores it. */
export function initial(name: PersonName): string {
  const text = name.family || name.given;
  const first = new Intl.Segmenter("ja").segment(text)[Symbol.iterator]().next();
  return first.done ? "?" : first.value.segment.toUpperCase();
}

export function byReading(a: PersonName, b: PersonName): number {
  return collator.compare(key(a), key(b));
}

const collator = new Intl.Collator("ja", { sensitivity: "base" });
const key = (name: PersonName) => [name.family_kana || name.family, name.given_kana || name.given].join(" ");

/** Japanese names inside English sentences are still Japanese to a screen reader. */
export function nameLang(): "ja" | undefined {
  return current.locale === "ja" ? undefined : "ja";
}
