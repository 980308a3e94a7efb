import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cancel, draw } from "./test/finger";
import { meant, swipeBack } from "./swipeBack";

let area: HTMLElement;
let pane: HTMLElement;
let stop: () => void;
const leave = vi.fn();
let behind = true;

beforeEach(() => {
  leave.mockReset();
  behind = true;
  document.body.innerHTML = `<main><div data-swipe><p>x</p></div></main>`;
  area = document.querySelector("main")!;
  pane = document.querySelector("[data-swipe]")!;
  Object.defineProperty(area, "offsetWidth", { value: 360 });
  stop = swipeBack(() => (behind ? leave : null))(area);
});
afterEach(() => stop());

describe("back with a finger from the left edge", () => {
  it("draws the detail along and leaves once it came far enough", () => {
    expect(draw(pane, [[5, 100], [40, 104], [150, 104]], { lift: false })).toBe(true);
    expect(pane.style.transform).toBe("translateX(145px)");
    expect(pane.dataset.drawn, "so that the list beneath comes to light").toBe("");
    draw(pane, [[5, 100], [40, 104], [150, 104]]);
    expect(leave).toHaveBeenCalledTimes(1);
    delete pane.dataset.swipe;
    window.dispatchEvent(new Event("hashchange"));
    expect(pane.dataset.drawn, "though it is no longer what can be drawn away").toBeUndefined();
    expect(pane.style.transform, "the next one that is opened stands in its place").toBe("");
  });

  it("puts it back when it was not meant", () => {
    draw(pane, [[5, 100], [30, 100], [60, 100]], { msEach: 300 });
    expect(leave).not.toHaveBeenCalled();
    expect(pane.style.transform).toBe("");
    expect(pane.dataset.drawn).toBeUndefined();
  });

  it("puts it back when the system takes the finger", () => {
    draw(pane, [[5, 100], [150, 100]], { lift: false });
    cancel(pane);
    expect(pane.style.transform).toBe("");
    expect(leave).not.toHaveBeenCalled();
  });

  it.each([
    ["begins further in", [[60, 100], [300, 100]]],
    ["goes down rather than across", [[5, 100], [20, 160], [300, 170]]],
    ["goes the other way", [[20, 100], [2, 100]]],
  ] as [string, [number, number][]][])("is not a stroke that %s", (_, points) => {
    expect(draw(pane, points), "the page scrolls as ever").toBe(false);
    expect(leave).not.toHaveBeenCalled();
  });

  it("does nothing where nothing lies behind", () => {
    behind = false;
    expect(draw(pane, [[5, 100], [300, 100]])).toBe(false);
  });

  it("counts a quick short stroke", () => {
    expect(meant({ dx: 60, dy: 0, ms: 80 }, 360)).toBe(true);
    expect(meant({ dx: 60, dy: 0, ms: 400 }, 360)).toBe(false);
    expect(meant({ dx: 30, dy: 0, ms: 10 }, 360)).toBe(false);
    expect(meant({ dx: 121, dy: 0, ms: 2000 }, 360)).toBe(true);
  });
});
