import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { largest, type Square } from "./crop";
import Cropper from "./Cropper.svelte";

const size = { width: 1000, height: 600 };

/** A stage of 200 by 200 pixels: one of them is three of the picture. */
function crop() {
  const box = $state<{ square: Square }>({ square: largest(size) });
  render(Cropper, {
    src: "blob:a",
    size,
    get square() {
      return box.square;
    },
    set square(next) {
      box.square = next;
    },
  });
  const stage = screen.getByRole("application");
  stage.getBoundingClientRect = () => ({ left: 0, top: 0, width: 200, height: 200 }) as DOMRect;
  const finger = (type: string, id: number, x: number, y: number) =>
    fireEvent(stage, Object.assign(new MouseEvent(type, { clientX: x, clientY: y, bubbles: true }), { pointerId: id }));
  return { box, stage, finger };
}

beforeEach(() => current.choose("ja"));

describe("the square under the hand", () => {
  it("goes with one finger, and no further than the picture", async () => {
    const { box, finger } = crop();
    await finger("pointerdown", 1, 100, 100);
    await finger("pointermove", 1, 90, 100);
    expect(box.square).toEqual({ x: 230, y: 0, side: 600 });
    await finger("pointermove", 1, 190, 100);
    expect(box.square.x).toBe(0);
    await finger("pointerup", 1, 190, 100);
    await finger("pointermove", 1, 10, 100);
    expect(box.square.x, "nothing is held any more").toBe(0);
  });

  it("grows and shrinks between two fingers", async () => {
    const { box, finger } = crop();
    await finger("pointerdown", 1, 75, 100);
    await finger("pointerdown", 2, 125, 100);
    await finger("pointermove", 2, 175, 100);
    expect(box.square.side, "twice as far apart shows half as much").toBe(300);
    await finger("pointermove", 2, 125, 100);
    expect(box.square.side).toBe(600);
  });

  it("is moved and zoomed with the keys, and other keys are let through", async () => {
    const { box, stage } = crop();
    await fireEvent.keyDown(stage, { key: "+" });
    expect(box.square.side).toBeLessThan(600);
    const { x, y } = box.square;
    await fireEvent.keyDown(stage, { key: "ArrowRight" });
    await fireEvent.keyDown(stage, { key: "ArrowDown" });
    expect(box.square.x).toBeGreaterThan(x);
    expect(box.square.y).toBeGreaterThan(y);
    expect(await fireEvent.keyDown(stage, { key: "Tab" })).toBe(true);
    expect(await fireEvent.keyDown(stage, { key: "ArrowLeft", altKey: true }), "back, in a browser").toBe(true);
  });

  it("is zoomed with the wheel at the place of the pointer", async () => {
    const { box, stage } = crop();
    const before = box.square;
    await fireEvent.wheel(stage, { deltaY: -400, clientX: 50, clientY: 150 });
    const after = box.square;
    expect(after.side).toBeLessThan(before.side);
    expect(after.x + after.side * 0.25).toBeCloseTo(before.x + before.side * 0.25);
    expect(after.y + after.side * 0.75).toBeCloseTo(before.y + before.side * 0.75);
  });
});
