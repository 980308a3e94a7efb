import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/style/tokens.css", "utf8");

function tokens(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1]!, match[2]!]));
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["surface", "raised", "sunken"];
const TEXT: [string, string][] = [
  ...["text", "muted", "accent", "positive", "caution", "negative"].flatMap((text) =>
    GROUNDS.map((ground): [string, string] => [text, ground]),
  ),
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["on-accent-soft", "accent-soft"],
  ["text", "found"],
  ["caution", "caution-soft"],
  ["negative", "negative-soft"],
  ["surface", "text"],
  ...Array.from({ length: 8 }, (_, index): [string, string] => ["on-tone", `tone-${index}`]),
];
// Borders of controls and the ring of the focus are shapes: 3 to 1.
const SHAPE: [string, string][] = [
  ...["line-strong", "focus"].flatMap((shape) => GROUNDS.map((ground): [string, string] => [shape, ground])),
];

describe.each([
  ["light", ":root"],
  ["dark", ':root[data-theme="dark"]'],
])("contrast, %s", (_, selector) => {
  const token = tokens(selector);
  it.each(TEXT)("%s on %s", (text, ground) => {
    expect(contrast(token.get(text)!, token.get(ground)!)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(SHAPE)("%s on %s", (shape, ground) => {
    expect(contrast(token.get(shape)!, token.get(ground)!)).toBeGreaterThanOrEqual(3);
  });
});

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});
