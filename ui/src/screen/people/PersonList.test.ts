import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PeopleParams, PersonItem } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { fakeHost, organization } from "../../test/host";
import PersonList from "./PersonList.svelte";

vi.mock("../../kit/Rows.svelte", () => import("../../test/AllRows.svelte"));

const chip = createRawSnippet(() => ({ render: () => "<span></span>" }));
const item = (family: string, family_kana: string, more: Partial<PersonItem> = {}): PersonItem => ({
  person: family, organization: "o1", name: { person: family, family, given: "花子", family_kana, given_kana: "ハナコ" }, former: [],
  headline: "", employer: "", position: "", status: "alumnus", role: "member", units: [], cohort: null, ...more,
});
const people = [
  item("阿部", "アベ", { former: [{ family: "田中", family_kana: "タナカ" }], employer: "あおぞら", position: "編集", units: ["制御技術部"], cohort: 2015 }),
  item("石川", "イシカワ", { organization: "o2", headline: "品質の仕事" }),
  item("加藤", "カトウ"),
];
const choices = {
  units: [], cohorts: [{ value: "2015", label: "2015", count: 1 }], employers: [{ value: "あおぞら", label: "あおぞら", count: 1 }], skills: [],
  statuses: [{ value: "current", label: "", count: 2 }],
};

async function shown(answers: object = {}, all = people, selected: string | null = null) {
  const host = fakeHost({
    people: ({ filter }: PeopleParams) => {
      const items = all.filter(({ name }) => name.family.includes(filter.text));
      return { items, total: items.length, everybody: all.length, ready: true };
    },
    people_choices: choices,
    profile: { organizations: [organization("o1", "みどり製作所"), organization("o2", "北星大学", "school")] },
    inbox: [],
    ...answers,
  });
  render(PersonList, { chip, selected, organization: selected && "o1", quiet: true });
  await waitFor(() => expect(host.asked("people").length).toBeGreaterThan(0));
  return host;
}
const filters = (host: Awaited<ReturnType<typeof shown>>) => host.asked("people").map((params) => (params as PeopleParams).filter);
const search = () => screen.findByRole("searchbox", { name: /名前・よみ/ });

describe("the list of people", () => {
  beforeEach(() => current.choose("ja"));

  it("shows who they are, by the first kana of their names", async () => {
    await shown();
    const list = within(await screen.findByRole("list", { name: "仲間の一覧" }));
    expect(list.getByText("旧姓 田中 · みどり製作所 · 制御技術部 · 2015年入社")).toBeTruthy();
    expect(list.getByText("あおぞら · 編集"), "where there is no headline").toBeTruthy();
    expect(list.getByText("品質の仕事")).toBeTruthy();
    expect(list.getByText("か"), "above the first of them").toBeTruthy();
    expect(list.queryByText("あ"), "the first stands above the list").toBeNull();
    expect(screen.getByText("あ")).toBeTruthy();
    expect(screen.getByRole("status").textContent?.trim()).toBe("3 件");
  });

  it("is searched at once, says how many are left, and can be cleared", async () => {
    const host = await shown();
    await fireEvent.input(await search(), { target: { value: "石川" } });
    await waitFor(() => expect(screen.getByRole("status").textContent?.trim()).toBe("3 件のうち 1 件"));
    await fireEvent.input(await search(), { target: { value: "いない" } });
    await fireEvent.click(await screen.findByRole("button", { name: "絞り込みをやめる" }));
    await waitFor(() => expect(screen.getByRole("status").textContent?.trim()).toBe("3 件"));
    expect(filters(host).at(-1)?.text).toBe("");
  });

  it("is narrowed down by what people have, in the words of the organisations", async () => {
    const host = await shown();
    expect(await screen.findByRole("button", { name: "期・卒業年度" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "部署・学部" }), "what nobody has is not offered").toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "状態" }));
    await fireEvent.click(await screen.findByRole("checkbox", { name: /在籍者・在校生/ }));
    await waitFor(() => expect(filters(host).at(-1)).toMatchObject({ statuses: ["current"], connected: false }));
  });

  it("offers units below the name of their organisation", async () => {
    const unit = (value: string, label: string) => ({ value, label, count: 1 });
    await shown({ people_choices: { ...choices, units: [unit("u1", "みどり製作所 技術本部"), unit("u2", "みどり製作所 営業部"), unit("u3", "北星大学 工学部")] } });
    await fireEvent.click(await screen.findByRole("button", { name: "部署・学部" }));
    const sheet = within(await screen.findByRole("dialog"));
    expect(sheet.getAllByRole("heading", { level: 3 }).map((each) => each.textContent)).toEqual(["みどり製作所", "北星大学"]);
    expect(sheet.getAllByRole("checkbox").map((each) => each.parentElement?.querySelector(".name")?.textContent)).toEqual(["技術本部", "営業部", "工学部"]);
  });

  it("is of one organisation when one is chosen", async () => {
    const host = await shown();
    await fireEvent.click(await screen.findByRole("button", { name: "組織: すべて" }));
    await fireEvent.click(screen.getByRole("menuitem", { name: "北星大学" }));
    await waitFor(() => expect(filters(host).at(-1)?.organization).toBe("o2"));
    expect(host.asked("people_choices").at(-1)).toEqual({ organization: "o2" });
  });

  it("says that somebody asks for contact", async () => {
    await shown({ inbox: [{ conversation: "c1", standing: "asking" }, { conversation: "c2", standing: "open" }] });
    const link = await screen.findByRole("link", { name: /連絡のお願いが 1 件届いています/ });
    expect(link.getAttribute("href")).toBe("#/people/requests");
  });

  it("says that there is nobody yet", async () => {
    await shown({}, []);
    expect(await screen.findByText(/まだ仲間はいません/)).toBeTruthy();
  });
});
