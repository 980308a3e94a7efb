import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { InboxItem, MessageHit, PersonHit, SearchParams, SearchResults } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { fakeHost, person } from "../../test/host";
import { offerItem } from "../../test/offer";
import { bounds } from "./looking";
import Search from "./Search.svelte";

vi.mock("../../kit/Rows.svelte", () => import("../../test/AllRows.svelte"));

const frame = { chip: createRawSnippet(() => ({ render: () => "<span></span>" })), start: { me: person() } };
const plain = (text: string) => [{ text, hit: false }];
const somebody = (family: string): PersonHit => ({
  item: {
    person: family, organization: "o1", name: person(family, "花子"), former: [], headline: "", employer: "", position: "", status: "alumnus",
    role: "member", units: [], cohort: null,
  },
  name: [{ text: family, hit: true }, { text: " 花子", hit: false }],
  said: [],
});
const message = (id: string, more: Partial<MessageHit> = {}): MessageHit => ({
  conversation: "c1", message: id, kind: "direct", with: person(), organization: "みどり製作所", mine: false, at: 0, said: plain(id), ...more,
});
const results = (more: Partial<SearchResults> = {}): SearchResults => ({
  people: [], more_people: false, offers: [], more_offers: false, profile: [], messages: [], before: null, ready: true, ...more,
});
const everything = results({
  people: ["阿部", "石川", "上田", "江口"].map(somebody),
  offers: [{ item: offerItem(), title: plain("エンジニア"), said: [] }],
  profile: [{ field: null, list: "skill", said: plain("品質管理") }],
  messages: [message("m1", { mine: true }), message("m2")],
});
const inbox = [{ conversation: "c1", kind: "direct", with: person(), organization_id: "o1", organization: "みどり製作所" } as InboxItem];

function shown(search: unknown, text = "") {
  const host = fakeHost({ search, inbox, profile: { organizations: [] } });
  render(Search, { route: { text }, frame });
  return host;
}
const field = () => screen.getByRole<HTMLInputElement>("searchbox", { name: "検索" });
const type = (value: string) => fireEvent.input(field(), { target: { value } });
const hits = () => within(screen.getByRole("list", { name: "検索結果" })).getAllByRole("link");
const last = (host: ReturnType<typeof shown>) => host.asked("search").at(-1) as SearchParams;

describe("the search", () => {
  beforeEach(() => {
    current.choose("ja");
    history.replaceState(null, "", "#/search");
  });

  it("begins in its field, and asks nothing before something is typed", async () => {
    const host = shown(everything);
    await waitFor(() => expect(document.activeElement).toBe(field()));
    expect(screen.getByText(/まとめて探せます/)).toBeTruthy();
    await type(" ");
    expect(host.asked("search")).toEqual([]);
  });

  it("shows the best of every kind, then the messages, each leading to what was found", async () => {
    shown(everything, "あ");
    await waitFor(() => expect(hits().length).toBe(7));
    expect(screen.getAllByRole("heading", { level: 2 }).map((each) => each.textContent)).toEqual(["仲間", "オファー", "自分のプロフィール", "メッセージ"]);
    expect(hits().map((each) => each.getAttribute("href"))).toEqual([
      "#/people/o1/阿部", "#/people/o1/石川", "#/people/o1/上田", "#/offers/o1/f1", "#/profile/skill", "#/messages/c1/m1", "#/messages/c1/m2",
    ]);
    expect(within(hits()[0]!).getByText("阿部").tagName).toBe("MARK");
    expect(hits()[5]!.textContent).toContain("自分: ");
    expect(hits()[6]!.textContent).not.toContain("自分");
  });

  it("shows all of a kind when asked to", async () => {
    const host = shown(everything, "あ");
    await fireEvent.click(await screen.findByRole("button", { name: "仲間をすべて表示" }));
    await waitFor(() => expect(last(host).kinds).toEqual(["people"]));
    await waitFor(() => expect(hits()[3]?.textContent).toContain("江口"));
  });

  it("says that there is more of a kind than it shows", async () => {
    shown(({ kinds }: SearchParams) => results({ people: ["阿部", "石川"].map(somebody), more_people: true, ready: kinds.length > 0 }), "あ");
    await fireEvent.click(await screen.findByRole("button", { name: "仲間をすべて表示" }));
    expect((await screen.findByText(/言葉を足すと絞り込めます/)).previousElementSibling?.textContent).toContain("石川");
  });

  it("says that a period ends before it begins", async () => {
    shown(results(), "あ");
    await fireEvent.change(screen.getByRole("combobox", { name: "期間" }), { target: { value: "dates" } });
    await fireEvent.change(screen.getByLabelText("開始日"), { target: { value: "2024-11-23" } });
    await fireEvent.change(screen.getByLabelText("終了日"), { target: { value: "2024-11-23" } });
    expect(screen.queryByText(/終了日が開始日より前/)).toBeNull();
    await fireEvent.change(screen.getByLabelText("終了日"), { target: { value: "2024-11-22" } });
    expect(screen.getByText(/終了日が開始日より前/)).toBeTruthy();
  });

  it("never lets a late answer replace a newer one, and keeps the old until the new is there", async () => {
    const late: Record<string, (value: SearchResults) => void> = {};
    shown(({ text }: SearchParams) => new Promise((answer) => (late[text] = answer)));
    await type("a");
    await type("ab");
    late.ab?.(results({ messages: [message("new")] }));
    await waitFor(() => expect(hits().length).toBe(1));
    late.a?.(results({ messages: [message("old"), message("older")] }));
    await type("abc");
    expect(hits().map((each) => each.getAttribute("href"))).toEqual(["#/messages/c1/new"]);
    late.abc?.(results());
    expect(await screen.findByText("「abc」は見つかりませんでした。")).toBeTruthy();
  });

  it("is narrowed down, and widened in one tap", async () => {
    const host = shown(({ with: other }: SearchParams) => (other ? results() : everything), "あ");
    await screen.findByRole("option", { name: "佐藤 健太 (みどり製作所)" });
    await fireEvent.change(screen.getByRole("combobox", { name: "相手" }), { target: { value: "o1 person-佐藤" } });
    await waitFor(() => expect(last(host).with).toEqual({ organization: "o1", person: "person-佐藤" }));
    const drop = await screen.findAllByRole("button", { name: "絞り込みをやめる" });
    expect(drop.length, "above, and where nothing was found").toBe(2);
    await fireEvent.click(drop[1]!);
    await waitFor(() => expect(last(host).with).toBeNull());
    expect(screen.queryByRole("button", { name: "絞り込みをやめる" })).toBeNull();
  });

  it("asks for more messages at the end, and puts no one there twice", async () => {
    const host = shown(({ before }: SearchParams) =>
      before === null ? results({ messages: [message("m1"), message("m2")], before: 7 }) : results({ messages: [message("m2"), message("m3")] }), "あ");
    await waitFor(() => expect(hits().length).toBe(2));
    history.replaceState({ search: { kind: null, with: null, period: { of: "", from: "", to: "" }, order: "best", messages: 3, opened: null } }, "");
    expect(host.asked("search").length).toBe(1);
    document.body.replaceChildren();
    render(Search, { route: { text: "あ" }, frame });
    await waitFor(() => expect(hits().length).toBe(3));
    expect(host.asked("search").at(-1)).toMatchObject({ before: 7, order: "best" });
  });

  it("says why it failed and asks again; says what may be missing", async () => {
    const host = shown(() => Promise.reject({ code: "disk_full" }), "あ");
    host.answers.search = results({ ready: false });
    await fireEvent.click(await screen.findByRole("button", { name: "もう一度" }));
    expect(await screen.findByText(/まだ読み込み中のため/)).toBeTruthy();
    expect(screen.getByText("「あ」は見つかりませんでした。")).toBeTruthy();
  });

  it("is walked with the arrows; Escape clears; an Enter that ends a composition opens nothing", async () => {
    shown(everything, "あ");
    await waitFor(() => expect(hits().length).toBe(7));
    await fireEvent.keyDown(field(), { key: "ArrowDown" });
    await waitFor(() => expect(document.activeElement).toBe(hits()[0]));
    await fireEvent.keyDown(hits()[0]!, { key: "ArrowUp" });
    expect(document.activeElement).toBe(field());
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click");
    await fireEvent.keyDown(field(), { key: "Enter", isComposing: true, keyCode: 229 });
    expect(click).not.toHaveBeenCalled();
    await fireEvent.keyDown(field(), { key: "Enter", keyCode: 13 });
    expect(click).toHaveBeenCalledTimes(1);
    await fireEvent.keyDown(field(), { key: "Escape", keyCode: 27 });
    expect(field().value).toBe("");
  });
});

it("knows where periods begin and end, on this device's clock", () => {
  const now = new Date(2026, 10, 29, 15).getTime();
  const at = (...day: [number, number, number]) => new Date(...day).getTime();
  const period = (of: "week" | "month" | "year" | "dates" | "", from = "", to = "") => bounds({ of, from, to }, now);
  expect(period("")).toEqual({ from: null, to: null });
  expect(period("week"), "a Sunday belongs to the week that began on Monday").toEqual({ from: at(2026, 10, 23), to: null });
  expect(period("month")).toEqual({ from: at(2026, 10, 1), to: null });
  expect(period("year")).toEqual({ from: at(2026, 0, 1), to: null });
  expect(period("dates", "2026-11-30", "2026-12-31")).toEqual({ from: at(2026, 10, 30), to: at(2027, 0, 1) });
  expect(period("dates", "", "2026-02-28")).toEqual({ from: null, to: at(2026, 2, 1) });
});
