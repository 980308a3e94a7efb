import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { OrganizationItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, organization } from "../../test/host";
import { current } from "../../text/locale.svelte";
import FieldEditor from "./FieldEditor.svelte";
import { katakana, type WrittenView } from "./limits";
import { before, place } from "./reorder.svelte";
import { emptyBody, problems, tidy } from "./rowForm";
import RowSection from "./RowSection.svelte";
import { field, profile, row } from "./test/profile";

const organizations: OrganizationItem[] = [organization("o1", "みどり製作所", "company")];
const rules = [{ organization: "o1", audience: "members" as const }];
const view = (more: Partial<WrittenView> = {}) => field("headline", "前の紹介", { visibility: rules, ...more }) as WrittenView;
const headline = () => screen.getByRole<HTMLInputElement>("textbox", { name: "ひとこと紹介" });
const undo = () => toasts.act(toasts.list.at(-1)!.id);

beforeEach(() => {
  void current.choose("ja");
  toasts.list = [];
});

describe("a field of the profile", () => {
  it("saves itself 600 ms after the last key, together with who may see it", async () => {
    vi.useFakeTimers();
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(headline(), { target: { value: "新しい紹介" } });
    vi.advanceTimersByTime(599);
    expect(host.asked("set_field")).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(host.asked("set_field")).toEqual([
      { field: "headline", base: { text: "前の紹介", visibility: rules }, value: { text: "新しい紹介", visibility: rules } },
    ]);
    vi.useRealTimers();
  });

  it("saves on leaving, says so once, and is put back over what stands there then", async () => {
    const tidied = { ...view(), text: "新しい紹介（整えた）" };
    const host = fakeHost({ set_field: null, profile: profile({ fields: [tidied] }) });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.focus(headline());
    await fireEvent.input(headline(), { target: { value: "新しい紹介" } });
    await fireEvent.blur(headline());
    await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual(["「ひとこと紹介」を保存しました"]));
    undo();
    await waitFor(() => expect(host.asked("set_field").length).toBe(2));
    expect(host.asked("set_field")[1]).toEqual({
      field: "headline",
      base: { text: "新しい紹介（整えた）", visibility: rules },
      value: { text: "前の紹介", visibility: rules },
    });
  });

  it("says nothing when nothing was changed, or it was changed back", async () => {
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.focus(headline());
    await fireEvent.input(headline(), { target: { value: "別の紹介" } });
    await fireEvent.input(headline(), { target: { value: "前の紹介" } });
    await fireEvent.blur(headline());
    await new Promise((done) => setTimeout(done));
    expect(host.asked("set_field")).toEqual([]);
    expect(toasts.list).toEqual([]);
  });

  it("does not save what is too long, and keeps it", async () => {
    const host = fakeHost({ set_field: null });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(headline(), { target: { value: "𠮷".repeat(121) } });
    await fireEvent.blur(headline());
    expect(host.asked("set_field")).toEqual([]);
    expect(screen.getByText(/1 文字多い/)).toBeTruthy();
    expect([...headline().value].length).toBe(121);
  });

  it("keeps what is typed when the engine refuses it, and tries again on leaving", async () => {
    const host = fakeHost({
      set_field: () => {
        throw { code: "disk_full" };
      },
    });
    render(FieldEditor, { it: view(), organizations });
    await fireEvent.input(headline(), { target: { value: "新しい紹介" } });
    await fireEvent.blur(headline());
    expect(await screen.findByText(/空きが足りません/)).toBeTruthy();
    expect(headline().value).toBe("新しい紹介");
    expect(toasts.list).toEqual([]);
    await fireEvent.blur(headline());
    expect(host.asked("set_field").length).toBe(2);
  });

  it("takes a change from elsewhere, but never over what is being typed", async () => {
    const host = fakeHost({ set_field: null });
    const { rerender } = render(FieldEditor, { it: view(), organizations });
    await rerender({ it: view({ text: "別の端末から" }) });
    expect(headline().value).toBe("別の端末から");
    await fireEvent.input(headline(), { target: { value: "書いている" } });
    await rerender({ it: view({ text: "また別の" }) });
    expect(headline().value).toBe("書いている");
    await fireEvent.blur(headline());
    const [edit] = host.asked("set_field") as { base: { text: string } }[];
    expect(edit?.base.text, "what the person saw when they began, so that the contradiction is found").toBe("別の端末から");
  });

  it("leads to the conflict", () => {
    fakeHost({});
    render(FieldEditor, { it: view({ conflict: "op9" }), organizations });
    expect(screen.getByRole("link", { name: "食い違いを直す" }).getAttribute("href")).toBe("#/conflict/op9");
  });

  it("is confirmed with one tap when nobody has looked at it for long", async () => {
    const host = fakeHost({ confirm: null });
    render(FieldEditor, { it: view({ stale: true, confirmed_at: null }), organizations });
    expect(screen.getByText("まだ確認していません")).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "ひとこと紹介は変更なし" }));
    expect(host.asked("confirm")).toEqual([{ fields: ["headline"], rows: [] }]);
  });
});

describe("a row", () => {
  it.each([
    [emptyBody("work"), ["employer", "from"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-04", to: "2019-03" }, ["to"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-", to: null }, ["from"]],
    [{ ...emptyBody("work"), employer: "A", from: "2019-04", to: "2019-04" }, []],
    [{ ...emptyBody("certificate"), name: "A" }, []],
    [{ ...emptyBody("certificate"), name: "A", at: "平成-04" }, ["at"]],
    [{ ...emptyBody("project"), name: "A", from: null, to: "2020-01" }, []],
    [{ ...emptyBody("project"), name: "A", from: "2021-01", to: "2020-01" }, ["to"]],
    [{ ...emptyBody("skill"), name: "あ".repeat(121) }, ["name"]],
    [{ ...emptyBody("contact"), value: "hanako" }, ["value"]],
    [{ ...emptyBody("contact"), contact: "phone", value: "03-0000-0000" }, []],
    [{ ...emptyBody("link"), url: "javascript:alert(1)" }, ["url"]],
    [{ ...emptyBody("link"), url: "https://a@b.example/" }, ["url"]],
    [{ ...emptyBody("link"), url: "https://例え.jp/道?q=1" }, []],
    [emptyBody("former_name"), ["family"]],
    [{ ...emptyBody("custom"), label: "趣味", value: "い".repeat(2001) }, ["value"]],
  ])("%#", (body, parts) => expect(Object.keys(problems(body as never))).toEqual(parts));

  it("gets the beginning of its address", () => {
    expect(tidy({ type: "link", url: " example.jp/a ", label: "" })).toEqual({ type: "link", url: "https://example.jp/a", label: "" });
    expect(tidy({ type: "link", url: "ftp://example.jp", label: "" })).toMatchObject({ url: "ftp://example.jp" });
  });

  it("goes before the right one when it is moved", () => {
    const rows = ["a", "b", "c"];
    expect(before(rows, 0, 1)).toBe("c");
    expect(before(rows, 0, 2)).toBeNull();
    expect(before(rows, 2, 0)).toBe("a");
  });

  it("falls into the nearest place", () => {
    const boxes = [0, 100, 200].map((top) => ({ top, height: 100 }));
    expect(place(boxes, 0, 40)).toBe(0);
    expect(place(boxes, 0, 60)).toBe(1);
    expect(place(boxes, 2, -500)).toBe(0);
  });
});

describe("a list of the profile", () => {
  const skills = () => [
    row("r1", { type: "skill", name: "旋盤", note: "" }, { visibility: rules }),
    row("r2", { type: "skill", name: "溶接", note: "" }),
  ];
  const sheet = () => within(screen.getByRole("dialog"));
  const menu = async (name: string, act: string) => {
    await fireEvent.click(screen.getByRole("button", { name: `「${name}」の操作` }));
    await fireEvent.click(screen.getByRole("menuitem", { name: act }));
  };

  it("says what it is for while it is empty", () => {
    fakeHost({});
    render(RowSection, { type: "certificate", rows: [], organizations });
    expect(screen.getByText(/取得した年月/)).toBeTruthy();
  });

  it("takes a new entry, and takes it back", async () => {
    const host = fakeHost({ add_row: { row: "new" }, remove_row: null });
    render(RowSection, { type: "certificate", rows: [], organizations });
    await fireEvent.click(screen.getByRole("button", { name: "資格・免許を追加" }));
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    expect(sheet().getByText("入力してください。")).toBeTruthy();
    await fireEvent.input(sheet().getByLabelText("名称"), { target: { value: "電験三種" } });
    await fireEvent.input(sheet().getByLabelText("取得年月の年"), { target: { value: "H23.11" } });
    expect(sheet().getByText("2011年11月（平成23年11月）")).toBeTruthy();
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const body = { type: "certificate", name: "電験三種", issuer: "", at: "2011-11" };
    expect(host.asked("add_row")).toEqual([{ value: { body, visibility: [] } }]);
    undo();
    await waitFor(() => expect(host.asked("remove_row")).toEqual([{ row: "new" }]));
  });

  it("changes an entry, and changes it back", async () => {
    const [first] = skills();
    const host = fakeHost({ edit_row: null, profile: profile({ skills: [{ ...first!, body: { type: "skill", name: "旋盤加工", note: "" } }] }) });
    render(RowSection, { type: "skill", rows: skills(), organizations });
    await fireEvent.click(screen.getByRole("button", { name: "「旋盤」を編集" }));
    await fireEvent.input(sheet().getByLabelText("名称"), { target: { value: "旋盤加工 " } });
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    await waitFor(() => expect(toasts.list.at(-1)?.text).toBe("「旋盤加工 」を保存しました"));
    undo();
    await waitFor(() => expect(host.asked("edit_row").length).toBe(2));
    expect(host.asked("edit_row")[1], "over what the engine made of it").toEqual({
      row: "r1",
      base: { body: { type: "skill", name: "旋盤加工", note: "" }, visibility: rules },
      value: { body: { type: "skill", name: "旋盤", note: "" }, visibility: rules },
    });
  });

  it("counts an entry that was looked at and saved as it is as confirmed", async () => {
    const host = fakeHost({ confirm: null });
    render(RowSection, { type: "skill", rows: skills(), organizations });
    await fireEvent.click(screen.getByRole("button", { name: "「溶接」を編集" }));
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    await waitFor(() => expect(host.asked("confirm")).toEqual([{ fields: [], rows: ["r2"] }]));
    expect(host.asked("edit_row")).toEqual([]);
  });

  it("gives back what was typed when the form was closed by mistake", async () => {
    fakeHost({});
    render(RowSection, { type: "skill", rows: skills(), organizations });
    await fireEvent.click(screen.getByRole("button", { name: "スキルを追加" }));
    await fireEvent.input(sheet().getByLabelText("名称"), { target: { value: "研削" } });
    await fireEvent.click(sheet().getByRole("button", { name: "閉じる" }));
    expect(toasts.list.at(-1)?.text).toBe("保存せずに閉じました");
    undo();
    await waitFor(() => expect(sheet().getByLabelText<HTMLInputElement>("名称").value).toBe("研削"));
  });

  it("marks what the engine does not take at its place", async () => {
    fakeHost({
      add_row: () => {
        throw { code: "text_too_long", field: "name" };
      },
    });
    render(RowSection, { type: "skill", rows: [], organizations });
    await fireEvent.click(screen.getByRole("button", { name: "スキルを追加" }));
    await fireEvent.input(sheet().getByLabelText("名称"), { target: { value: "研削" } });
    await fireEvent.click(sheet().getByRole("button", { name: "保存" }));
    await waitFor(() => expect(sheet().getByLabelText("名称").getAttribute("aria-invalid")).toBe("true"));
  });

  it("removes an entry, and puts it back where it was with who saw it", async () => {
    const host = fakeHost({ remove_row: null, add_row: { row: "r9" }, move_row: null });
    const { rerender } = render(RowSection, { type: "skill", rows: skills(), organizations });
    await menu("旋盤", "削除");
    await rerender({ rows: skills().slice(1) });
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label"), "the next one").toBe("「溶接」の操作"));
    undo();
    await waitFor(() => expect(host.asked("move_row")).toEqual([{ row: "r9", before: "r2" }]));
    expect(host.asked("add_row")).toEqual([{ value: { body: skills()[0]!.body, visibility: rules } }]);
  });

  it("moves an entry from its menu, which offers only what can be done", async () => {
    const host = fakeHost({ move_row: null });
    render(RowSection, { type: "skill", rows: skills(), organizations });
    await fireEvent.click(screen.getByRole("button", { name: "「旋盤」の操作" }));
    expect(screen.getAllByRole("menuitem").map((item) => item.textContent.trim())).toEqual(["下へ移す", "削除"]);
    await fireEvent.click(screen.getByRole("menuitem", { name: "下へ移す" }));
    expect(host.asked("move_row")).toEqual([{ row: "r1", before: null }]);
  });

  it("is confirmed as a whole with one tap", async () => {
    const host = fakeHost({ confirm: null });
    const rows = skills().map((each) => ({ ...each, stale: true, confirmed_at: 0 }));
    render(RowSection, { type: "skill", rows, organizations });
    await fireEvent.click(screen.getByRole("button", { name: "スキル: すべて変更なし" }));
    expect(host.asked("confirm")).toEqual([{ fields: [], rows: ["r1", "r2"] }]);
  });
});

it("knows katakana", () => {
  expect(katakana("サトウ ケンタ")).toBe(true);
  expect(katakana("ゴンザエモン・タロー")).toBe(true);
  expect(katakana("さとう")).toBe(false);
});
