import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { icons } from "../../scripts/icons.mjs";

it("are what the script makes of the shapes of Lucide", () => {
  expect(readFileSync("src/kit/icons.ts", "utf8"), "npm run icons").toBe(icons());
});

it("begin every shape at a place of its own", () => {
  for (const [, name, path] of icons().matchAll(/const (\w+) = "(.*)"/g)) {
    expect(path, name).toMatch(/^M/);
    expect(path, `${name} goes on from where another shape ended`).not.toContain("m");
  }
});

it("are drawn by one part of the kit: no other brings its own", () => {
  const sources = import.meta.glob<string>("../**/*.svelte", { query: "?raw", import: "default", eager: true });
  const own = Object.entries(sources).filter(([file, text]) => !file.endsWith("/Icon.svelte") && /<svg|@lucide/.test(text));
  expect(own.map(([file]) => file)).toEqual([]);
});
