import { describe, expect, it } from "vitest";
import { LATIN, OTHER, sectionOf } from "./sections";

const of = (family_kana: string, family = "姓") => sectionOf({ person: "p", family, given: "", family_kana, given_kana: "" });

describe("the heading a person stands under", () => {
  it.each([
    ["アベ", "あ"], ["オオニシ", "あ"], ["カトウ", "か"], ["ガモウ", "か"], ["サトウ", "さ"], ["ジンボ", "さ"], ["タナカ", "た"],
    ["ツジ", "た"], ["ナカムラ", "な"], ["ハヤシ", "は"], ["バンバ", "は"], ["パク", "は"], ["マツモト", "ま"], ["ヤマダ", "や"],
    ["ユン", "や"], ["ヨシダ", "や"], ["リ", "ら"], ["ワタナベ", "わ"], ["ヲカ", "わ"], ["ン", "わ"],
  ])("%s: %s", (reading, section) => expect(of(reading)).toBe(section));

  it("does not depend on which kana it is written in", () => {
    expect(of("さとう")).toBe("さ");
    expect(of("ｻﾄｳ")).toBe("さ");
    expect(of("ァベ"), "small").toBe("あ");
    expect(of("ヴィンセント")).toBe("あ");
  });

  it("is a letter for names without a reading, as far as they have one", () => {
    expect(of("", "Smith")).toBe(LATIN);
    expect(of("", "Östberg")).toBe(LATIN);
    expect(of("", "ｓｍｉｔｈ")).toBe(LATIN);
    expect(of("", "王")).toBe(OTHER);
    expect(of("", "")).toBe(OTHER);
    expect(of("", "ー")).toBe(OTHER);
  });
});
