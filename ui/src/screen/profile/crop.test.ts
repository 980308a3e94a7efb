import { describe, expect, it } from "vitest";
import { largest, moved, sideOf, whole, zoomed, zoomOf } from "./crop";

const size = { width: 1000, height: 600 };

describe("the square of a picture", () => {
  it("begins as large as it can, in the middle", () => {
    expect(largest(size)).toEqual({ x: 200, y: 0, side: 600 });
    expect(largest({ width: 600, height: 1000 })).toEqual({ x: 0, y: 200, side: 600 });
  });

  it("never leaves the picture", () => {
    expect(moved(largest(size), size, -900, -900)).toEqual({ x: 0, y: 0, side: 600 });
    expect(moved(largest(size), size, 900, 900)).toEqual({ x: 400, y: 0, side: 600 });
    expect(zoomed({ x: 900, y: 500, side: 100 }, size, 5000)).toEqual({ x: 400, y: 0, side: 600 });
  });

  it("keeps in place what one zooms at", () => {
    const at = { x: 0.25, y: 0.75 };
    const before = { x: 300, y: 100, side: 400 };
    const after = zoomed(before, size, 200, at);
    expect(after).toEqual({ x: 350, y: 250, side: 200 });
    expect(after.x + after.side * at.x).toBe(before.x + before.side * at.x);
  });

  it("is not smaller than half a photo, or than the picture is", () => {
    expect(zoomed(largest(size), size, 1).side).toBe(128);
    const tiny = { width: 40, height: 30 };
    expect(zoomed(largest(tiny), tiny, 1).side).toBe(30);
    expect(zoomOf(largest(tiny), tiny)).toBe(0);
    expect(sideOf(100, tiny)).toBe(30);
  });

  it("is told in whole pixels of the picture", () => {
    expect(whole({ x: 399.6, y: 0.4, side: 600.4 }, size)).toEqual({ x: 400, y: 0, side: 600 });
    expect(whole({ x: 871.9, y: 471.8, side: 128.4 }, size)).toEqual({ x: 872, y: 472, side: 128 });
    for (const { x, y, side } of [whole({ x: 400, y: 0, side: 600.6 }, size), whole({ x: 0.5, y: 0.5, side: 599.9 }, size)]) {
      expect(x + side).toBeLessThanOrEqual(size.width);
      expect(y + side).toBeLessThanOrEqual(size.height);
    }
  });

  it("zooms by the same factor at each step", () => {
    for (const zoom of [0, 25, 50, 100]) expect(zoomOf({ x: 0, y: 0, side: sideOf(zoom, size) }, size)).toBeCloseTo(zoom);
    expect(sideOf(0, size)).toBe(600);
    expect(sideOf(100, size)).toBeCloseTo(128);
  });
});
