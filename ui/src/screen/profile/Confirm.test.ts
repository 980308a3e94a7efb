import { createRawSnippet } from "svelte";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { ProfileView } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import Confirm from "./Confirm.svelte";
import { confirmedAt, items } from "./lists";
import { field, profile, row } from "./test/profile";

const stale = { stale: true, confirmed_at: 1_700_000_000_000 };
const frame = { start: { me: person() } as never, chip: createRawSnippet(() => ({ render: () => "<i></i>" })) };
const all = () =>
  profile({
    fields: [field("family_name", "佐藤"), field("headline", "設計者", stale), field("summary", "")],
    work: [row("r1", { type: "work", employer: "みどり製作所", title: "主任", from: "2009-04", to: "2020-03", description: "" }, stale)],
    contacts: [row("r2", { type: "contact", contact: "phone", value: "090", label: "携帯電話" }, stale)],
  });
const heading = () => screen.getByRole("heading", { level: 2 }).textContent;
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

/** A host that keeps what is confirmed. */
function host(state: ProfileView = all()) {
  const it = fakeHost({
    profile: () => structuredClone(state),
    set_field: null,
    edit_row: null,
    confirm: ({ fields, rows }: { fields: string[]; rows: string[] }) => {
      for (const each of state.fields) if (fields.includes(each.field)) Object.assign(each, { stale: false });
      for (const each of [...state.work, ...state.contacts]) if (rows.includes(each.row)) Object.assign(each, { stale: false });
      it.change("profile");
    },
  });
  return it;
}

beforeEach(() => {
  void current.choose("ja");
  toasts.list = [];
});

describe("what has not been confirmed for long", () => {
  it("is asked for one by one, and each is confirmed with one tap", async () => {
    const { asked } = host();
    render(Confirm, { frame });
    expect(await screen.findByText("残り 3 件")).toBeTruthy();
    expect(heading()).toBe("ひとこと紹介");
    await press("変更なし");
    await waitFor(() => expect(heading()).toBe("職歴: みどり製作所"));
    expect(document.activeElement, "a keyboard goes on from there").toBe(screen.getByRole("heading", { level: 2 }));
    expect(screen.getByText("2009年4月 – 2020年3月")).toBeTruthy();
    await press("変更なし");
    await waitFor(() => expect(heading()).toBe("連絡先: 090"));
    await press("変更なし");
    expect(await screen.findByText("確認が必要なものはありません。")).toBeTruthy();
    expect(asked("confirm")).toEqual([
      { fields: ["headline"], rows: [] }, { fields: [], rows: ["r1"] }, { fields: [], rows: ["r2"] },
    ]);
  });

  it("is the name as one, with all its parts", async () => {
    const names = [field("family_name", "佐藤", stale), field("given_name", "花子", stale), field("family_kana", "サトウ")];
    const { asked } = host({ ...all(), fields: [...names, field("headline", "設計者", stale)] });
    render(Confirm, { frame });
    expect(await screen.findByText("残り 5 件")).toBeTruthy();
    expect(heading()).toBe("氏名");
    await press("変更する");
    expect(screen.getAllByRole("textbox").map((each) => (each as HTMLInputElement).value)).toEqual(["佐藤", "花子", "サトウ"]);
    expect(screen.queryByRole("button", { name: /変更なし/ }), "one goes on with one button").toBeNull();
    await press("次へ");
    await waitFor(() => expect(heading()).toBe("ひとこと紹介"));
    expect(asked("confirm"), "what was not changed there still holds").toEqual([{ fields: ["family_name", "given_name", "family_kana"], rows: [] }]);
  });

  it("can be left for later, and comes back when asked", async () => {
    const { asked } = host();
    render(Confirm, { frame });
    await screen.findByText("残り 3 件");
    for (let left = 0; left < 3; left++) await press("あとで");
    expect(await screen.findByText("あとにしたものが 3 件あります。")).toBeTruthy();
    expect(asked("confirm")).toEqual([]);
    await press("あとにしたものを確認する");
    expect(heading()).toBe("ひとこと紹介");
  });

  it("is changed on the spot, and stays there until one goes on", async () => {
    const { asked } = host();
    render(Confirm, { frame });
    await screen.findByText("残り 3 件");
    await press("変更する");
    const editor = screen.getByRole("textbox", { name: "ひとこと紹介" });
    await fireEvent.input(editor, { target: { value: "品質保証" } });
    await fireEvent.blur(editor);
    await waitFor(() => expect(asked("set_field").length).toBe(1));
    await press("次へ");
    await waitFor(() => expect(heading()).toBe("職歴: みどり製作所"));
  });

  it("is changed in its form; a form that is closed changes nothing", async () => {
    const { asked } = host();
    render(Confirm, { frame });
    await screen.findByText("残り 3 件");
    await press("あとで");
    await press("変更する");
    await fireEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "やめる" }));
    expect(heading()).toBe("職歴: みどり製作所");
    await press("変更する");
    const form = within(screen.getByRole("dialog"));
    await fireEvent.input(form.getByLabelText("勤務先"), { target: { value: "みどり製作所（株）" } });
    await fireEvent.click(form.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(heading()).toBe("連絡先: 090"));
    expect(asked("edit_row").length).toBe(1);
  });

  it("stays when it could not be confirmed", async () => {
    const it = host();
    it.answers.confirm = () => {
      throw { code: "disk_full" };
    };
    render(Confirm, { frame });
    await screen.findByText("残り 3 件");
    await press("変更なし");
    await waitFor(() => expect(toasts.list.at(-1)?.text).toMatch(/空きが足りません/));
    expect(heading()).toBe("ひとこと紹介");
  });
});

describe("when a part of the profile was confirmed", () => {
  it("is the oldest date of it, and none as long as one never was", () => {
    const dated = (at: number | null) => row(`r${at}`, { type: "skill", name: "a", note: "" }, { confirmed_at: at });
    expect(confirmedAt(items(profile({ skills: [dated(20), dated(10)] })))).toBe(10);
    expect(confirmedAt(items(profile({ skills: [dated(20), dated(null)] })))).toBeNull();
    expect(confirmedAt(items(profile({ fields: [field("summary", "")] }))), "there is nothing to confirm").toBeUndefined();
  });
});
