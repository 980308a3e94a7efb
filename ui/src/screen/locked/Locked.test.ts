import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { sentence } from "../../text/failure";
import { current } from "../../text/locale.svelte";
import { fakeHost } from "../../test/host";
import Locked, { type Closed } from "./Locked.svelte";

const AGAIN = "もう一度";
const OVER = "はじめからやり直す";
const WITHOUT = "保存せずに使う";
const SAFE = "保存されているものはそのままです。";
const buttons = () => screen.queryAllByRole("button").map((button) => button.textContent?.trim());

describe("files that are not open", () => {
  beforeEach(() => current.choose("ja"));

  it.each([
    ["locked", "鍵を開けられません", [AGAIN], true],
    ["no_keystore", "鍵の保管場所がありません", [AGAIN, WITHOUT], false],
    ["key_missing", "鍵が見つかりません", [AGAIN, OVER], false],
    ["in_use", "ほかの画面で開いています", [AGAIN], true],
    ["disk_full", "端末の空きが足りません", [AGAIN], true],
    ["unreadable", "ファイルを読み書きできません", [AGAIN], true],
    ["newer", "アプリの入れ替えが必要です", [], true],
  ] as [Closed, string, string[], boolean][])("%s: says what happened and what can be done", (why, title, can, isSafe) => {
    fakeHost({});
    render(Locked, { why });
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(title);
    expect(buttons()).toEqual(can);
    expect(screen.queryByText(SAFE) !== null).toBe(isSafe);
  });

  it("says why another try did not go well, until the reason is another one", async () => {
    const host = fakeHost({
      unlock: () => {
        throw { code: "disk_full" };
      },
    });
    const { rerender } = render(Locked, { why: "disk_full" });
    await fireEvent.click(screen.getByRole("button", { name: AGAIN }));
    expect((await screen.findByRole("alert")).textContent).toBe(sentence("disk_full"));
    await rerender({ why: "locked" });
    expect(screen.queryByRole("alert")).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 })));
    expect(host.asked("unlock")).toHaveLength(1);
  });

  it("does one thing at a time", async () => {
    let answer = () => {};
    const host = fakeHost({ unlock: () => new Promise<void>((resolve) => (answer = resolve)), start_over: null });
    render(Locked, { why: "key_missing" });
    await fireEvent.click(screen.getByRole("button", { name: AGAIN }));
    await fireEvent.click(screen.getByRole("button", { name: OVER }));
    expect(host.calls.map(({ method }) => method)).toEqual(["unlock"]);
    answer();
    await waitFor(() => expect(screen.getByRole("button", { name: OVER }).getAttribute("aria-disabled")).toBeNull());
    await fireEvent.click(screen.getByRole("button", { name: OVER }));
    expect(host.asked("start_over")).toHaveLength(1);
  });
});
