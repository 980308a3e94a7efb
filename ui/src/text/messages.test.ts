import { describe, expect, it } from "vitest";
import en from "./messages/en.json";
import ja from "./messages/ja.json";

const named = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe("messages", () => {
  it("exist in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });

  it.each(Object.entries(ja).filter(([key]) => key !== "$schema"))("%s", (key, text) => {
    const other = (en as Record<string, string>)[key] ?? "";
    expect(text.trim()).not.toBe("");
    expect(other.trim()).not.toBe("");
    expect([...new Set(named(other))], "both say the same things").toEqual([...new Set(named(text))]);
    expect(text, "plain and calm").not.toMatch(/[!！]/);
  });
});
