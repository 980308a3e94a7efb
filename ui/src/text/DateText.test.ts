import { render } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { flushSync } from "svelte";
import DateText from "./DateText.svelte";
import { current } from "./locale.svelte";

beforeEach(() => current.choose("ja"));
afterEach(() => {
  current.era = "western";
});

const shown = (props: { of: number | string; form?: "moment" | "instant" | "day" | "date" }) =>
  render(DateText, props).container.querySelector("time")!;

describe("a date", () => {
  it.each([
    ["2024", "2024年", "令和6年"],
    ["2024-11", "2024年11月", "令和6年11月"],
    ["2024-11-03", "2024年11月3日", "令和6年11月3日"],
  ])("%s follows how the person counts years, at once", (of, western, japanese) => {
    const time = shown({ of });
    expect(time.textContent).toBe(western);
    flushSync(() => (current.era = "japanese"));
    expect(time.textContent).toBe(japanese);
    expect(time.dateTime, "a machine reads the same").toBe(of);
  });

  it("of a moment takes the form it is asked for", () => {
    const at = new Date(2021, 2, 5, 8, 30).getTime();
    expect(shown({ of: at }).textContent).toBe("2021年3月5日");
    expect(shown({ of: at, form: "day" }).textContent).toBe("2021年3月5日(金)");
    expect(shown({ of: at, form: "instant" }).textContent).toBe("2021年3月5日(金) 8:30");
    expect(shown({ of: at }).dateTime).toBe(new Date(at).toISOString());
  });
});
