import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { date, day, instant, moment, month, near, short, year } from "./dates";
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

  it("says a date among other facts with the year where it is another", () => {
    expect(near("2026-11-24", now), "not 今日: it is the date that counts").toBe("11月24日(火)");
    expect(near("2027-01-31", now)).toBe("2027年1月31日(日)");
    expect(near(at(2026, 11, 20, 0, 0), now)).toBe("12月20日(日)");
  });

  it("is short in the status line", () => {
    expect(short(at(2026, 10, 24, 10, 32), now)).toBe("10:32");
    expect(short(at(2026, 10, 23, 10, 32), now)).toBe("昨日");
  });

  it("speaks English", () => {
    current.choose("en");
    expect(moment(at(2026, 10, 24, 10, 32), now)).toBe("Today 10:32");
    expect(moment(at(2024, 10, 23, 9, 0), now)).toMatch(/Sat.* 23 Nov 2024/);
    expect(period("2019-04", null)).toBe("Apr 2019 – present");
  });

  it("writes months and periods", () => {
    expect(month("2019-04")).toBe("2019年4月");
    expect(period("2019-04", null)).toBe("2019年4月 – 現在に至る");
  });

  it("writes whole dates and years", () => {
    expect(date(at(2024, 10, 3, 9, 0))).toBe("2024年11月3日");
    expect(date("2024-11-03")).toBe("2024年11月3日");
    expect(year("2024")).toBe("2024年");
  });

  it("follows the system's languages in their order", () => {
    expect(fromSystem(["fr", "ja-JP", "en"])).toBe("ja");
    expect(fromSystem(["en-GB", "ja"])).toBe("en");
    expect(fromSystem(["fr"])).toBe("en");
    expect(fromSystem([])).toBe("ja");
  });
});

describe("years counted by eras", () => {
  beforeEach(() => {
    current.choose("ja");
    current.era = "japanese";
  });
  afterEach(() => {
    current.era = "western";
  });

  it.each([
    ["1926-11", "大正15年11月"],
    ["1989-01", "昭和64年1月"],
    ["1989-02", "平成元年2月"],
    ["2019-04", "平成31年4月"],
    ["2019-05", "令和元年5月"],
    ["2026-11", "令和8年11月"],
    ["1872-12", "1872年12月"],
  ])("the month %s is %s", (text, said) => expect(month(text)).toBe(said));

  it.each([
    ["2024", "令和6年"],
    ["2019", "平成31年・令和元年"],
    ["1926", "大正15年・昭和元年"],
    ["1850", "1850年"],
  ])("the year %s is %s", (text, said) => expect(year(text)).toBe(said));

  it("are in whole dates to the day", () => {
    expect(date("2019-04-30")).toBe("平成31年4月30日");
    expect(date("2019-05-01")).toBe("令和元年5月1日");
    expect(date(at(2024, 10, 3, 23, 59))).toBe("令和6年11月3日");
  });

  it("are in lists only where the year is said at all", () => {
    expect(day(at(2024, 10, 23, 9, 0), now)).toBe("令和6年11月23日(土)");
    expect(instant(at(2024, 10, 23, 9, 0), now)).toBe("令和6年11月23日(土) 9:00");
    expect(moment(at(2026, 10, 22, 9, 0), now)).toBe("11月22日(日)");
    expect(period("2019-04", "2024-03")).toBe("平成31年4月 – 令和6年3月");
  });

  it("can be asked for one by one", () => {
    expect(month("2019-04", "western")).toBe("2019年4月");
    current.era = "western";
    expect(date("2024-11-03", "japanese")).toBe("令和6年11月3日");
  });

  it("are not for English", () => {
    current.choose("en");
    expect(date("2024-11-03")).toBe("3 November 2024");
    expect(year("2024")).toBe("2024");
    expect(month("2019-04")).not.toContain("平成");
    expect(day(at(2024, 10, 23, 9, 0), now)).toMatch(/2024/);
  });
});
