import { render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { draw } from "./test/finger";
import PullToRefresh from "./PullToRefresh.svelte";

const children = createRawSnippet(() => ({ render: () => `<div><ul><li>行</li></ul><div role="log"><p>会話</p></div></div>` }));
const sign = () => document.querySelector("svg");

function shown(refresh = vi.fn(() => Promise.resolve())) {
  render(PullToRefresh, { refresh, busyLabel: "同期中", children });
  return refresh;
}

describe("pulling a list down", () => {
  it("asks anew, says so, and is done with the answer", async () => {
    let answer = () => {};
    const refresh = shown(vi.fn(() => new Promise<void>((done) => (answer = done))));
    expect(draw(screen.getByText("行"), [[100, 100], [100, 160], [100, 230]])).toBe(true);
    expect(refresh).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("同期中"));
    draw(screen.getByText("行"), [[100, 100], [100, 300]]);
    expect(refresh, "one at a time").toHaveBeenCalledTimes(1);
    answer();
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe(""));
    expect(sign()).toBeNull();
  });

  it("shows how far it has come, and lets go when that was not far enough", async () => {
    const refresh = shown();
    draw(screen.getByText("行"), [[100, 100], [100, 140]], { lift: false });
    await waitFor(() => expect(sign()).not.toBeNull());
    draw(screen.getByText("行"), [[100, 100], [100, 140]]);
    await waitFor(() => expect(sign()).toBeNull());
    expect(refresh).not.toHaveBeenCalled();
  });

  it("leaves a list that is not at its top, a conversation and a stroke to the side alone", () => {
    const refresh = shown();
    const list = screen.getByRole("list");
    list.scrollTop = 1;
    expect(draw(screen.getByText("行"), [[100, 100], [100, 300]])).toBe(false);
    list.scrollTop = 0;
    expect(draw(screen.getByText("会話"), [[100, 100], [100, 300]])).toBe(false);
    expect(draw(screen.getByText("行"), [[100, 100], [200, 130], [200, 300]])).toBe(false);
    expect(refresh).not.toHaveBeenCalled();
  });
});
