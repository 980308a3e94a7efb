// The language of the page. Messages read it as state, so a change re-renders the words and nothing else:
// no reload, and what was typed stays.
import type { Language } from "../ipc/gen/types";
import { overwriteGetLocale } from "./gen/runtime.js";

export type Locale = "ja" | "en";

class Current {
  locale = $state<Locale>("ja");

  choose(language: Language, preferred: readonly string[] = navigator.languages): void {
    this.locale = language === "system" ? fromSystem(preferred) : language;
    document.documentElement.lang = this.locale;
  }
}

export const current = new Current();

overwriteGetLocale(() => current.locale);

export function fromSystem(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith("ja")) return "ja";
    if (tag.toLowerCase().startsWith("en")) return "en";
  }
  return preferred.length === 0 ? "ja" : "en";
}
