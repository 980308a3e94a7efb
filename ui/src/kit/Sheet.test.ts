import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it } from "vitest";
import Sheet from "./Sheet.svelte";
import { toasts } from "./toasts.svelte";

const text = (html: string) => createRawSnippet(() => ({ render: () => html }));

describe("a sheet", () => {
  const props = { open: true, title: "公開範囲", description: "選んでください。", closeLabel: "閉じる", children: text("<p><input></p>") };

  it("takes the focus, holds the rest back, and gives the focus back", async () => {
    document.body.insertAdjacentHTML("afterbegin", "<button>前</button>");
    const before = screen.getByRole("button", { name: "前" });
    before.focus();
    render(Sheet, props);
    const sheet = screen.getByRole("dialog", { name: "公開範囲", description: "選んでください。" });
    expect(sheet.contains(document.activeElement), "the first field").toBe(true);
    expect(document.activeElement?.tagName).toBe("INPUT");
    expect(before.hasAttribute("inert")).toBe(true);
    await fireEvent.keyDown(document.activeElement!, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(before.hasAttribute("inert")).toBe(false);
    expect(document.activeElement).toBe(before);
    before.remove();
  });

  it("is not closed by Escape that ends a composition", async () => {
    render(Sheet, props);
    await fireEvent.keyDown(document.activeElement!, { key: "Escape", isComposing: true });
    await fireEvent.keyDown(document.activeElement!, { key: "Escape", keyCode: 229 });
    expect(screen.getByRole("dialog")).toBeTruthy();
  });

  it("above another is answered first", async () => {
    render(Sheet, props);
    render(Sheet, { ...props, title: "上" });
    expect(screen.getByRole("dialog", { name: "公開範囲" }).closest("[inert]")).toBeTruthy();
    await fireEvent.keyDown(document.activeElement!, { key: "Escape" });
    await waitFor(() => expect(screen.getAllByRole("dialog").length).toBe(1));
    expect(screen.getByRole("dialog", { name: "公開範囲" }).closest("[inert]")).toBeNull();
  });

  it("ends the notices that only said something, and keeps those that can be undone", () => {
    toasts.list = [];
    toasts.show({ text: "済みました" });
    toasts.show({ text: "消しました", action: { label: "元に戻す", run: () => undefined } });
    render(Sheet, props);
    expect(toasts.list.map(({ text }) => text)).toEqual(["消しました"]);
  });

  it("leaves nothing behind when what opened it goes away", () => {
    const { unmount } = render(Sheet, props);
    unmount();
    expect(document.querySelector("[inert], [role=dialog]")).toBeNull();
  });
});
