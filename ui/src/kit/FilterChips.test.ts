import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import FilterChips from "./FilterChips.svelte";

describe("filter chips", () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ value: `u${index}`, label: `第${index}部`, count: index }));
  const filters = [
    { id: "units", label: "部署", options: [...many, { value: "sales", label: "営業部" }] },
    { id: "kinds", label: "種類", options: [{ value: "comeback", label: "カムバック" }, { value: "contract", label: "業務委託" }] },
  ];
  const words = {
    close: "閉じる", show: "表示", clear: "この選択をやめる", clearAll: "すべてやめる", search: "探す", none: "ありません。",
    several: (first: string, more: number) => `${first} ほか ${more}`,
  };
  const shown = (chosen = {}) => {
    const onchange = vi.fn();
    render(FilterChips, { label: "絞り込み", filters, chosen, onchange, words });
    return onchange;
  };
  const chips = () => within(screen.getByRole("group", { name: "絞り込み" })).getAllByRole("button").map((each) => each.textContent?.trim());

  it("say what is chosen", () => {
    shown({ units: ["sales"], kinds: ["comeback", "contract"] });
    expect(chips()).toEqual(["部署: 営業部", "種類: カムバック ほか 1", "すべてやめる"]);
  });

  it("choose any number, in the order of the options", async () => {
    const onchange = shown({ kinds: ["contract"] });
    await fireEvent.click(screen.getByRole("button", { name: "種類: 業務委託" }));
    const sheet = within(await screen.findByRole("dialog", { name: "種類" }));
    expect(sheet.queryByRole("searchbox"), "a few are read").toBeNull();
    await fireEvent.click(sheet.getByRole("checkbox", { name: "カムバック" }));
    expect(onchange).toHaveBeenCalledWith({ kinds: ["comeback", "contract"] });
    await fireEvent.click(sheet.getByRole("checkbox", { name: "業務委託" }));
    expect(onchange).toHaveBeenLastCalledWith({ kinds: [] });
  });

  it("are searched when there are many", async () => {
    shown();
    await fireEvent.click(screen.getByRole("button", { name: "部署" }));
    const sheet = within(await screen.findByRole("dialog", { name: "部署" }));
    await fireEvent.input(sheet.getByRole("searchbox", { name: "探す" }), { target: { value: "１１" } });
    expect(sheet.getAllByRole("checkbox").length).toBe(1);
    await fireEvent.input(sheet.getByRole("searchbox"), { target: { value: "ない" } });
    expect(sheet.getByText("ありません。")).toBeTruthy();
  });

  it("show what is chosen among many first", async () => {
    shown({ units: ["sales"] });
    await fireEvent.click(screen.getByRole("button", { name: "部署: 営業部" }));
    const sheet = within(await screen.findByRole("dialog", { name: "部署" }));
    expect(sheet.getAllByRole("checkbox")[0]).toBe(sheet.getByRole("checkbox", { name: /営業部/ }));
  });

  it("do not repeat what stands above them", () => {
    render(FilterChips, { label: "絞り込み", filters, chosen: { units: ["sales"] }, onchange: vi.fn(), words: { ...words, choose: "選ぶ" } });
    expect(screen.getByRole("button", { name: "部署: 営業部" }).querySelector(".clip")?.textContent).toBe("営業部");
    expect(screen.getByRole("button", { name: "種類: 選ぶ" })).toBeTruthy();
  });

  it("let go of everything at once", async () => {
    const onchange = shown({ kinds: ["contract"] });
    await fireEvent.click(screen.getByRole("button", { name: "すべてやめる" }));
    expect(onchange).toHaveBeenCalledWith({});
  });
});
