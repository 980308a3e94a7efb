// What the keyboard can do from anywhere. A shortcut is one key ("?"), two in a row ("g t"), or one with Ctrl or ⌘
// ("Mod+k"). Letters alone are never taken from somebody who is typing, and can be turned off (WCAG 2.1.4).
import { untrack } from "svelte";
import { covered } from "./modal";

export interface Shortcut {
  keys: string;
  label: string;
  run: () => void;
}

/** How long the first of two keys is remembered. */
const PATIENCE = 1500;

class Shortcuts {
  list = $state.raw<Shortcut[]>([]);
  /** Whether keys without Ctrl or ⌘ do anything. */
  letters = $state(true);
  #first = "";
  #at = 0;

  /** They count until the function that is returned is called. */
  add(more: Shortcut[]): () => void {
    // An effect that adds some does not depend on those of others.
    untrack(() => (this.list = [...this.list, ...more]));
    return () => untrack(() => (this.list = this.list.filter((each) => !more.includes(each))));
  }

  /** To be given every key that reaches the window. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.altKey) return;
    const mod = event.ctrlKey || event.metaKey;
    if (covered() || (!mod && (!this.letters || types(event.target)))) {
      this.#first = "";
      return;
    }
    const key = mod ? `Mod+${event.key.toLowerCase()}` : event.key;
    const pair = this.#first && event.timeStamp - this.#at < PATIENCE ? `${this.#first} ${key}` : "";
    const found = this.list.find((each) => each.keys === pair) ?? this.list.find((each) => each.keys === key);
    this.#first = "";
    if (found) {
      event.preventDefault();
      found.run();
    } else if (!mod && this.list.some((each) => each.keys.startsWith(`${key} `))) {
      this.#first = key;
      this.#at = event.timeStamp;
    }
  }
}

/** Whether a key that is pressed there is a letter of a text: a field, or what hands its keys to one (`data-types`). */
function types(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [data-types]") !== null;
}

export const shortcuts = new Shortcuts();

/** The keys as they are written on them: ["⌘", "K"] on a Mac, ["Ctrl", "K"] elsewhere. */
export function caps(keys: string, mac = /Mac|iPhone|iPad/.test(navigator.platform)): string[] {
  return keys.split(/[ +]/).map((key) => (key === "Mod" ? (mac ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key));
}
