import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { current } from "../../text/locale.svelte";
import { fakeHost } from "../../test/host";
import Composer, { type Mode } from "./Composer.svelte";
import { fit, length } from "./limit";

const props = (more: object = {}) => ({
  conversation: "c1", name: "佐藤 健太さん", draft: "", attachments: [], mode: { kind: "new" } as Mode, onsent: () => undefined, ...more,
});
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "佐藤 健太さんへのメッセージ" });
const enter = (init: KeyboardEventInit = {}) => fireEvent.keyDown(field(), { key: "Enter", keyCode: 13, ...init });

describe("the composer", () => {
  beforeEach(() => current.choose("ja"));

  it("sends on Enter and clears the draft", async () => {
    const host = fakeHost({ send_message: { message: "m1" }, save_draft: null });
    render(Composer, props());
    await fireEvent.input(field(), { target: { value: "こんにちは" } });
    await enter();
    await waitFor(() => expect(field().value).toBe(""));
    expect(host.asked("send_message")).toEqual([{ conversation: "c1", body: "こんにちは", about: null }]);
  });

  it("does not send on Shift+Enter, while composing, or when there is nothing but space", async () => {
    const host = fakeHost({ send_message: { message: "m1" }, save_draft: null });
    render(Composer, props());
    await fireEvent.input(field(), { target: { value: "  \n" } });
    await enter();
    await fireEvent.input(field(), { target: { value: "こん" } });
    await enter({ shiftKey: true });
    await enter({ isComposing: true });
    expect(host.asked("send_message")).toEqual([]);
    expect(field().value).toBe("こん");
  });

  it("keeps the text and says why when sending is refused", async () => {
    fakeHost({
      send_message: () => {
        throw { code: "disk_full" };
      },
      save_draft: null,
    });
    render(Composer, props());
    await fireEvent.input(field(), { target: { value: "大事な文" } });
    await enter();
    expect(await screen.findByRole("alert")).toHaveProperty("textContent", expect.stringContaining("空きが足りません"));
    expect(field().value).toBe("大事な文");
  });

  it("refuses more than 20,000 characters, says how many are too many, and keeps the draft", async () => {
    const host = fakeHost({ send_message: { message: "m1" }, save_draft: null });
    render(Composer, props());
    const long = "𠮷".repeat(20_001);
    await fireEvent.input(field(), { target: { value: long } });
    await enter();
    expect(screen.getByRole("alert").textContent).toContain("1 文字多い");
    expect(screen.getByRole("button", { name: "送信" })).toHaveProperty("disabled", true);
    expect(host.asked("send_message")).toEqual([]);
    await fireEvent.blur(field());
    expect(host.asked("save_draft")).toEqual([{ conversation: "c1", text: long }]);
  });

  it("saves the draft within 250 ms while keys keep coming, and at once when it goes away", async () => {
    vi.useFakeTimers();
    const host = fakeHost({ save_draft: null });
    const { unmount } = render(Composer, props());
    for (const value of ["あ", "あい", "あいう"]) {
      await fireEvent.input(field(), { target: { value } });
      vi.advanceTimersByTime(100);
    }
    expect(host.asked("save_draft")).toEqual([{ conversation: "c1", text: "あいう" }]);
    await fireEvent.input(field(), { target: { value: "あいうえ" } });
    unmount();
    expect(host.asked("save_draft").at(-1)).toEqual({ conversation: "c1", text: "あいうえ" });
    vi.useRealTimers();
  });

  it("restores the draft", () => {
    fakeHost({});
    render(Composer, props({ draft: "書きかけ" }));
    expect(field().value).toBe("書きかけ");
  });

  it("sends a refused message anew in its place, and leaves the draft as it is", async () => {
    const host = fakeHost({ send_message: { message: "m2" }, discard: null, save_draft: null });
    const item = { id: "m1", seq: null, mine: true, author: null, body: "元の文", about: null, at: 0, edited: false, deleted: false, state: "refused" as const, op: "op1", code: "invalid", attachments: [] };
    render(Composer, props({ mode: { kind: "resend", item }, draft: "別の下書き" }));
    await waitFor(() => expect(field().value).toBe("元の文"));
    await fireEvent.input(field(), { target: { value: "直した文" } });
    await enter();
    await waitFor(() => expect(field().value, "the draft was not touched").toBe("別の下書き"));
    expect(host.asked("send_message")).toEqual([{ conversation: "c1", body: "直した文", about: null, again: "op1" }]);
    expect(host.asked("discard"), "the engine does so in the same write").toEqual([]);
    await waitFor(() =>
      expect(host.asked("save_draft"), "kept while it was edited").toEqual([
        { conversation: "c1", text: "別の下書き\n直した文" },
        { conversation: "c1", text: "別の下書き" },
      ]));
  });
});

describe("the limit", () => {
  it("counts characters, not UTF-16 units", () => {
    expect(length("髙𠮷")).toBe(2);
    expect(fit("𠮷".repeat(18_999)).kind).toBe("fits");
    expect(fit("あ".repeat(19_000))).toEqual({ kind: "near", count: 19_000 });
    expect(fit("あ".repeat(20_000)).kind).toBe("near");
    expect(fit("あ".repeat(20_001))).toEqual({ kind: "over", over: 1 });
  });
});
