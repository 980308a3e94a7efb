import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { modal } from "./modal";
import { caps, shortcuts } from "./shortcuts.svelte";

const ran: string[] = [];
const each = (keys: string) => ({ keys, label: keys, run: () => void ran.push(keys) });
let forget: () => void;
let now = 0;

beforeEach(() => {
  ran.length = 0;
  now += 10_000;
  document.body.innerHTML = `<main><input><textarea></textarea><div data-types><h2>会話</h2></div><button>x</button></main>`;
  forget = shortcuts.add([each("g t"), each("g m"), each("?"), each("/"), each("Mod+k")]);
});
afterEach(() => {
  forget();
  shortcuts.letters = true;
});

function press(key: string, { on = "button", after = 100, ...init }: KeyboardEventInit & { on?: string; after?: number } = {}): boolean {
  now += after;
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, "timeStamp", { value: now });
  Object.defineProperty(event, "target", { value: document.querySelector(on) });
  shortcuts.press(event);
  return event.defaultPrevented;
}

describe("shortcuts", () => {
  it("are one key, two in a row, or one with Ctrl or ⌘", () => {
    expect(press("?", { shiftKey: true }), "the page does nothing else with it").toBe(true);
    press("g");
    press("t");
    press("k", { ctrlKey: true });
    press("K", { metaKey: true, shiftKey: true });
    expect(ran).toEqual(["?", "g t", "Mod+k", "Mod+k"]);
  });

  it("forget the first key after a while, and when another comes between", () => {
    press("g");
    press("t", { after: 1600 });
    press("g");
    press("x");
    press("m");
    expect(ran).toEqual([]);
  });

  it.each(["input", "textarea", "[data-types] h2"])("take no letter from %s, but a key with Ctrl", (on) => {
    expect(press("/", { on })).toBe(false);
    press("g", { on });
    press("t", { on });
    press("k", { on, ctrlKey: true });
    expect(ran).toEqual(["Mod+k"]);
  });

  it("leave a composition, keys with Alt, and what was dealt with alone", () => {
    press("?", { isComposing: true });
    press("?", { keyCode: 229 });
    press("/", { altKey: true });
    expect(ran).toEqual([]);
  });

  it("are silent while something stands above the page", () => {
    const sheet = document.createElement("div");
    const stop = modal(() => {}, () => {})(sheet);
    press("?");
    press("k", { ctrlKey: true });
    expect(ran).toEqual([]);
    stop();
    press("?");
    expect(ran).toEqual(["?"]);
  });

  it("can be turned off, except with Ctrl or ⌘", () => {
    shortcuts.letters = false;
    press("?");
    press("g");
    press("t");
    press("k", { metaKey: true });
    expect(ran).toEqual(["Mod+k"]);
  });

  it("end with what added them", () => {
    const run = vi.fn();
    const end = shortcuts.add([{ keys: "x", label: "x", run }]);
    press("x");
    end();
    press("x");
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("are written as on the keys", () => {
    expect(caps("Mod+k", true)).toEqual(["⌘", "K"]);
    expect(caps("Mod+k", false)).toEqual(["Ctrl", "K"]);
    expect(caps("g t", false)).toEqual(["G", "T"]);
    expect(caps("?", false)).toEqual(["?"]);
  });
});
