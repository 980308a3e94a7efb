import { render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, expect, it } from "vitest";
import Panes from "./Panes.svelte";

const text = (html: string) => createRawSnippet(() => ({ render: () => html }));
const props = { choose: "選んでください。", list: text("<p>一覧</p>"), detail: text("<p>詳細</p>") };
const swipes = () => document.querySelector("[data-swipe]")?.textContent;

afterEach(() => document.body.replaceChildren());

it("show the detail only once something is chosen; the list stays where it is", async () => {
  const { rerender } = render(Panes, { ...props, open: false });
  const list = screen.getByText("一覧");
  expect(screen.queryByText("詳細")).toBeNull();
  expect(swipes(), "there is nothing to draw away").toBeUndefined();
  await rerender({ open: true });
  expect(screen.getByText("詳細")).toBeTruthy();
  expect(swipes()).toContain("詳細");
  expect(screen.getByText("一覧"), "not drawn anew").toBe(list);
});
