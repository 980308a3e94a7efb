import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { Need, TodayView } from "../../ipc/gen/types";
import { clock } from "../../kit/clock.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost, organization, person } from "../../test/host";
import { cardOf } from "./need";
import Today from "./Today.svelte";

const chip = createRawSnippet(() => ({ render: () => "<span></span>" }));
const request: Need = { need: "request", conversation: "c1", with: person("石川"), purpose: "career_advice", organization: "みどり製作所", at: 0 };
const item = {
  conversation: "c2", kind: "with_desk" as const, standing: "open" as const, purpose: null, with: person(), organization_id: "o1",
  organization: "みどり製作所", preview: "<b>ご返事</b>", preview_mine: false, preview_deleted: false, preview_file: false, draft_file: false, at: 0, unread: 3, pending: false, refused: false, draft: null,
};
const view = (more: Partial<TodayView> = {}): TodayView => ({ needs: [], more: 0, news: [], ready: true, ...more });

async function shown(today: TodayView) {
  const host = fakeHost({
    today, profile: { organizations: [organization("o1", "北星大学", "school")] }, answer_request: null, mark_noticed: null,
  });
  render(Today, { frame: { chip, start: { me: person() } } });
  await waitFor(() => expect(host.asked("today").length).toBe(1));
  return host;
}

describe("today", () => {
  beforeEach(() => {
    current.choose("ja");
    current.era = "western";
    clock.now = new Date(2026, 10, 23, 8, 0).getTime();
  });

  it("greets by the time of day, with the date as the person counts years", async () => {
    current.era = "japanese";
    await shown(view());
    expect(screen.getByText("おはようございます、佐藤さん")).toBeTruthy();
    expect(screen.getByText("令和8年11月23日 月曜日")).toBeTruthy();
    clock.now = new Date(2026, 10, 23, 19, 0).getTime();
    expect(await screen.findByText("こんばんは、佐藤さん")).toBeTruthy();
  });

  it("says that it is finished when nothing is left", async () => {
    await shown(view());
    expect(await screen.findByText(/どうぞよい一日を/)).toBeTruthy();
    expect(screen.queryByRole("region")).toBeNull();
  });

  it("says nothing of the kind before everything has been read", async () => {
    const host = await shown(view({ ready: false }));
    expect(screen.getByText("今日のことを確かめています")).toBeTruthy();
    host.answers.today = view();
    host.change("today");
    expect(await screen.findByText(/どうぞよい一日を/)).toBeTruthy();
  });

  it("shows what waits, each leading to its place, and how much more there is", async () => {
    await shown(view({ needs: [{ need: "settle", count: 2 }, request, { need: "reply", item }], more: 4 }));
    const waiting = within(await screen.findByRole("region", { name: "あなたを待っていること" }));
    expect(waiting.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["#/outbox", "#/messages/c1", "#/messages/c2", "#/messages"]);
    expect(waiting.getByText("みどり製作所"), "a desk has the organisation's name").toBeTruthy();
    expect(waiting.getByText("<b>ご返事</b>"), "text is text").toBeTruthy();
    expect(waiting.getByText("もう 4 件")).toBeTruthy();
    expect(screen.queryByText(/どうぞよい一日を/)).toBeNull();
  });

  it("answers a request right there", async () => {
    const host = await shown(view({ needs: [request] }));
    await fireEvent.click(await screen.findByRole("button", { name: "承認: 石川 健太" }));
    await waitFor(() => expect(host.asked("answer_request")).toEqual([{ conversation: "c1", accept: true }]));
    expect(document.activeElement, "the keyboard goes on from the top").toBe(screen.getByRole("heading", { name: "今日" }));
  });

  it("tells what is new, in the words of the organisation, and what was seen is gone", async () => {
    const host = await shown(
      view({
        news: [
          { news: "accepted", conversation: "c9", with: person("上田"), at: 0 },
          { news: "status", notice: "n1", organization: "o1", name: "北星大学", status: "alumnus", at: 0 },
        ],
      }),
    );
    const news = within(await screen.findByRole("region", { name: "新しいこと" }));
    expect(news.getByRole("link", { name: /上田 健太さんが、連絡のお願いを承認しました/ }).getAttribute("href")).toBe("#/messages/c9");
    expect(news.getByText("北星大学での状態が「卒業生」になりました")).toBeTruthy();
    await fireEvent.click(news.getByRole("button", { name: /^確認しました/ }));
    expect(host.asked("mark_noticed")).toEqual([{ notice: "n1" }]);
  });
});

describe("a card", () => {
  const closing = (days: number): Need => ({
    need: "closing", offer: "f1", organization: "o1", organization_name: "みどり製作所", title: "技術職", closes_on: "2026-11-28", days,
  });
  it.each([
    [closing(0), "/offers/o1/f1", "今日まで · 11月28日(土)まで · みどり製作所"],
    [closing(5), "/offers/o1/f1", "あと 5 日 · 11月28日(土)まで · みどり製作所"],
    [{ need: "confirm", count: 4, since: null } as Need, "/profile/confirm", expect.stringContaining("4 項目")],
    [{ need: "desk", organization: "o1", name: "みどり製作所", reports: 2 } as Need, "/desk/o1/reports", ""],
  ])("leads to its place: %o", (need, path, note) => {
    current.choose("ja");
    current.era = "western";
    expect(cardOf(need, new Date(2026, 10, 23).getTime())).toMatchObject({ path, note });
  });
});
