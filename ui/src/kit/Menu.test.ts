import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import Menu from "./Menu.svelte";

describe("a menu", () => {
  const run = vi.fn();
  const items = [{ label: "Edit", run }, { label: "Copy", run: () => undefined }, { label: "Delete", danger: true, run: () => undefined }];

  function shown() {
    document.body.insertAdjacentHTML("afterbegin", "<button>more</button>");
    const anchor = screen.getByRole("button", { name: "more" });
    render(Menu, { props: { open: true, anchor, label: "操作", items } });
    return { anchor, menu: screen.getByRole("menu", { name: "操作" }) };
  }
  const key = (key: string) => fireEvent.keyDown(document.activeElement!, { key });
  const at = () => document.activeElement?.textContent?.trim();

  it("is walked with the keyboard and closed with Escape", async () => {
    const { anchor, menu } = shown();
    expect(menu.contains(document.activeElement)).toBe(true);
    for (const [name, expected] of [["Home", "Edit"], ["ArrowUp", "Delete"], ["ArrowDown", "Edit"], ["c", "Copy"], ["End", "Delete"]] as const) {
      await key(name);
      expect(at()).toBe(expected);
    }
    await key("Escape");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(document.activeElement).toBe(anchor);
    anchor.remove();
  });

  it("does what is chosen, and is closed by a press elsewhere", async () => {
    const { anchor } = shown();
    await fireEvent.click(screen.getByRole("menuitem", { name: "Edit" }));
    expect(run).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    anchor.remove();
    const second = shown();
    await fireEvent.pointerDown(document.body);
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    second.anchor.remove();
  });
});
