import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it } from "vitest";
import Segments from "./Segments.svelte";

describe("segments", () => {
  const items = [{ id: "all", label: "すべて", count: 12 }, { id: "saved", label: "保存済み" }, { id: "closed", label: "終了" }];
  const panel = createRawSnippet((value: () => string) => ({ render: () => `<p>${value()}</p>` }));
  const tab = (name: RegExp) => screen.getByRole("tab", { name });
  const selected = () => screen.getByRole("tab", { selected: true }).textContent;

  it("are tabs of which one is chosen and can be reached", async () => {
    render(Segments, { label: "オファーの表示", items, value: "all", panel });
    expect(screen.getByRole("tablist", { name: "オファーの表示" })).toBeTruthy();
    expect(screen.getAllByRole("tab").map((each) => each.tabIndex)).toEqual([0, -1, -1]);
    expect(screen.getByRole("tabpanel", { name: /すべて/ })).toBeTruthy();
    await fireEvent.click(tab(/終了/));
    expect(selected()).toBe("終了");
    expect(screen.getByRole("tabpanel", { name: "終了" })).toBeTruthy();
  });

  it("are walked with the arrows, round the ends", async () => {
    render(Segments, { label: "表示", items, value: "all", panel });
    for (const [key, expected] of [["ArrowLeft", "終了"], ["ArrowRight", "すべて12"], ["End", "終了"], ["Home", "すべて12"]] as const) {
      await fireEvent.keyDown(screen.getByRole("tab", { selected: true }), { key });
      expect(selected()).toBe(expected);
      expect(document.activeElement).toBe(screen.getByRole("tab", { selected: true }));
    }
  });
});
