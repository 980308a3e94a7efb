import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { Conditions, Line, OfferItem, OfferView } from "../../ipc/gen/types";
import { clock } from "../../kit/clock.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, person } from "../../test/host";
import { offerItem, offerValue } from "../../test/offer";
import { current } from "../../text/locale.svelte";
import Offer from "./Offer.svelte";
import OfferList from "./OfferList.svelte";
import OfferRow from "./OfferRow.svelte";

const chip = createRawSnippet(() => ({ render: () => "<span></span>" }));
const conditions: Conditions = { kinds: ["comeback"], prefectures: ["東京都", "大阪府"], remote: "full", pay: { unit: "month", yen: 300_000 }, from: null };

beforeEach(() => {
  current.choose("ja");
  toasts.list = [];
  clock.now = new Date(2026, 10, 23).getTime();
  location.hash = "";
});

describe("the list of offers", () => {
  const list = (items: OfferItem[], more = {}) => ({ items, all: items.length, saved: 0, ready: true, ...more });

  async function shown(answer: unknown) {
    const host = fakeHost({ offers: answer, save_offer: null, unsave_offer: null, see_offers: null });
    const view = render(OfferList, { chip, selected: null, quiet: false });
    await waitFor(() => expect(host.asked("offers").length).toBeGreaterThan(0));
    return { host, ...view };
  }

  it("says that nothing is published, and where conditions are set", async () => {
    await shown(list([]));
    expect(await screen.findByText(/いま公開されているオファーはありません/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "希望の条件を決める" }).getAttribute("href")).toBe("#/settings/conditions");
  });

  it("says that nothing is saved, and leads back to all", async () => {
    const { host } = await shown(list([]));
    await fireEvent.click(screen.getByRole("tab", { name: /保存済み/ }));
    await fireEvent.click(await screen.findByRole("button", { name: "すべてのオファーを見る" }));
    expect(host.asked("offers").map((asked) => (asked as { saved: boolean }).saved)).toEqual([false, true, false]);
  });

  it("says that nothing matches, and clears what was typed", async () => {
    const { host } = await shown(({ text }: { text: string }) => list(text ? [] : [offerItem()]));
    await fireEvent.input(screen.getByRole("searchbox"), { target: { value: "札幌" } });
    await screen.findByText("当てはまるオファーはありません。");
    await fireEvent.click(screen.getByRole("button", { name: "絞り込みをやめる" }));
    expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("");
    expect(host.asked("offers").at(-1)).toMatchObject({ text: "", kinds: [], closed: false });
  });

  it("is narrowed by kind", async () => {
    const { host } = await shown(list([offerItem()]));
    await fireEvent.click(screen.getByRole("button", { name: "募集の種類" }));
    await fireEvent.click(within(screen.getByRole("dialog")).getByRole("checkbox", { name: "副業" }));
    await waitFor(() => expect(host.asked("offers").at(-1)).toMatchObject({ kinds: ["side_job"] }));
  });

  it("keeps what is new as new while one looks, and says that it was seen when one leaves", async () => {
    const { host, unmount } = await shown(list([offerItem({ is_new: true })]));
    document.hasFocus = () => true;
    window.dispatchEvent(new Event("focus"));
    await waitFor(() => expect(host.asked("see_offers")).toEqual([]));
    unmount();
    expect(host.asked("see_offers").length).toBe(1);
  });

  it("has not been looked at when nothing in it was new", async () => {
    const { host, unmount } = await shown(list([offerItem()]));
    unmount();
    expect(host.asked("see_offers")).toEqual([]);
  });
});

describe("a row", () => {
  it("says what there is to know, and is kept with a tap", async () => {
    let kept = 0;
    const item = offerItem({ is_new: true, changed_at: 1, closes_on: "2026-12-20", met: { met: 4, stated: 5 } });
    render(OfferRow, { item, selected: false, ontoggle: () => kept++ });
    const link = screen.getByRole("link");
    for (const text of ["カムバック採用", "新着", "変更あり", "エンジニア", "みどり製作所", "月給 28万円〜35万円", "東京都 · 一部在宅", "12月20日(日)まで", "合う点 4/5"]) {
      expect(within(link).getByText(text)).toBeTruthy();
    }
    const star = screen.getByRole("button", { name: "「エンジニア」を保存" });
    expect(star.getAttribute("aria-pressed")).toBe("false");
    await fireEvent.click(star);
    expect(kept).toBe(1);
  });

  it("of a closed offer says that alone", () => {
    render(OfferRow, { item: offerItem({ state: "closed", is_new: true, changed_at: 1, closes_on: "2026-12-20" }), selected: false, ontoggle: () => undefined });
    expect(screen.getByText("募集終了")).toBeTruthy();
    expect(screen.queryByText("新着")).toBeNull();
    expect(screen.queryByText(/まで/)).toBeNull();
  });
});

describe("the page of an offer", () => {
  const criterion = { criterion: "skill", name: "Rust" } as const;
  const lines: Line[] = [
    { point: { what: "prefecture" }, verdict: "met" },
    { point: { what: "remote" }, verdict: "unmet" },
    { point: { what: "pay" }, verdict: "unsaid" },
    { point: { what: "criterion", criterion }, verdict: "met" },
  ];
  const view = (more: Partial<OfferView> = {}): OfferView => ({
    item: offerItem(), value: offerValue(), changes: [], lines, conversation: null, ...more,
  });

  async function shown(it: OfferView, answers = {}) {
    const host = fakeHost({ offer: it, settings: { conditions }, save_offer: null, start_desk: { conversation: "c1" }, send_message: { message: "m1" }, ...answers });
    render(Offer, { organization: "o1", offer: it.item.offer, me: "佐藤 花子", level: 1 });
    await screen.findByRole("heading", { name: "エンジニア" });
    return host;
  }

  it("holds it against what one looks for, each with a word", async () => {
    await shown(view());
    const mine = within(screen.getByRole("list", { name: "あなたの希望" })).getAllByRole("listitem");
    expect(mine.map((item) => item.textContent?.replace(/\s+/g, " ").trim())).toEqual([
      "勤務地東京都 希望: 東京都 · 大阪府 合う",
      "働き方一部在宅 希望: フルリモート 合わない",
      "賃金月給 28万円〜35万円 希望: 月給 30万円以上 記載なし",
    ]);
    expect(within(screen.getByRole("list", { name: /募集側の条件/ })).getByText("スキル: Rust")).toBeTruthy();
    expect(screen.getByRole("link", { name: "希望の条件を変える" }).getAttribute("href")).toBe("#/settings/conditions");
  });

  it("says what conditions are good for while there are none", async () => {
    await shown(view({ lines: [] }));
    expect(screen.getByText(/希望の条件を決めると/)).toBeTruthy();
  });

  it("begins a talk about it, with a message that can be changed and the name it shows", async () => {
    const host = await shown(view({ item: offerItem({ offer: "f-talk" }) }));
    await fireEvent.click(screen.getByRole("button", { name: "カジュアルに話してみる" }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByText("送ると、あなたの氏名（佐藤 花子）が事務局に表示されます。")).toBeTruthy();
    const field = sheet.getByRole<HTMLTextAreaElement>("textbox");
    expect(field.value).toContain("「エンジニア」");
    await fireEvent.input(field, { target: { value: "お話を聞かせてください。" } });
    await fireEvent.click(sheet.getByRole("button", { name: "送信" }));
    await waitFor(() => expect(location.hash).toBe("#/messages/c1"));
    expect(host.asked("start_desk")).toEqual([{ organization: "o1", person: null }]);
    expect(host.asked("send_message")).toEqual([{ conversation: "c1", body: "お話を聞かせてください。", about: "f-talk" }]);
  });

  it("loses nothing of the message when it cannot be sent or the sheet is closed", async () => {
    const refuse = () => {
      throw { code: "disk_full" };
    };
    await shown(view({ item: offerItem({ offer: "f-kept" }) }), { send_message: refuse });
    await fireEvent.click(screen.getByRole("button", { name: "カジュアルに話してみる" }));
    await fireEvent.input(await screen.findByRole("textbox"), { target: { value: "書いたもの" } });
    await fireEvent.click(screen.getByRole("button", { name: "送信" }));
    expect(await screen.findByText(/空きが足りません/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "やめる" }));
    await fireEvent.click(screen.getByRole("button", { name: "カジュアルに話してみる" }));
    expect((await screen.findByRole<HTMLTextAreaElement>("textbox")).value).toBe("書いたもの");
  });

  it("leads to the conversation that there is", async () => {
    await shown(view({ conversation: "c9" }));
    expect(screen.getByRole("link", { name: "会話を開く" }).getAttribute("href")).toBe("#/messages/c9");
    expect(screen.getByRole("button", { name: "この募集について書く" })).toBeTruthy();
  });

  it("of a closed offer asks for nothing", async () => {
    await shown(view({ item: offerItem({ state: "closed" }), conversation: "c9" }));
    expect(screen.getByText("この募集は終了しました。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /話してみる|ついて書く/ })).toBeNull();
  });

  it("shows what changed: what it was, and what it became", async () => {
    const at = new Date(2026, 10, 22, 9).getTime();
    await shown(view({ changes: [{ at, parts: [{ part: "remote", before: '"none"', after: '"partly"' }] }] }));
    const item = within(screen.getByText("変更の履歴").parentElement!).getByRole("listitem");
    expect(item.textContent?.replace(/\s+/g, " ").trim()).toBe("2026年11月22日 働き方 変更前出社 変更後一部在宅");
  });

  it("that is not there says so", async () => {
    fakeHost({ settings: { conditions } });
    render(Offer, { organization: "o1", offer: "gone", me: person().family, level: 1 });
    expect(await screen.findByText(/このオファーは見つかりません/)).toBeTruthy();
  });
});
