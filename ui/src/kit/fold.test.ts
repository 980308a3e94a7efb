import { expect, it } from "vitest";
import { contains, fold } from "./fold";

it.each([
  ["ﾒｯｾｰｼﾞ", "メッセージ"],
  ["めっせーじ", "メッセージ"],
  ["Ｓｙｎｃ　NOW", "sync now"],
  ["ゔぁ", "ヴァ"],
  ["㍿みどり", "株式会社ミドリ"],
])("%s is searched as %s", (text, folded) => expect(fold(text)).toBe(folded));

it("finds every word in any order, and everything when nothing is typed", () => {
  expect(contains("設定 せってい settings", "セッ 設")).toBe(true);
  expect(contains("設定 せってい settings", "設定 オファー")).toBe(false);
  expect(contains("設定", " 　")).toBe(true);
});
