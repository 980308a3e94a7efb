import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it } from "vitest";
import Disclosure from "./Disclosure.svelte";

const text = (html: string) => createRawSnippet(() => ({ render: () => html }));

describe("a disclosure", () => {
  it("opens and closes with its heading, which says so", async () => {
    render(Disclosure, { title: "勤務条件", note: "8 項目", children: text("<p>中身</p>") });
    const button = within(screen.getByRole("heading", { level: 3 })).getByRole("button", { name: /勤務条件/ });
    const content = () => document.getElementById(button.getAttribute("aria-controls")!)!;
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(content().hidden).toBe(true);
    await fireEvent.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(content().hidden).toBe(false);
    expect(content().textContent).toBe("中身");
  });
});
