import { fireEvent, render, screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import ShortcutSheet from "./ShortcutSheet.svelte";
import { shortcuts } from "./shortcuts.svelte";

describe("the list of shortcuts", () => {
  it("says what each does, and turns letters off", async () => {
    const forget = shortcuts.add([{ keys: "g t", label: "今日を開く", run: () => undefined }]);
    render(ShortcutSheet, { open: true, words: { title: "キーボードの操作", close: "閉じる", then: "次に", letters: "文字キー", note: "注" } });
    expect(screen.getByRole("term").textContent).toBe("今日を開く");
    expect(screen.getByRole("definition").textContent?.replace(/\s+/g, " ").trim()).toBe("G次に T");
    await fireEvent.click(screen.getByRole("checkbox", { name: "文字キー" }));
    expect(shortcuts.letters).toBe(false);
    shortcuts.letters = true;
    forget();
  });
});
