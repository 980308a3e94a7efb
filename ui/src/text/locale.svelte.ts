// The language of the page. Messages read it as state, so a change re-renders the words and nothing else:
// no reload, and what was typed stays. Only the texts of the language that is spoken are loaded.
import type { Era, Language } from "../ipc/gen/types";

export type Locale = "ja" | "en";
export type Gap = string | number;
type Texts = readonly string[];

const LOAD: Record<Locale, () => Promise<{ default: Texts }>> = {
  ja: () => import("texts:ja"),
  en: () => import("texts:en"),
};
const known: { [L in Locale]?: Texts } = {};

class Current {
  locale = $state<Locale>("ja");
  /** The text at each place, in the language of `locale`: both change together. */
  texts = $state.raw<Texts>([]);
  /** How the person counts years. */
  era = $state<Era>("western");
  #wanted: Locale = "ja";

  /** At once when the texts are there, else as soon as they are: until then the page stays in its language. */
  choose(language: Language, preferred: readonly string[] = navigator.languages): void | Promise<void> {
    const locale = language === "system" ? fromSystem(preferred) : language;
    this.#wanted = locale;
    return known[locale] ? this.#speak(locale, known[locale]) : this.#learn(locale);
  }

  async #learn(locale: Locale): Promise<void> {
    const texts = (await LOAD[locale]()).default;
    known[locale] = texts;
    if (this.#wanted === locale) this.#speak(locale, texts);
  }

  #speak(locale: Locale, texts: Texts): void {
    this.locale = locale;
    this.texts = texts;
    document.documentElement.lang = locale;
  }
}

export const current = new Current();

/** The text at a place, with its gaps filled. */
export function say(place: number, gaps?: Record<string, Gap>): string {
  const text = current.texts[place] ?? "";
  return gaps ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(gaps[name])) : text;
}

export function fromSystem(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith("ja")) return "ja";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return preferred.length === 0 ? "ja" : "en";
}
