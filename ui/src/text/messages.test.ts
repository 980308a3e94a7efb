import { describe, expect, it } from "vitest";
import { compile, placed, types } from "../../scripts/texts.mjs";
import en from "./messages/en.json";
import ja from "./messages/ja.json";
import { m } from "./index";
import { current } from "./locale.svelte";

describe("messages", () => {
  it("say the same things in both languages", () => {
    expect(() => compile({ ja, en })).not.toThrow();
  });

  it.each(Object.entries(ja))("%s", (key, text) => {
    expect(text, "plain and calm").not.toMatch(/[!！]/);
    expect((en as Record<string, string>)[key], "plain and calm").not.toMatch(/[!！]/);
  });

  it("are spoken in the chosen language, with their gaps filled", () => {
    current.choose("ja");
    expect(m.conflict_choose({ part: "{part} <b>" })).toBe("{part} <b>をどうするか");
    current.choose("en");
    expect(m.action_back()).toBe(en.action_back);
    const said = m.code_resend_wait;
    expect(said({ seconds: 7 })).toContain("7");
  });
});

describe("compiling the texts", () => {
  const texts = { ja: { one: "一つ", two: "{a}と{b}" }, en: { two: "{b} and {a}", one: "One" } };

  it("puts every language in the order of the first", () => {
    expect(compile(texts).lists).toEqual({ ja: ["一つ", "{a}と{b}"], en: ["One", "{b} and {a}"] });
  });

  it("keeps what is said alike in every language once, and nothing that differs in one", () => {
    const { lists, places } = compile({ ja: { a: "自分", b: "自分", c: "自分" }, en: { a: "Me", b: "You", c: "Me" } });
    expect(lists).toEqual({ ja: ["自分", "自分"], en: ["Me", "You"] });
    expect([...places]).toEqual([["a", 0], ["b", 1], ["c", 0]]);
  });

  it.each([
    [{ ja: { one: "一つ" }, en: {} }, /en.json lacks one/],
    [{ ja: { one: "一つ" }, en: { one: " " } }, /en.json lacks one/],
    [{ ja: {}, en: { one: "One" } }, /ja.json lacks one/],
    [{ ja: { one: "{a}" }, en: { one: "{b}" } }, /one has other gaps/],
    [{ ja: { one: "一|つ" }, en: { one: "One" } }, /one has a \| in ja.json/],
  ])("refuses %o", (broken, reason) => expect(() => compile(broken as never)).toThrow(reason));

  it("knows the gaps of a text", () => {
    expect(types(compile(texts))).toContain("two: (gaps: { a: Gap; b: Gap }) => string;");
  });

  it("puts places where the keys stand", () => {
    const code = (body: string) => `import { m } from "../text";\n${body}`;
    const places = new Map([["one", 0], ["two", 1]]);
    const said = (body: string) => placed(code(body), places, "f")?.split("\n")[1];
    expect(said("f(m.one(), m.two({ a: m.one(), b: '髙' }));")).toBe("f(m.t[0], m(1, { a: m.t[0], b: '髙' }));");
    expect(said("const by = { x: m.one };")).toBe("const by = { x: ((gaps) => m(0, gaps)) };");
    const component = placed('<script lang="ts">import { m } from "../text"; let a: string = m.one();</script>\n<p title={m.one()}>髙{m.two({ a, b: 1 })}</p>', places, "f.svelte");
    expect(component).toContain("let a: string = m.t[0];");
    expect(component).toContain("<p title={m.t[0]}>髙{m(1, { a, b: 1 })}</p>");
    expect(() => said("m.three()")).toThrow("no text called three");
    expect(placed('import { m } from "./map";\nm.three();', places, "f"), "another m").toBeNull();
  });
});
