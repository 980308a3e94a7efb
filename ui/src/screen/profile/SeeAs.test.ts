import { createRawSnippet } from "svelte";
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { PersonView, SeeAs as Asked } from "../../ipc/gen/types";
import { fakeHost, organization, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import { hidden } from "./hidden";
import SeeAs from "./SeeAs.svelte";
import { field, profile, row } from "./test/profile";

const midori = { ...organization("o1", "みどり製作所"), member: { status: "alumnus" as const, role: "member" as const, units: ["u1"], cohort: 2009, title: "主任" } };
const hokusei = { ...organization("o2", "北星大学", "school"), alumni_label: "校友" };
const me = profile({
  fields: [field("family_name", "佐藤"), field("given_name", "花子"), field("headline", "設計者"), field("summary", ""), field("photo", ""), field("affiliation", "")],
  work: [row("w1", { type: "work", employer: "あおば精機", title: "", from: "2020-04", to: null, description: "" })],
  skills: [row("s1", { type: "skill", name: "旋盤", note: "" }), row("s2", { type: "skill", name: "溶接", note: "" })],
  contacts: [row("c1", { type: "contact", contact: "phone", value: "090", label: "携帯電話" })],
  organizations: [midori, hokusei],
});

const seen = (more: Partial<PersonView["item"]> = {}, rows: string[] = []): PersonView => ({
  item: {
    person: "me", organization: "o1", name: { ...person(), family: "佐藤", given: "花子", family_kana: "", given_kana: "" }, former: [], headline: "",
    employer: "", position: "", status: "alumnus", role: "member", units: [], cohort: null, ...more,
  },
  organization_name: "みどり製作所", latin: "", skills: [],
  page: {
    summary: "", photo: "", title: "", confirmed_at: null, fetched_at: null,
    rows: [...me.work, ...me.skills, ...me.contacts].filter(({ row }) => rows.includes(row)).map(({ row, body, confirmed_at }) => ({ row, body, confirmed_at })),
  },
  contact: { conversation: null, standing: null, may_ask: false }, is_me: true,
});

const frame = { chip: createRawSnippet(() => ({ render: () => "<i></i>" })) };

beforeEach(() => current.choose("ja"));

describe("what somebody does not see", () => {
  it("is told by name: a contact by what it is, a whole list as such", () => {
    expect(hidden(me, "o1", seen({}, ["w1"]))).toEqual(["ひとこと紹介", "在籍歴", "スキル（すべて）", "携帯電話"]);
    expect(hidden(me, "o1", seen({ headline: "設計者", units: ["設計"] }, ["w1", "s1"]))).toEqual(["スキル: 溶接", "携帯電話"]);
  });

  it("is only what is written: neither an empty text nor what the organisation does not say", () => {
    expect(hidden(me, "o2", seen({ headline: "設計者" }, ["w1", "s1", "s2", "c1"]))).toEqual([]);
  });
});

describe("the own page as others see it", () => {
  const host = (answer: (asked: Asked) => unknown) =>
    fakeHost({
      profile: me,
      see_as: answer,
      people: { items: [{ ...seen().item, person: "person-加藤", name: person("加藤", "健太"), headline: "" }], total: 1, everybody: 1, ready: true },
    });

  it("is asked for by class, and by whether one is connected", async () => {
    const { asked } = host(({ status, role }) => ({ class: { status, role }, viewer: null, person: seen({}, ["w1"]) }));
    render(SeeAs, { frame });
    expect(await screen.findByRole("heading", { name: "アルムナイからは、次のように見えます" })).toBeTruthy();
    expect(screen.getByText("あおば精機")).toBeTruthy();
    expect(screen.getByText("携帯電話", { selector: "li" })).toBeTruthy();
    await fireEvent.change(screen.getByLabelText("誰から見るか"), { target: { value: "current" } });
    await fireEvent.click(screen.getByLabelText("事務局の人"));
    await fireEvent.click(screen.getByLabelText("つながっている"));
    expect(await screen.findByRole("heading", { name: "在籍者 · 事務局 · つながっているからは、次のように見えます" })).toBeTruthy();
    await waitFor(() => expect(asked("see_as").at(-1)).toEqual({ organization: "o1", status: "current", role: "organizer", connected: true, viewer: null }));
  });

  it("is asked for as a certain person of that organisation", async () => {
    const { asked } = host(({ status, role, viewer }) => ({ class: { status, role }, viewer: viewer ? person("加藤", "健太") : null, person: seen() }));
    render(SeeAs, { frame });
    await fireEvent.change(await screen.findByLabelText("組織"), { target: { value: "o2" } });
    await fireEvent.input(screen.getByLabelText("特定の人を名前で探す"), { target: { value: "かとう" } });
    await fireEvent.click(await screen.findByRole("button", { name: /加藤 健太/ }));
    await waitFor(() => expect(asked("see_as").at(-1)).toMatchObject({ organization: "o2", viewer: "person-加藤" }));
    expect((asked("people").at(-1) as { filter: unknown }).filter).toMatchObject({ organization: "o2", text: "かとう" });
    await fireEvent.click(screen.getByRole("button", { name: "特定の人をやめる" }));
    await waitFor(() => expect(asked("see_as").at(-1)).toMatchObject({ viewer: null }));
  });

  it("says so when one is not in their directory at all", async () => {
    host(({ status, role }) => ({ class: { status, role }, viewer: null, person: null }));
    render(SeeAs, { frame });
    expect(await screen.findByText("この相手の名簿に、あなたは載りません。")).toBeTruthy();
  });

  it("says so when there is nobody to see it", async () => {
    const { asked } = fakeHost({ profile: { ...me, organizations: [] } });
    render(SeeAs, { frame });
    expect(await screen.findByText(/誰にも見えません/)).toBeTruthy();
    expect(asked("see_as")).toEqual([]);
  });
});
