// The places that the bar, the rail and the keyboard lead to, in the order of the rail.
import { briefcase, buildingComplex, messageCircle, search, settings, sun, user, users } from "../kit/icons";
import { m } from "../text";
import type { Tab } from "./routes";

export interface Place {
  id: Tab;
  path: string;
  label: () => string;
  /** Other words it is found by. */
  words: () => string;
  icon: string;
  /** The keys that lead there. */
  shortcut?: string;
  /** Only on the rail of a desktop. */
  rail?: true;
}

export const PLACES: Place[] = [
  { id: "today", path: "/today", label: m.tab_today, words: m.palette_words_today, icon: sun, shortcut: "g t" },
  { id: "messages", path: "/messages", label: m.tab_messages, words: m.palette_words_messages, icon: messageCircle, shortcut: "g m" },
  { id: "people", path: "/people", label: m.tab_people, words: m.palette_words_people, icon: users, shortcut: "g p" },
  { id: "offers", path: "/offers", label: m.tab_offers, words: m.palette_words_offers, icon: briefcase, shortcut: "g o" },
  { id: "me", path: "/profile", label: m.tab_me, words: m.palette_words_me, icon: user, shortcut: "g i" },
  { id: "search", path: "/search", label: m.search_title, words: m.palette_words_search, icon: search, rail: true },
  { id: "desk", path: "/desk", label: m.tab_desk, words: m.palette_words_desk, icon: buildingComplex, rail: true },
  { id: "settings", path: "/settings", label: m.tab_settings, words: m.palette_words_settings, icon: settings, rail: true },
];
