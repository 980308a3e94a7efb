import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { DeskView, MemberItem, OrganizationItem, ReportItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { fakeHost, person } from "../../test/host";
import { current } from "../../text/locale.svelte";
import Desk from "./Desk.svelte";
import { follows } from "./follows";
import Members from "./Members.svelte";
import Reports from "./Reports.svelte";
import { views } from "./views.svelte";

const chip = createRawSnippet(() => ({ render: () => "<span></span>" }));
const desk: DeskView = {
  organization: "o1", name: "みどり製作所", alumni: 1284, current: 312, candidates: 18, published: 3, drafts: 2, reports: 1, unread: 0, ready: true,
};
const units = [{ id: "u1", path: "技術本部", name: "技術本部", depth: 0 }, { id: "u2", path: "技術本部 制御部", name: "制御部", depth: 1 }];
const profile = {
  organizations: [{ id: "o1", name: "みどり製作所", kind: "company", alumni_label: "みどり会", units } as Partial<OrganizationItem>],
};
const frame = { chip, start: { me: person("私"), desks: [{ organization: "o1", name: "みどり製作所" }] } };
const member = (more: Partial<MemberItem> = {}): MemberItem => ({
  person: "p1", membership: "m1", name: person("阿部", "真由美"), value: { status: "current", role: "member", units: ["u1"], cohort: 2008, title: "課長" },
  units: ["技術本部"], since: 0, history: [], listed: true, conversation: null, pending: false, refused: null, conflict: null, ...more,
});

beforeEach(() => {
  current.choose("ja");
  toasts.list = [];
  views.members = {};
  location.hash = "";
});

describe("the front of a desk", () => {
  it("says how many, and each number leads to its list", async () => {
    fakeHost({ desk, profile });
    render(Desk, { route: { organization: "o1" }, frame });
    await screen.findByText("みどり会");
    const alumni = screen.getByRole("link", { name: /みどり会/ });
    expect(alumni.textContent).toContain("1,284");
    await fireEvent.click(alumni);
    expect(alumni.getAttribute("href")).toBe("#/desk/o1/members");
    expect(views.members).toEqual({ status: ["alumnus"] });
    expect(screen.getByRole("link", { name: /対応待ちの通報/ }).getAttribute("href")).toBe("#/desk/o1/reports");
    expect(screen.queryByText(/未読のある会話/), "nothing waits there").toBeNull();
  });

  it("leads to what was reported also when nothing waits", async () => {
    fakeHost({ desk: { ...desk, reports: 0 }, profile });
    render(Desk, { route: { organization: "o1" }, frame });
    expect((await screen.findByRole("link", { name: "通報" })).getAttribute("href")).toBe("#/desk/o1/reports");
  });

  it("is opened at once for the only organisation, and chosen among several", async () => {
    fakeHost({ desk, profile });
    const { unmount } = render(Desk, { route: { organization: null }, frame });
    await waitFor(() => expect(location.hash).toBe("#/desk/o1"));
    unmount();
    const two = [...frame.start.desks, { organization: "o2", name: "北星大学" }];
    render(Desk, { route: { organization: null }, frame: { ...frame, start: { ...frame.start, desks: two } } });
    expect(screen.getByRole("link", { name: "北星大学" }).getAttribute("href")).toBe("#/desk/o2");
  });

  it("says when one does not work there", async () => {
    fakeHost({ profile });
    render(Desk, { route: { organization: "o9" }, frame });
    expect(await screen.findByText("事務局として働く組織はありません。")).toBeTruthy();
  });
});

describe("members", () => {
  async function shown(item: MemberItem, answers = {}) {
    const list = { items: [item], total: 250, everybody: 250 };
    const host = fakeHost({ desk, profile, members: list, set_member: null, start_desk: { conversation: "c7" }, ...answers });
    render(Members, { route: { organization: "o1" }, frame });
    await screen.findByRole("table");
    return host;
  }
  const open = async () => {
    await fireEvent.click(screen.getByRole("button", { name: /阿部 真由美/ }));
    return within(await screen.findByRole("dialog"));
  };

  it("are asked for by what was chosen, a page at a time", async () => {
    views.members = { status: ["candidate"] };
    const host = await shown(member());
    expect(host.asked("members")[0]).toMatchObject({ organization: "o1", statuses: ["candidate"], offset: 0, limit: 100 });
    await fireEvent.click(screen.getByRole("button", { name: "次へ" }));
    await waitFor(() => expect(host.asked("members").at(-1)).toMatchObject({ offset: 100 }));
    await fireEvent.input(screen.getByRole("searchbox"), { target: { value: "あべ" } });
    await waitFor(() => expect(host.asked("members").at(-1)).toMatchObject({ text: "あべ", offset: 0 }));
  });

  it("change with what was seen as base, after what follows is said, and can be undone", async () => {
    const host = await shown(member());
    const sheet = await open();
    await fireEvent.click(sheet.getByRole("radio", { name: "みどり会" }));
    expect(sheet.getByText("本人のアカウントとプロフィールはそのままです。")).toBeTruthy();
    await fireEvent.click(sheet.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const seen = { status: "current", role: "member", units: ["u1"], cohort: 2008, title: "課長" };
    expect(host.asked("set_member")).toEqual([{ organization: "o1", person: "p1", base: seen, value: { ...seen, status: "alumnus" } }]);
    toasts.act(toasts.list[0]!.id);
    await waitFor(() => expect(host.asked("set_member")[1]).toMatchObject({ base: { status: "alumnus" }, value: seen }));
  });

  it("belong to units, chosen from the tree", async () => {
    const host = await shown(member());
    const sheet = await open();
    await fireEvent.click(sheet.getByRole("button", { name: /部署・学部/ }));
    await fireEvent.click(sheet.getByRole("checkbox", { name: "技術本部 制御部" }));
    await fireEvent.click(sheet.getByRole("checkbox", { name: "技術本部" }));
    await fireEvent.click(sheet.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(host.asked("set_member")[0]).toMatchObject({ value: { units: ["u2"] } }));
  });

  it("stay as they were when the change is refused", async () => {
    await shown(member(), {
      set_member: () => {
        throw { code: "invalid", field: "cohort" };
      },
    });
    const sheet = await open();
    await fireEvent.input(sheet.getByRole("textbox", { name: /期・卒業年度/ }), { target: { value: "８" } });
    await fireEvent.click(sheet.getByRole("button", { name: "保存" }));
    expect(await sheet.findByText("西暦の年を 4 けたの数字で入力してください。")).toBeTruthy();
    expect(sheet.getByRole<HTMLInputElement>("textbox", { name: /期・卒業年度/ }).value).toBe("8");
  });

  it("cannot change their own role", async () => {
    await shown(member({ person: "person-私" }));
    const sheet = await open();
    expect(sheet.queryByRole("radio", { name: "事務局" })).toBeNull();
    expect(sheet.getByText(/ご自分の役割は変えられません/)).toBeTruthy();
  });

  it("are written to from the desk", async () => {
    const host = await shown(member());
    await fireEvent.click((await open()).getByRole("button", { name: "メッセージを送る" }));
    await waitFor(() => expect(location.hash).toBe("#/messages/c7"));
    expect(host.asked("start_desk")).toEqual([{ organization: "o1", person: "p1" }]);
  });

  it("show what waits, was refused or contradicts", async () => {
    await shown(member({ conflict: "op5" }));
    expect(screen.getByRole("link", { name: "食い違いを直す" }).getAttribute("href")).toBe("#/conflict/op5");
  });
});

describe("what follows", () => {
  const before = member().value;
  it.each([
    [{}, 0],
    [{ status: "alumnus" }, 3],
    [{ role: "organizer" }, 1],
    [{ title: "部長" }, 1],
    [{ status: "candidate", role: "organizer" }, 5],
  ] as const)("%o", (more, count) => expect(follows(before, { ...before, ...more }).length).toBe(count));

  it("is nothing for what is written in another way", () => {
    expect(follows({ status: "current", role: "member" }, { status: "current", role: "member", units: [], cohort: null, title: "" })).toEqual([]);
  });
});

describe("reports", () => {
  const report = (id: string, more: Partial<ReportItem> = {}): ReportItem => ({
    report: id, reporter: person("石川"), reported: person("大西"), reason: "harassment", note: `こと ${id}`, messages: [], at: 1, closed: null,
    closed_by: null, pending: false, ...more,
  });

  async function shown(items: ReportItem[], answers = {}) {
    const host = fakeHost({ desk, reports: items, close_report: null, ...answers });
    render(Reports, { route: { organization: "o1" }, frame });
    await waitFor(() => expect(host.asked("reports").length).toBe(1));
    return host;
  }

  it("wait in the order in which they came, and then stand as done", async () => {
    await shown([report("b", { at: 2 }), report("z", { closed: { by: "p", at: 9, note: "注意した" }, closed_by: person("私") }), report("a")]);
    const waiting = within(await screen.findByRole("region", { name: "対応待ち" }));
    expect(waiting.getAllByText(/^こと/).map((it) => it.textContent)).toEqual(["こと a", "こと b"]);
    const done = within(screen.getByRole("region", { name: "対応済み" }));
    expect(done.getByText("注意した")).toBeTruthy();
    expect(done.queryByRole("button")).toBeNull();
  });

  it("show the reported messages, as text, by whom", async () => {
    await shown([report("a", { messages: [{ by_reported: true, body: "<img src=x>", at: 1 }, { by_reported: false, body: "やめて", at: 2 }] })]);
    const quotes = await screen.findAllByRole("figure");
    expect(quotes.map((each) => each.textContent?.replace(/\s+/g, " "))).toEqual([
      expect.stringMatching(/大西.*<img src=x>/),
      expect.stringMatching(/石川.*やめて/),
    ]);
  });

  it("are closed with a note, of which nothing is lost", async () => {
    const host = await shown([report("a")]);
    await fireEvent.click(await screen.findByRole("button", { name: /対応済みにする/ }));
    await fireEvent.input(screen.getByRole("textbox"), { target: { value: "本人に伝えた" } });
    await fireEvent.click(screen.getByRole("button", { name: "やめる" }));
    await fireEvent.click(screen.getByRole("button", { name: /対応済みにする/ }));
    const sheet = within(screen.getByRole("dialog"));
    expect(sheet.getByRole<HTMLTextAreaElement>("textbox").value).toBe("本人に伝えた");
    await fireEvent.click(sheet.getByRole("button", { name: "対応済みにする" }));
    await waitFor(() => expect(host.asked("close_report")).toEqual([{ organization: "o1", report: "a", note: "本人に伝えた" }]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("say when there are none", async () => {
    await shown([]);
    expect(await screen.findByText("通報はありません。")).toBeTruthy();
  });
});
