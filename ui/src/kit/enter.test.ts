import { describe, expect, it } from "vitest";
import { composing, onEnter } from "./enter";

/** Plays events on a field; `tick` lets the browser's next task run. Returns how often Enter was meant. */
async function played(steps: (string | [string, KeyboardEventInit])[]): Promise<number> {
  const field = document.createElement("textarea");
  let meant = 0;
  const stop = onEnter(() => {
    meant += 1;
    return true;
  })(field);
  for (const step of steps) {
    if (step === "tick") await new Promise((done) => setTimeout(done, 1));
    else if (typeof step === "string") field.dispatchEvent(new CompositionEvent(step));
    else field.dispatchEvent(new KeyboardEvent(step[0], { key: "Enter", bubbles: true, cancelable: true, ...step[1] }));
  }
  stop();
  return meant;
}

describe("Enter while Japanese is composed", () => {
  it("is not meant in Chromium: keydown with isComposing, then the end", async () => {
    expect(await played(["compositionstart", "tick", ["keydown", { isComposing: true, keyCode: 229 }], "compositionend"])).toBe(0);
  });

  it("is not meant in WebKit: the end comes first, then a keydown that looks plain", async () => {
    expect(await played(["compositionstart", "tick", "compositionend", ["keydown", { isComposing: false, keyCode: 13 }]])).toBe(0);
  });

  it("is not meant in older engines: only key code 229 tells", async () => {
    expect(await played([["keydown", { isComposing: false, keyCode: 229 }]])).toBe(0);
  });

  it("is meant again one tick after the composition", async () => {
    expect(await played(["compositionstart", "compositionend", "tick", ["keydown", { keyCode: 13 }]])).toBe(1);
  });

  it("is meant when nothing is composed", async () => {
    expect(await played([["keydown", { keyCode: 13 }]])).toBe(1);
  });

  it("stays off when a new composition begins within the tick", () => {
    const later: (() => void)[] = [];
    const state = composing((then) => later.push(then));
    state.start();
    state.end();
    state.start();
    later.forEach((then) => then());
    expect(state.active, "the second composition is still under way").toBe(true);
  });
});
