import { beforeEach, describe, expect, it } from "vitest";
import { day, instant, moment, month, short } from "./dates";
import { current, fromSystem } from "./locale.svelte";
import { period } from "./profile";

const now = new Date(2026, 10, 24, 12, 0).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

describe("dates", () => {
  beforeEach(() => current.choose("ja"));

  it.each([
    ["today", at(2026, 10, 24, 10, 32), "今日 10:32", "今日 10:32", "今日"],
    ["today just after midnight", at(2026, 10, 24, 0, 5), "今日 0:05", "今日 0:05", "今日"],
    ["yesterday just before midnight", at(2026, 10, 23, 23, 59), "昨日", "昨日 23:59", "昨日"],
    ["this year", at(2026, 10, 22, 9, 0), "11月22日(日)", "11月22日(日) 9:00", "11月22日(日)"],
    ["another year", at(2024, 10, 23, 9, 0), "2024年11月23日(土)", "2024年11月23日(土) 9:00", "2024年11月23日(土)"],
    ["a clock ahead", at(2026, 10, 25, 9, 0), "今日 9:00", "今日 9:00", "今日"],
  ])("%s", (_, then, inList, alone, separator) => {
    expect(moment(then, now)).toBe(inList);
    expect(instant(then, now)).toBe(alone);
    expect(day(then, now)).toBe(separator);
  });

  it("is short in the status line", () => {
    expect(short(at(2026, 10, 24, 10, 32), now)).toBe("10:32");
    expect(short(at(2026, 10, 23, 10, 32), now)).toBe("昨日");
  });

  it("speaks English", () => {
    current.choose("en");
    expect(moment(at(2026, 10, 24, 10, 32), now)).toBe("Today 10:32");
    expect(moment(at(2024, 10, 23, 9, 0), now)).toMatch(/Sat.* 23 Nov 2024/);
  });

  it("writes months and periods", () => {
    expect(month("2019-04")).toBe("2019年4月");
    expect(period("2019-04", null)).toBe("2019年4月 – 現在に至る");
  });

  it("follows the system's languages in their order", () => {
    expect(fromSystem(["fr", "ja-JP", "en"])).toBe("ja");
    expect(fromSystem(["en-GB", "ja"])).toBe("en");
    expect(fromSystem(["fr"])).toBe("en");
    expect(fromSystem([])).toBe("ja");
  });
});
