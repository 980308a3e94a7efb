import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { MessageItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost, person } from "../../test/host";
import ReportSheet from "./ReportSheet.svelte";

const message = (id: string, more: Partial<MessageItem> = {}): MessageItem => ({
  id, seq: 1, mine: false, author: null, body: `文 ${id}`, about: null, at: 0, edited: false, deleted: false, state: "sent", op: null, code: null, attachments: [],
  ...more,
});

async function shown(more: { first?: string; conversation?: string | null; code?: string } = {}) {
  const host = fakeHost({
    conversation: { items: [message("a"), message("b", { mine: true }), message("gone", { deleted: true }), message("waits", { mine: true, seq: null })], before: null },
    report: () => {
      if (more.code) throw { code: more.code };
    },
  });
  const props = { open: true, organization: "o1", organizationName: "みどり製作所", person: person(), conversation: "c1", ...more };
  render(ReportSheet, props);
  return { host, sheet: within(await screen.findByRole("dialog", { name: "佐藤 健太さんを通報" })) };
}

describe("reporting somebody", () => {
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
  });

  it("hands over nothing but what was chosen", async () => {
    const { host, sheet } = await shown();
    expect(sheet.getByText(/会話のほかの部分は見えません/)).toBeTruthy();
    const boxes = await sheet.findAllByRole<HTMLInputElement>("checkbox");
    expect(boxes.map((box) => box.checked), "what has arrived and stands, none of it chosen").toEqual([false, false]);
    await fireEvent.click(sheet.getByRole("button", { name: "通報する" }));
    expect(sheet.getByText("理由を選んでください。")).toBeTruthy();
    await fireEvent.click(sheet.getByRole("radio", { name: "嫌がらせ" }));
    await fireEvent.input(sheet.getByRole("textbox"), { target: { value: "困っています" } });
    await fireEvent.click(sheet.getByRole("checkbox", { name: /文 a/ }));
    await fireEvent.click(sheet.getByRole("button", { name: "通報する" }));
    await waitFor(() =>
      expect(host.asked("report")).toEqual([
        { organization: "o1", person: "person-佐藤", reason: "harassment", note: "困っています", conversation: "c1", messages: ["a"] },
      ]),
    );
    await waitFor(() => expect(toasts.list.at(-1)?.text).toMatch(/通報しました/));
  });

  it("begins with the message it was asked for", async () => {
    const { sheet } = await shown({ first: "a" });
    expect((await sheet.findByRole<HTMLInputElement>("checkbox", { name: /文 a/ })).checked).toBe(true);
  });

  it("names no conversation when none of its messages is handed over", async () => {
    const { host, sheet } = await shown({ conversation: null });
    expect(sheet.queryByRole("checkbox")).toBeNull();
    await fireEvent.click(sheet.getByRole("radio", { name: "なりすまし" }));
    await fireEvent.click(sheet.getByRole("button", { name: "通報する" }));
    await waitFor(() => expect(host.asked("report")[0]).toMatchObject({ conversation: null, messages: [] }));
  });

  it("keeps what was written when it is refused", async () => {
    const { sheet } = await shown({ code: "disk_full" });
    await fireEvent.click(sheet.getByRole("radio", { name: "その他" }));
    await fireEvent.input(sheet.getByRole("textbox"), { target: { value: "長い説明" } });
    await fireEvent.click(sheet.getByRole("button", { name: "通報する" }));
    expect(await sheet.findByRole("alert")).toBeTruthy();
    expect(sheet.getByRole<HTMLTextAreaElement>("textbox").value).toBe("長い説明");
  });
});
