import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { Contact, PageView, PersonView } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { sentence } from "../../text/failure";
import { fakeHost, organization, person } from "../../test/host";
import Person from "./Person.svelte";

const view = (contact: Contact, page: PageView | null = null): PersonView => ({
  item: {
    person: "p1", organization: "o1", name: person(), former: [{ family: "田中", family_kana: "タナカ" }], headline: "品質管理", employer: "",
    position: "", status: "current", role: "member", units: [], cohort: 2015,
  },
  organization_name: "みどり製作所", latin: "", skills: ["Python"], page, contact, is_me: false,
});
const page = (more: Partial<PageView> = {}): PageView => ({
  summary: "自己紹介です", photo: "", title: "主任", rows: [], confirmed_at: null, fetched_at: Date.now(), ...more,
});

async function shown(contact: Contact, answers: object = {}, props: { online?: boolean } = {}) {
  const host = fakeHost({
    person: view(contact), profile: { organizations: [organization("o1", "みどり製作所")] }, fetch_person: null,
    request_contact: { conversation: "c9" }, ...answers,
  });
  const it = render(Person, { person: "p1", organization: "o1", online: true, level: 1, ...props });
  await screen.findByRole("heading", { name: "佐藤 健太" });
  return { ...host, ...it };
}
const none = { conversation: null, standing: null, may_ask: false };
const fails = (code: string) => () => {
  throw { code };
};

describe("the page of a person", () => {
  beforeEach(() => {
    current.choose("ja");
    location.hash = "";
    toasts.list = [];
  });

  it("shows the card at once, and the page when it is there", async () => {
    const host = await shown(none);
    expect(screen.getByText("旧姓 田中")).toBeTruthy();
    expect(screen.getByText("Python"), "skills stand on the card").toBeTruthy();
    await waitFor(() => expect(host.asked("fetch_person")).toEqual([{ organization: "o1", person: "p1" }]));
    host.answers.person = view(none, page());
    host.change("person:p1");
    expect(await screen.findByText("自己紹介です")).toBeTruthy();
    expect(screen.getByText("みどり製作所 · 在籍者 · 主任")).toBeTruthy();
    expect(screen.getByText("2015年入社")).toBeTruthy();
  });

  it("that is not there has no heading beside the list's own", async () => {
    fakeHost({ person: fails("not_found"), profile: { organizations: [] }, fetch_person: null });
    const { rerender } = render(Person, { person: "p1", organization: "o1", online: true, level: 2 });
    await screen.findByText("この人は見つかりません。");
    expect(screen.queryByRole("heading")).toBeNull();
    await rerender({ level: 1 });
    expect(screen.getByRole("heading", { name: "仲間" })).toBeTruthy();
  });

  it("says nothing twice", async () => {
    const it = view(none);
    await shown(none, { person: { ...it, item: { ...it.item, headline: "品質管理", employer: "みどり製作所", position: "品質管理" } } });
    expect(screen.getAllByText(/みどり製作所/).filter(({ tagName }) => tagName === "P").map((each) => each.textContent)).toEqual([
      "みどり製作所 · 在籍者", expect.stringContaining("みどり製作所"),
    ]);
    expect(screen.getAllByText(/品質管理/).length).toBe(1);
  });

  it("fetches the page anew when what was kept of it was dropped", async () => {
    const host = await shown(none, { person: view(none, page()) });
    await screen.findByText("自己紹介です");
    const before = host.asked("fetch_person").length;
    host.answers.person = view(none);
    host.change("person:p1");
    await waitFor(() => expect(host.asked("fetch_person").length).toBe(before + 1));
  });

  it("says without a network what is shown, and fetches when there is one", async () => {
    const host = await shown(none, { fetch_person: fails("offline") }, { online: false });
    expect(await screen.findByText(/いまは名簿にある分だけ/)).toBeTruthy();
    host.answers.fetch_person = null;
    await host.rerender({ online: true });
    await waitFor(() => expect(screen.queryByText(/いまは名簿にある分だけ/)).toBeNull());
    expect(host.asked("fetch_person").length).toBe(2);
  });

  it("says when what is kept was fetched", async () => {
    const fetched_at = new Date(2020, 3, 1, 9, 5).getTime();
    await shown(none, { person: view(none, page({ fetched_at })), fetch_person: fails("offline") });
    expect(await screen.findByText(/2020年4月1日\(水\) 9:05 に取り込んだ内容です/)).toBeTruthy();
  });

  it("says when no more pages can be opened today", async () => {
    await shown(none, { fetch_person: fails("rate_limited") });
    expect(await screen.findByText(/今日開けるページの数/)).toBeTruthy();
  });

  it("leads to the conversation there is", async () => {
    await shown({ ...none, conversation: "c1", standing: "open" });
    expect(screen.getByRole("link", { name: "会話を開く" }).getAttribute("href")).toBe("#/messages/c1");
    expect(screen.queryByRole("button", { name: "連絡をとる" })).toBeNull();
  });

  it.each([
    ["asked" as const, /返事を待っています/],
    ["asking" as const, /連絡のお願いが届いています/],
    ["declined" as const, /今回は見送られました/],
    ["declined_by_me" as const, /あとから承認できます/],
    [null, /いま連絡のお願いを送れません/],
  ])("says how things stand: %s", async (standing, said) => {
    await shown({ ...none, conversation: standing && "c1", standing });
    expect(screen.getByText(said)).toBeTruthy();
  });

  it("asks for contact with a purpose and words, in one call", async () => {
    const host = await shown({ ...none, may_ask: true });
    await fireEvent.click(screen.getByRole("button", { name: "連絡をとる" }));
    const sheet = within(await screen.findByRole("dialog", { name: "佐藤 健太さんに連絡をとる" }));
    expect(sheet.getByText(/あなたがみどり製作所で公開している名前/), "what the other one will see").toBeTruthy();
    await fireEvent.click(sheet.getByRole("button", { name: "送信" }));
    expect(sheet.getByText("用件を選んでください。")).toBeTruthy();
    expect(sheet.getByText(sentence("empty")), "not without a word").toBeTruthy();
    expect(host.asked("request_contact")).toEqual([]);
    await fireEvent.click(sheet.getByRole("radio", { name: "キャリアの相談" }));
    await fireEvent.input(sheet.getByRole("textbox", { name: "メッセージ" }), { target: { value: "お話を伺いたいです" } });
    await fireEvent.click(sheet.getByRole("button", { name: "送信" }));
    await waitFor(() => expect(location.hash).toBe("#/messages/c9"));
    expect(host.asked("request_contact")).toEqual([
      { organization: "o1", person: "p1", purpose: "career_advice", body: "お話を伺いたいです" },
    ]);
  });

  it("keeps the words when asking is refused, and when the sheet is closed", async () => {
    await shown({ ...none, may_ask: true }, { request_contact: fails("disk_full") });
    const open = () => fireEvent.click(screen.getByRole("button", { name: "連絡をとる" }));
    const words = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "メッセージ" });
    await open();
    await fireEvent.click(await screen.findByRole("radio", { name: "そのほか" }));
    await fireEvent.input(await words(), { target: { value: "大事な文" } });
    await fireEvent.click(screen.getByRole("button", { name: "送信" }));
    expect(await screen.findByText(sentence("disk_full"))).toBeTruthy();
    expect((await words()).value).toBe("大事な文");
    await fireEvent.click(screen.getByRole("button", { name: "やめる" }));
    await open();
    expect((await words()).value).toBe("大事な文");
    expect(screen.getByRole<HTMLInputElement>("radio", { name: "そのほか" }).checked).toBe(true);
  });

  it("blocks at once, says what it means, and can be undone", async () => {
    const host = await shown(none, { block: null, unblock: null });
    expect(screen.getByText(/お互いに見えなくなり、/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "ブロック" }));
    await waitFor(() => expect(toasts.list.length).toBe(1));
    expect(host.asked("block")).toEqual([{ organization: "o1", person: "p1" }]);
    toasts.act(toasts.list[0]!.id);
    expect(host.asked("unblock")).toEqual([{ person: "p1" }]);
  });
});
