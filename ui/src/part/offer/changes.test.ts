import { beforeEach, describe, expect, it } from "vitest";
import type { OfferChange } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { partName, partText, told } from "./changes";

beforeEach(() => current.choose("ja"));

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const change = (at: number, part: string, before: unknown, after: unknown): OfferChange => ({
  at,
  parts: [{ part, before: JSON.stringify(before), after: JSON.stringify(after) }],
});

describe("what changed since publishing", () => {
  it("is told day by day, each part once", () => {
    const changes = [
      change(at(22, 15), "title", "二", "三"),
      change(at(22, 9), "title", "一", "二"),
      change(at(20, 9), "remote", "none", "partly"),
    ];
    expect(told(changes, "employment")).toEqual([
      { at: at(22, 15), parts: [{ name: "タイトル", before: "一", after: "三" }] },
      { at: at(20, 9), parts: [{ name: "働き方", before: "出社", after: "一部在宅" }] },
    ]);
  });

  it("is nothing when it was changed back", () => {
    expect(told([change(at(22, 15), "title", "二", "一"), change(at(22, 9), "title", "一", "二")], "employment")).toEqual([]);
  });
});

describe("a part in words", () => {
  it.each([
    ["terms.pay", { unit: "month", min: 280_000, max: null, note: "賞与あり", fixed_overtime: null }, "月給 28万円\n賞与あり"],
    ["terms.duties", { initial: "設計", range: "" }, "雇入れ直後: 設計\n変更の範囲: 未記入"],
    ["terms.pay_within_days", 45, "45 日以内"],
    ["terms.form", "contract", "業務委託"],
    ["audience", ["alumnus", "current"], "アルムナイ\n在籍者"],
    ["criteria", [{ criterion: "years", years: 5 }, { criterion: "skill", name: "Rust" }], "実務経験 5 年以上\nスキル: Rust"],
    ["closes_on", "2026-12-20", "2026年12月20日"],
    ["closes_on", null, "なし"],
    ["criteria", [], "なし"],
    ["title", "<b>題</b>", "<b>題</b>"],
    ["kind_of", "of_tomorrow", '"of_tomorrow"'],
  ])("%s", (part, value, words) => expect(partText(part, JSON.stringify(value))).toBe(words));

  it("stays as it is when it cannot be read", () => expect(partText("title", "{")).toBe("{"));

  it("has a name, also one of a newer app", () => {
    expect(partName("terms.period", "employment")).toBe("契約期間");
    expect(partName("terms.period", "contract")).toBe("期間・納期");
    expect(partName("terms.place.range", "employment")).toBe("就業の場所（変更の範囲）");
    expect(partName("terms.of_tomorrow", "employment")).toBe("of_tomorrow");
    expect(partName("of_tomorrow", "employment")).toBe("そのほか（of_tomorrow）");
  });
});
