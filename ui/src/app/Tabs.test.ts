import { render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { current } from "../text/locale.svelte";
import { DESKTOP, holding } from "../test/media";
import { PLACES } from "./places";
import { parse, tabOf } from "./routes";
import Tabs from "./Tabs.svelte";

beforeEach(() => current.choose("ja"));
afterEach(() => holding.clear());

const links = () => within(screen.getByRole("navigation", { name: "主なメニュー" })).getAllByRole("link");
const names = () => links().map((link) => link.getAttribute("aria-label"));
const lit = () => links().filter((link) => link.getAttribute("aria-current") === "page").map((link) => link.getAttribute("href"));

describe("the places", () => {
  it("are five on a phone", () => {
    render(Tabs, { tab: "messages", unread: 0, isOrganizer: true });
    expect(names()).toEqual(["今日", "メッセージ", "仲間", "オファー", "自分"]);
    expect(lit()).toEqual(["#/messages"]);
  });

  it.each(["settings", "desk"] as const)("light 自分 for %s on a phone", (tab) => {
    render(Tabs, { tab, unread: 0 });
    expect(lit()).toEqual(["#/profile"]);
  });

  it("are on a desktop also the settings, and the desk for those who work at one", () => {
    holding.add(DESKTOP);
    const { rerender } = render(Tabs, { tab: "settings", unread: 0 });
    expect(names()).toEqual(["今日", "メッセージ", "仲間", "オファー", "自分", "検索", "設定"]);
    expect(lit()).toEqual(["#/settings"]);
    void rerender({ isOrganizer: true });
    return expect.poll(names).toEqual(["今日", "メッセージ", "仲間", "オファー", "自分", "検索", "事務局", "設定"]);
  });

  it("say how much is unread", () => {
    render(Tabs, { tab: null, unread: 120 });
    expect(names()).toContain("メッセージ、未読 120 件");
    expect(lit()).toEqual([]);
  });

  it("lead to where they are lit", () => {
    for (const { id, path } of PLACES) expect(tabOf(parse(path)), path).toBe(id);
  });
});
