import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { tick } from "svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ConversationPage, ConversationState, MessageItem } from "../../ipc/gen/types";
import { attention } from "../../kit/attention.svelte";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost, person } from "../../test/host";
import Conversation from "./Conversation.svelte";

// Only what is seen is in the page, and here nothing has a height: every row is shown.
vi.mock("../../kit/Rows.svelte", () => import("../../test/AllRows.svelte"));

const message = (id: string, more: Partial<MessageItem> = {}): MessageItem => ({
  id, seq: 1, mine: false, author: null, body: `文 ${id}`, about: null, at: 0, edited: false, deleted: false, state: "sent", op: null, code: null, attachments: [],
  ...more,
});
const page = (more: Partial<ConversationPage> = {}): ConversationPage => ({
  conversation: "c1", kind: "direct", standing: "open", purpose: null, with: person(), organization_id: "o1", organization: "みどり製作所",
  items: [message("a"), message("b", { mine: true })], before: null, after: null, unread: 0, draft: "", draft_attachments: [], ready: true, ...more,
});

async function shown(more: Partial<ConversationPage> = {}, at: string | null = null) {
  const host = fakeHost({
    conversation: page(more), mark_read: null, answer_request: null, unblock: null, block: null, report: null, send_message: { message: "n" },
    discard: null, save_draft: null,
  });
  render(Conversation, { id: "c1", at, level: 1 });
  await screen.findByRole("log");
  await tick();
  return host;
}
const composer = () => screen.queryByRole("textbox");
const standing = (standing: ConversationState, more: Partial<ConversationPage> = {}) => shown({ standing, purpose: "career_advice", ...more });

describe("a conversation", () => {
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
    attention.here = true;
    location.hash = "";
  });

  it("can be written in while it is open, and is read by looking at it", async () => {
    const host = await standing("open", { unread: 1 });
    expect(composer()).toBeTruthy();
    expect(screen.getByText("みどり製作所 · キャリアの相談"), "where from, and what it began with").toBeTruthy();
    await waitFor(() => expect(host.asked("mark_read")).toEqual([{ conversation: "c1" }]));
  });

  it("waits calmly for an answer, and what was sent can be changed", async () => {
    await standing("asked", { items: [message("b", { mine: true })] });
    expect(composer()).toBeNull();
    expect(screen.getByText(/返事をお待ちください/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "メッセージの操作" }));
    await fireEvent.click(screen.getByRole("menuitem", { name: "編集" }));
    await waitFor(() => expect(composer()).toHaveProperty("value", "文 b"));
  });

  it("lets the one who asks say it anew when it was refused", async () => {
    await standing("asked", { items: [message("b", { mine: true, seq: null, state: "refused", op: "op1", code: "invalid" })] });
    expect(composer()).toBeTruthy();
  });

  it("sends a refused message about an offer again about the same", async () => {
    const about = { offer: "f1", organization: "o1", title: "求人" };
    const host = await shown({ items: [message("b", { mine: true, seq: null, state: "refused", op: "op1", code: "invalid", about })] });
    await fireEvent.click(screen.getByRole("button", { name: "編集して再送" }));
    await waitFor(() => expect(composer()).toHaveProperty("value", "文 b"));
    await fireEvent.click(screen.getByRole("button", { name: "送信" }));
    await waitFor(() => expect(host.asked("send_message")).toEqual([{ conversation: "c1", body: "文 b", about: "f1", again: "op1" }]));
  });

  it("shows who asks and what for, and tells them nothing by being opened", async () => {
    const host = await standing("asking", { unread: 1, items: [message("a")] });
    expect(composer()).toBeNull();
    expect(screen.getByText("佐藤 健太さん（みどり製作所）から、連絡のお願いです。")).toBeTruthy();
    expect(screen.getByText("用件: キャリアの相談")).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "承認: 佐藤 健太" }));
    await waitFor(() => expect(host.asked("answer_request")).toEqual([{ conversation: "c1", accept: true }]));
    expect(host.asked("mark_read")).toEqual([]);
  });

  it.each([
    ["declined" as const, /今回は見送られました/],
    ["declined_by_me" as const, /あとから承認できます/],
    ["blocked" as const, /ブロック中です/],
  ])("cannot be written in: %s", async (state, said) => {
    await standing(state);
    expect(composer()).toBeNull();
    expect(screen.getByText(said)).toBeTruthy();
    await fireEvent.click(screen.getAllByRole("button", { name: "メッセージの操作" })[1]!);
    expect(screen.queryByRole("menuitem", { name: "編集" }), "a changed message would be read anew").toBeNull();
  });

  it("is unblocked where it is blocked", async () => {
    const host = await standing("blocked");
    await fireEvent.click(screen.getByRole("button", { name: "ブロックを解除" }));
    expect(host.asked("unblock")).toEqual([{ person: "person-佐藤" }]);
  });

  it("reports a message of the other one, with that message chosen", async () => {
    await shown();
    await fireEvent.click(screen.getAllByRole("button", { name: "メッセージの操作" })[0]!);
    await fireEvent.click(screen.getByRole("menuitem", { name: "通報" }));
    const sheet = within(await screen.findByRole("dialog"));
    expect((await sheet.findByRole<HTMLInputElement>("checkbox", { name: /文 a/ })).checked).toBe(true);
    expect(sheet.getByRole<HTMLInputElement>("checkbox", { name: /文 b/ }).checked).toBe(false);
  });

  it("with a desk is with the organisation, and shows what offers it is about", async () => {
    const hidden = { offer: "f2", organization: "o1", title: "" };
    await shown({
      kind: "with_desk",
      items: [message("a", { about: { offer: "f1", organization: "o1", title: "技術職" } }), message("b", { about: hidden })],
    });
    expect(screen.getByRole("heading", { name: "みどり製作所" })).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "みどり製作所の事務局へのメッセージ" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "技術職" }).getAttribute("href")).toBe("#/offers/o1/f1");
    expect(screen.getByText("表示できない求人").closest("a")).toBeNull();
    expect(screen.queryByRole("button", { name: "会話の操作" }), "a desk is no person to block").toBeNull();
  });

  it("at a desk names whoever wrote", async () => {
    await shown({ kind: "at_desk", items: [message("a"), message("b", { author: person("石川") }), message("c", { mine: true })] });
    expect(screen.getAllByText(/健太$/).map((each) => each.textContent)).toEqual(["佐藤 健太", "佐藤 健太", "石川 健太"]);
  });

  const asked = (host: Awaited<ReturnType<typeof shown>>) =>
    host.asked("conversation").map((params) => (params as { around?: string }).around);

  it("opened at a message far up it reads what is new as little as the person does, until they go to the end", async () => {
    const host = await shown({ unread: 3, before: 4, after: 9 }, "a");
    expect(asked(host)).toEqual(["a"]);
    host.change("conversation:c1");
    await waitFor(() => expect(asked(host)).toEqual(["a", "a"]));
    expect(host.asked("mark_read")).toEqual([]);
    expect(screen.queryByText("ここから未読")).toBeNull();
    expect(toasts.list).toEqual([]);

    host.answers.conversation = page({ unread: 3, items: [message("y"), message("z")] });
    await fireEvent.input(composer()!, { target: { value: "返事" } });
    await fireEvent.click(screen.getByRole("button", { name: "送信" }));
    await screen.findByText("文 z");
    expect(asked(host).slice(2)).toContain(undefined);
    await waitFor(() => expect(host.asked("mark_read")).toHaveLength(1));
    expect(toasts.list).toEqual([]);
  });

  it("opened at a message that is not there any more it says so, and shows the newest", async () => {
    const host = await shown({ unread: 1 }, "gone");
    await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual([
      "そのメッセージは、もうありません。いちばん新しいところを開きました。",
    ]));
    await waitFor(() => expect(host.asked("mark_read")).toHaveLength(1));
    host.change("conversation:c1");
    await waitFor(() => expect(asked(host)).toEqual(["gone", "a"]));
    expect(toasts.list).toHaveLength(1);
  });

  it("says nothing of the kind while it is still read for the first time", async () => {
    await shown({ ready: false }, "later");
    expect(toasts.list).toEqual([]);
  });
});
