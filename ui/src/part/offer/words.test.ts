import { beforeEach, describe, expect, it } from "vitest";
import type { PayUnit } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { payWords, whereWords, yen } from "./words";

const pay = (unit: PayUnit, min: number | null, max: number | null = null) => payWords({ unit, min, max });

describe("pay in words", () => {
  beforeEach(() => current.choose("ja"));

  it.each([
    ["month", 280_000, 350_000, "月給 28万円〜35万円"],
    ["month", 285_000, 285_000, "月給 28.5万円"],
    ["month", 280_000, null, "月給 28万円"],
    ["month", 283_500, 350_000, "月給 283,500円〜350,000円"],
    ["hour", 8500, 12_000, "時給 8,500円〜12,000円"],
    ["hour", 1250, null, "時給 1,250円"],
    ["year", 8_000_000, 12_000_000, "年俸 800万円〜1,200万円"],
    ["day", 0, null, "日給 0円"],
    ["total", 480_000, null, "一式 48万円"],
    ["month", null, null, "未記入"],
  ] as [PayUnit, number | null, number | null, string][])("%s %s %s", (unit, min, max, words) => expect(pay(unit, min, max)).toBe(words));

  it.each([
    [9999, "9,999円"],
    [10_000, "1万円"],
    [10_500, "10,500円"],
    [99_999_000, "9,999.9万円"],
    [123_000_000, "1.23億円"],
    [123_450_000, "123,450,000円"],
    [4_294_967_295, "4,294,967,295円"],
  ])("%s loses nothing", (amount, words) => expect(yen(amount)).toBe(words));

  it("is plain in English", () => {
    current.choose("en");
    expect(pay("month", 280_000, 350_000)).toBe("¥280,000 – ¥350,000 per month");
    expect(pay("total", 480_000)).toBe("¥480,000 in total");
  });
});

it("says where, as far as it is said", () => {
  current.choose("ja");
  expect(whereWords({ prefecture: "東京都", remote: "partly" })).toBe("東京都 · 一部在宅");
  expect(whereWords({ prefecture: "", remote: "full" })).toBe("フルリモート");
});
