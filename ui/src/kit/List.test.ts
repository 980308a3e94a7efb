import { render } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { expect, it, vi } from "vitest";
import List from "./List.svelte";

vi.mock("./Rows.svelte", () => import("../test/AllRows.svelte"));

it("brings what was chosen elsewhere into sight, once", async () => {
  const seen: string[] = [];
  Element.prototype.scrollIntoView = function () {
    seen.push((this as HTMLElement).dataset.index ?? "");
  };
  const row = createRawSnippet((item: () => string) => ({ render: () => `<a href="#/x">${item()}</a>` }));
  const props = { key: (item: string) => item, label: "一覧", row };
  const { rerender } = render(List<string>, { ...props, items: ["a", "b"], selected: "c" });
  expect(seen, "it is not there yet").toEqual([]);
  await rerender({ items: ["a", "b", "c"] });
  expect(seen).toEqual(["2"]);
  await rerender({ items: ["c", "b", "a"] });
  expect(seen, "a new order moves nothing").toEqual(["2"]);
  await rerender({ selected: "b" });
  expect(seen).toEqual(["2", "1"]);
});
