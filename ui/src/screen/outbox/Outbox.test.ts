import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import type { OutboxItem } from "../../ipc/gen/types";
import { toasts } from "../../kit/toasts.svelte";
import { current } from "../../text/locale.svelte";
import { fakeHost, person } from "../../test/host";
import Outbox from "./Outbox.svelte";

const item = (op: string, state: OutboxItem["state"], more: Partial<OutboxItem> = {}): OutboxItem => ({
  op, verb: "send_message", field: null, row_type: null, conversation: "c1", with: person(), organization: null, text: `文 ${op}`, files: [],
  at: Date.now(), state, code: null, tries: 0, ...more,
});

async function shown(items: OutboxItem[]) {
  const host = fakeHost({ outbox: items, discard: null, restore: null, retry: null });
  render(Outbox);
  await waitFor(() => expect(host.asked("outbox").length).toBe(1));
  return host;
}
const section = async (name: string) => within(await screen.findByRole("region", { name }));

describe("the outbox", () => {
  beforeEach(() => {
    current.choose("ja");
    toasts.list = [];
  });

  it("groups by what can be done", async () => {
    await shown([
      item("w", "waiting"), item("s", "sending"), item("r", "refused", { code: "forbidden" }), item("d", "discarded"),
      item("c", "conflict", { verb: "set_field", field: "headline", conversation: null, with: null }),
      item("g", "refused", { verb: "edit_row", row_type: "work", conversation: null, with: null, code: "gone" }),
    ]);
    const differences = await section("食い違い");
    expect(
      differences.getAllByRole("link", { name: /^選ぶ: / }).map((link) => link.getAttribute("href")),
      "an entry removed elsewhere is settled like a difference",
    ).toEqual(["#/conflict/c", "#/conflict/g"]);
    expect(differences.getAllByRole("button", { name: /^変更を取り消す: / }).length).toBe(2);
    const refused = await section("送れなかったもの");
    expect(refused.getByText("この操作は許可されていません。")).toBeTruthy();
    expect(refused.getByRole("link", { name: /^編集: / }).getAttribute("href")).toBe("#/messages/c1");
    const waiting = await section("待っているもの");
    expect(waiting.getAllByRole("listitem").length).toBe(2);
    expect(waiting.getAllByRole("button", { name: /^送信を取り消す: / }).length, "what is being sent cannot be taken back").toBe(1);
    expect((await section("取り消したもの")).getByRole("button", { name: /^元に戻す: / })).toBeTruthy();
  });

  it("names the files that go along", async () => {
    await shown([item("w", "waiting", { text: "", files: ["図面.pdf", "写真.jpg"] })]);
    expect(await screen.findByText("添付: 図面.pdf、写真.jpg")).toBeTruthy();
  });

  it("tries again, takes back, and undoes", async () => {
    const host = await shown([item("r", "refused", { code: "invalid" })]);
    const refused = await section("送れなかったもの");
    await fireEvent.click(refused.getByRole("button", { name: /^もう一度: / }));
    expect(host.asked("retry")).toEqual([{ op: "r" }]);
    await fireEvent.click(refused.getByRole("button", { name: /^送信を取り消す: / }));
    await waitFor(() => expect(toasts.list.length).toBe(1));
    expect(host.asked("discard")).toEqual([{ op: "r" }]);
    toasts.act(toasts.list[0]!.id);
    expect(host.asked("restore")).toEqual([{ op: "r" }]);
  });

  it("says of a message that it does not reach, and of a value that it was not found", async () => {
    await shown([
      item("m", "refused", { code: "not_found" }),
      item("f", "refused", { verb: "set_field", field: "headline", conversation: null, with: null, code: "not_found" }),
    ]);
    expect((await section("送れなかったもの")).getByText("この相手には、いまメッセージを届けられません。")).toBeTruthy();
    expect(screen.getByText("相手の会話や項目が見つかりませんでした。")).toBeTruthy();
  });

  it("says that there is nothing", async () => {
    await shown([]);
    expect(await screen.findByText(/未送信はありません/)).toBeTruthy();
  });
});
