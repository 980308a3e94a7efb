import { createRawSnippet } from "svelte";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, organization, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import Profile from "./Profile.svelte";
import { field, profile, row } from "./test/profile";

const frame = { start: { me: person(), desks: [{ organization: "o1", name: "みどり製作所" }] }, chip: createRawSnippet(() => ({ render: () => "<i></i>" })) } as never;
const members = [{ organization: "o1", audience: "members" as const }];
const midori = { ...organization("o1", "みどり製作所"), member: { status: "alumnus" as const, role: "organizer" as const, cohort: 2009 } };
const me = (more: Parameters<typeof profile>[0] = {}) =>
  profile({
    fields: [field("family_name", "佐藤", { visibility: members }), field("given_name", "花子"), field("photo", ""), field("affiliation", "")],
    organizations: [midori],
    ...more,
  });
const regions = () => screen.getAllByRole("region").map((region) => within(region).getAllByRole("heading")[0]?.textContent);

beforeEach(() => {
  void current.choose("ja");
  toasts.list = [];
});

describe("the own profile", () => {
  it("shows the usual lists, and the others where one adds something", async () => {
    fakeHost({ profile: me({ languages: [row("r1", { type: "language", name: "英語", level: "" })] }) });
    render(Profile, { frame });
    await screen.findByText("佐藤 花子");
    expect(regions()).toEqual(["基本", "在籍歴", "職歴", "学歴", "スキル", "連絡先", "語学"]);
    await fireEvent.click(screen.getByRole("button", { name: "項目を追加" }));
    expect(screen.getByRole("button", { name: "旧姓を追加" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "その他を追加" })).toBeTruthy();
  });

  it("opens the form of a list that has nothing in it yet, and puts the list away again", async () => {
    fakeHost({ profile: me() });
    render(Profile, { frame });
    await fireEvent.click(await screen.findByRole("button", { name: "項目を追加" }));
    await fireEvent.click(screen.getByRole("button", { name: "旧姓を追加" }));
    const form = within(await screen.findByRole("dialog"));
    expect(form.getByLabelText(/姓のフリガナ/)).toBeTruthy();
    await fireEvent.click(form.getByRole("button", { name: "やめる" }));
    await waitFor(() => expect(regions()).not.toContain("旧姓"));
  });

  it("says what the organisation says, and lets one choose only who sees it", async () => {
    const { asked } = fakeHost({ profile: me(), set_field: null });
    render(Profile, { frame });
    const section = within(await screen.findByRole("region", { name: "在籍歴" }));
    expect(section.getByText("アルムナイ · 事務局")).toBeTruthy();
    expect(section.getByText("2009年入社")).toBeTruthy();
    expect(section.queryByRole("textbox")).toBeNull();
    await fireEvent.click(section.getByRole("button", { name: "在籍歴の公開範囲: 自分だけ" }));
    const sheet = within(screen.getByRole("dialog"));
    await fireEvent.change(sheet.getByLabelText("みどり製作所"), { target: { value: "current" } });
    await fireEvent.click(sheet.getByRole("button", { name: "保存" }));
    expect(asked("set_field")).toEqual([
      { field: "affiliation", base: { text: "", visibility: [] }, value: { text: "", visibility: [{ organization: "o1", audience: "current" }] } },
    ]);
  });

  it("leads to what has not been confirmed for long", async () => {
    const old = { stale: true, confirmed_at: null };
    fakeHost({ profile: me({ skills: [row("r1", { type: "skill", name: "旋盤", note: "" }, old), row("r2", { type: "skill", name: "溶接", note: "" }, old)] }) });
    render(Profile, { frame });
    expect(await screen.findByText("まだ確認していない、または半年以上前に確認したものが 2 件あります。")).toBeTruthy();
    expect(screen.getByRole("link", { name: "順に確認する" }).getAttribute("href")).toBe("#/profile/confirm");
    expect(screen.getAllByText("まだ確認していません").length, "said of both together").toBe(1);
    expect(screen.getByRole("button", { name: "スキル: すべて変更なし" })).toBeTruthy();
  });

  it("says beside an entry how old it is where they differ", async () => {
    const of = (id: string, name: string, confirmed_at: number | null) => row(id, { type: "skill", name, note: "" }, { stale: true, confirmed_at });
    fakeHost({ profile: me({ skills: [of("r1", "旋盤", null), of("r2", "溶接", 1_700_000_000_000)] }) });
    render(Profile, { frame });
    expect(await screen.findByRole("button", { name: "溶接は変更なし" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "旋盤は変更なし" }), "as old as the head says").toBeNull();
  });

  it("leads those who work at a desk there, where no bar does", async () => {
    fakeHost({ profile: me() });
    render(Profile, { frame });
    expect((await screen.findByRole("link", { name: "事務局" })).getAttribute("href")).toBe("#/desk");
  });

  it("says so when one is in no directory because the family name is hidden", async () => {
    fakeHost({ profile: me({ fields: [field("family_name", "佐藤")] }) });
    render(Profile, { frame });
    expect(await screen.findByText(/どの組織の名簿にも載っていません/)).toBeTruthy();
  });

  it("says why when it cannot be read, and tries again", async () => {
    const host = fakeHost({
      profile: () => {
        throw { code: "storage" };
      },
    });
    render(Profile, { frame });
    const again = await screen.findByRole("button", { name: "もう一度" });
    host.answers.profile = me();
    await fireEvent.click(again);
    expect(await screen.findByText("佐藤 花子")).toBeTruthy();
  });
});
