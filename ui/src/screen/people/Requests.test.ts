import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { InboxItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost, person } from "../../test/host";
import Requests from "./Requests.svelte";

const item = (conversation: string, standing: InboxItem["standing"], family: string): InboxItem => ({
  conversation, kind: "direct", standing, purpose: "career_advice", with: person(family), organization_id: "o1",
  organization: "みどり製作所", preview: "お話を伺いたいです", preview_mine: false, preview_deleted: false, preview_file: false, draft_file: false, at: 0, unread: 1, pending: false, refused: false,
  draft: null,
});

describe("requests for contact", () => {
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
  });

  it("stand by who has to answer", async () => {
    const host = fakeHost({
      inbox: [item("c1", "asking", "石川"), item("c2", "asked", "上田"), item("c3", "declined", "遠藤"), item("c4", "declined_by_me", "大西"), item("c5", "open", "加藤")],
      answer_request: null,
    });
    render(Requests);
    const waiting = within(await screen.findByRole("region", { name: "届いたお願い" }));
    expect(waiting.getAllByRole("listitem").length).toBe(1);
    expect(waiting.getByText(/キャリアの相談/)).toBeTruthy();
    const sent = within(screen.getByRole("region", { name: "送ったお願い" }));
    expect(sent.getByText(/返事待ち/)).toBeTruthy();
    expect(sent.getByText(/今回は見送られました/)).toBeTruthy();
    expect(screen.queryByText("加藤 健太"), "what is agreed is no request").toBeNull();

    const later = within(screen.getByRole("region", { name: "見送ったお願い" }));
    expect(later.queryByRole("button", { name: /今回は見送る/ })).toBeNull();
    await fireEvent.click(later.getByRole("button", { name: "承認: 大西 健太" }));
    await waitFor(() => expect(host.asked("answer_request")).toEqual([{ conversation: "c4", accept: true }]));
  });

  it("are declined a moment later, so that it can be undone", async () => {
    const host = fakeHost({ inbox: [item("c1", "asking", "石川")], answer_request: null });
    render(Requests);
    await fireEvent.click(await screen.findByRole("button", { name: "今回は見送る: 石川 健太" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /承認/ })).toBeNull());
    toasts.act(toasts.list[0]!.id);
    expect(await screen.findByRole("button", { name: "承認: 石川 健太" })).toBeTruthy();
    expect(host.asked("answer_request")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "今回は見送る: 石川 健太" }));
    window.dispatchEvent(new Event("pagehide"));
    await waitFor(() => expect(host.asked("answer_request")).toEqual([{ conversation: "c1", accept: false }]));
  });

  it("say that there are none", async () => {
    fakeHost({ inbox: [] });
    render(Requests);
    expect(await screen.findByText("連絡のお願いはありません。")).toBeTruthy();
  });
});
