import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DeskOfferView } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost } from "../../test/host";
import { contract, employment, offerItem, offerValue } from "../../test/offer";
import { current } from "../../text/locale.svelte";
import OfferEditor from "./OfferEditor.svelte";
import { key, thrown } from "./thrown";

const chip = createRawSnippet(() => ({ render: () => "<span></span>" }));
let offers = 0;

const draft = (more: Partial<DeskOfferView> = {}): DeskOfferView => {
  const offer = `d${++offers}`;
  return { item: offerItem({ offer, state: "draft", published_at: null }), value: offerValue(), missing: [], changes: [], pending: false, refused: null, conflict: null, ...more };
};

async function shown(it: DeskOfferView, answers = {}) {
  const host = fakeHost({ desk_offer: it, edit_offer: null, publish_offer: null, close_offer: null, remove_offer: null, add_offer: { offer: "d-new" }, ...answers });
  const view = render(OfferEditor, { organization: "o1", offer: it.item.offer, chip });
  await screen.findByRole("textbox", { name: "タイトル" });
  return { host, ...view };
}
const title = () => screen.getByRole<HTMLInputElement>("textbox", { name: "タイトル" });

beforeEach(() => {
  current.choose("ja");
  toasts.list = [];
  location.hash = "";
});

describe("the editor of an offer", () => {
  it("leads to what is missing", async () => {
    const terms = employment({ trial: "", pay: { ...employment().pay, fixed_overtime: { yen: 45_000, hours: 0, is_excess_paid: true } } });
    await shown(draft({ value: offerValue({ terms }), missing: ["terms.trial", "terms.pay"] }));
    await fireEvent.click(screen.getByRole("button", { name: /公開までに必要な項目/ }));
    await fireEvent.click(screen.getByRole("button", { name: "試用期間" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "試用期間" })));
    await fireEvent.click(screen.getByRole("button", { name: "賃金（固定残業代）" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "何時間分か" })));
  });

  it("does not publish while something is missing, and goes there", async () => {
    const { host } = await shown(draft({ value: offerValue({ description: "" }), missing: ["description"] }));
    await fireEvent.click(screen.getByRole("button", { name: "公開する" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "募集の内容" })));
    expect(host.asked("publish_offer")).toEqual([]);
  });

  it("says nothing of a draft when a closed one is published again", async () => {
    const it = draft();
    await shown({ ...it, item: { ...it.item, state: "closed" } });
    await fireEvent.click(screen.getByRole("button", { name: "もう一度公開する" }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByText(/募集はいつでも終えられます/)).toBeTruthy();
    expect(sheet.queryByText(/下書きには戻せません/)).toBeNull();
  });

  it("publishes after saying who will see it", async () => {
    const it = draft();
    const { host } = await shown(it);
    await fireEvent.click(screen.getByRole("button", { name: "公開する" }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getByText("アルムナイのオファー一覧に表示されます。")).toBeTruthy();
    expect(sheet.getByText(/下書きには戻せません/)).toBeTruthy();
    await fireEvent.click(sheet.getByRole("button", { name: "公開する" }));
    await waitFor(() => expect(host.asked("publish_offer")).toEqual([{ organization: "o1", offer: it.item.offer }]));
  });

  it("saves yen that are typed in full width, with what the person saw as base", async () => {
    const { host } = await shown(draft());
    const least = screen.getByRole<HTMLInputElement>("textbox", { name: "下限（円）" });
    expect(least.value).toBe("280,000");
    await fireEvent.focusIn(least);
    await fireEvent.input(least, { target: { value: "３０万" } });
    await fireEvent.blur(least);
    await fireEvent.focusOut(least);
    await waitFor(() => expect(host.asked("edit_offer").length).toBe(1));
    const [edit] = host.asked("edit_offer") as { base: unknown; value: { terms: { pay: unknown } } }[];
    expect(edit?.base).toEqual(offerValue());
    expect(edit?.value.terms.pay).toMatchObject({ min: 300_000, max: 350_000 });
    expect(least.value).toBe("300,000");
  });

  it("keeps what is no number as it was typed, and saves nothing of it", async () => {
    const { host } = await shown(draft());
    const least = screen.getByRole<HTMLInputElement>("textbox", { name: "下限（円）" });
    await fireEvent.input(least, { target: { value: "応相談" } });
    await fireEvent.blur(least);
    await fireEvent.focusOut(least);
    expect(least.value).toBe("応相談");
    expect(screen.getByText(/金額を数字で入力してください/)).toBeTruthy();
    expect(host.asked("edit_offer")).toEqual([]);
  });

  it("gives back the terms of a form when it is chosen again", async () => {
    await shown(draft({ value: offerValue({ kind_of: "side_job", terms: contract() }) }));
    await fireEvent.click(screen.getByRole("radio", { name: "雇用" }));
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "試用期間" }).value).toBe("");
    await fireEvent.click(screen.getByRole("radio", { name: "業務委託" }));
    expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "発注者" }).value).toBe("みどり製作所");
  });

  it("does not save what a published one must not lack, keeps it, and says what is lacking", async () => {
    const refuse = () => {
      throw { code: "missing_items", field: "title" };
    };
    const it = draft({ item: offerItem({ offer: `p${++offers}` }) });
    await shown(it, { edit_offer: refuse });
    expect(screen.getByText(/変更前と変更後が読む人に示されます/)).toBeTruthy();
    await fireEvent.input(title(), { target: { value: "" } });
    await fireEvent.focusOut(title());
    expect(await screen.findByText("公開中のオファーには必要です。")).toBeTruthy();
    expect(title().value).toBe("");
    await fireEvent.click(screen.getByRole("button", { name: /公開までに必要な項目/ }));
    expect(screen.getByRole("button", { name: "タイトル" })).toBeTruthy();
  });

  it("shows it as its audience will read it, as it stands", async () => {
    await shown(draft());
    await fireEvent.input(title(), { target: { value: "まだ保存していない題" } });
    await fireEvent.click(screen.getByRole("tab", { name: "プレビュー" }));
    const page = within(screen.getByRole("article"));
    expect(page.getByRole("heading", { name: "まだ保存していない題" })).toBeTruthy();
    expect(page.getByText("屋内禁煙")).toBeTruthy();
  });

  it("throws a draft away a moment later", async () => {
    const it = draft();
    const { host, unmount } = await shown(it);
    vi.useFakeTimers();
    await fireEvent.click(screen.getByRole("button", { name: "下書きを捨てる" }));
    unmount();
    expect(location.hash).toBe("#/desk/o1/offers");
    expect(thrown.begun.has(key("o1", it.item.offer))).toBe(true);
    expect(host.asked("remove_offer")).toEqual([]);
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(host.asked("remove_offer")).toEqual([{ organization: "o1", offer: it.item.offer }]);
  });

  it("closes at once, and can open again", async () => {
    const it = draft({ item: offerItem({ offer: `p${++offers}` }) });
    const { host } = await shown(it);
    await fireEvent.click(screen.getByRole("button", { name: "募集を終える" }));
    await waitFor(() => expect(toasts.list.length).toBe(1));
    toasts.act(toasts.list[0]!.id);
    await waitFor(() => expect(host.asked("publish_offer").length).toBe(1));
    expect(host.asked("close_offer").length).toBe(1);
  });

  it("copies into a new draft", async () => {
    const { host } = await shown(draft());
    await fireEvent.click(screen.getByRole("button", { name: "複製して下書きを作る" }));
    await waitFor(() => expect(location.hash).toBe("#/desk/o1/offers/d-new"));
    expect(host.asked("add_offer")[0]).toMatchObject({ kind: "comeback", title: "エンジニア（コピー）" });
  });

  it("adds and removes criteria; a row without a name is none", async () => {
    const { host } = await shown(draft());
    await fireEvent.click(screen.getByRole("button", { name: "追加" }));
    const name = screen.getByRole("textbox", { name: "名前" });
    await fireEvent.focusOut(name);
    expect(host.asked("edit_offer")).toEqual([]);
    await fireEvent.input(name, { target: { value: "家族の同意" } });
    expect(screen.getByText(/条件にすることはできません/)).toBeTruthy();
    await fireEvent.input(name, { target: { value: "Rust" } });
    await fireEvent.focusOut(name);
    await waitFor(() => expect(host.asked("edit_offer").at(-1)).toMatchObject({ value: { criteria: [{ criterion: "skill", name: "Rust" }] } }));
    await fireEvent.click(screen.getByRole("button", { name: "「スキル: Rust」を外す" }));
    await waitFor(() => expect(host.asked("edit_offer").at(-1)).toMatchObject({ value: { criteria: [] } }));
  });

  it("takes a date when its year is complete, and leaves it alone until then", async () => {
    const { host } = await shown(draft());
    const day = screen.getByLabelText<HTMLInputElement>(/締め切り/);
    await fireEvent.input(day, { target: { value: "0202-12-20" } });
    await fireEvent.focusOut(day);
    expect([day.value, host.asked("edit_offer").length]).toEqual(["0202-12-20", 0]);
    await fireEvent.input(day, { target: { value: "2026-12-20" } });
    await fireEvent.focusOut(day);
    await waitFor(() => expect(host.asked("edit_offer").at(-1)).toMatchObject({ value: { closes_on: "2026-12-20" } }));
  });

  it("leads to the contradiction, and to what was refused", async () => {
    await shown(draft({ conflict: "op9" }));
    expect(screen.getByRole("link", { name: "食い違いを直す" }).getAttribute("href")).toBe("#/conflict/op9");
  });
});
