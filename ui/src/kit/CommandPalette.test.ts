import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import CommandPalette, { type Command } from "./CommandPalette.svelte";

const sync = vi.fn();
const commands: Command[] = [
  { id: "today", label: "今日", keywords: "きょう home", path: "/today", shortcut: "g t" },
  { id: "settings", label: "設定", keywords: "せってい", path: "/settings" },
  { id: "sync", label: "今すぐ同期", keywords: "どうき", run: sync },
];
const words = { title: "操作を探す", placeholder: "入力", none: "ありません。", then: "次に", count: (count: number) => `${count} 件` };

const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "操作を探す" });
const options = () => screen.queryAllByRole("option").map((each) => each.querySelector("span")?.textContent);
const chosen = () => document.getElementById(field().getAttribute("aria-activedescendant") ?? "")?.textContent ?? null;
const key = (name: string, init: KeyboardEventInit = {}) => fireEvent.keyDown(field(), { key: name, keyCode: 13, ...init });
const type = (value: string) => fireEvent.input(field(), { target: { value } });

beforeEach(() => {
  sync.mockReset();
  location.hash = "";
  render(CommandPalette, { open: true, commands, words });
});

describe("the command palette", () => {
  it("opens with the focus in its field and the first command chosen", () => {
    expect(document.activeElement).toBe(field());
    expect(field().getAttribute("aria-controls")).toBe(screen.getByRole("listbox").id);
    expect(options()).toEqual(["今日", "設定", "今すぐ同期"]);
    expect(chosen()).toContain("今日");
    expect(screen.getAllByRole("option", { selected: true }).length).toBe(1);
  });

  it.each([
    ["せってい", ["設定"]],
    ["ﾄﾞｳｷ", ["今すぐ同期"]],
    ["ＨＯＭＥ", ["今日"]],
    ["今", ["今日", "今すぐ同期"]],
    ["今 同期", ["今すぐ同期"]],
  ])("finds by %s", async (typed, found) => {
    await type(typed);
    expect(options()).toEqual(found);
    expect(screen.getByRole("status").textContent).toBe(`${found.length} 件`);
  });

  it("says when nothing is found; Enter then does nothing", async () => {
    await type("ない");
    expect(screen.getByText("ありません。")).toBeTruthy();
    await key("Enter");
    expect(screen.getByRole("dialog")).toBeTruthy();
  });

  it("walks with the arrows, round the ends, and goes with Enter", async () => {
    await key("ArrowUp");
    expect(chosen()).toContain("今すぐ同期");
    await key("ArrowDown");
    await key("ArrowDown");
    expect(chosen()).toContain("設定");
    await key("Enter");
    expect(location.hash).toBe("#/settings");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("leaves Enter and the arrows to a composition", async () => {
    await fireEvent.compositionStart(field());
    await key("ArrowDown", { isComposing: true });
    await key("Enter", { isComposing: true });
    expect(chosen()).toContain("今日");
    expect(location.hash).toBe("");
  });

  it("runs an action that is tapped", async () => {
    await fireEvent.click(screen.getByRole("option", { name: /今すぐ同期/ }));
    expect(sync).toHaveBeenCalledTimes(1);
  });

  it.each([["Escape", {}], ["k", { ctrlKey: true }]])("is closed by %s", async (name, init) => {
    await key(name, { keyCode: 0, ...init });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("forgets what was typed before", async () => {
    await type("設定");
    await key("Escape", { keyCode: 27 });
    expect(options()).toEqual([]);
  });
});
