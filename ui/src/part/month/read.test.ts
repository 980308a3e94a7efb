import { describe, expect, it } from "vitest";
import { isMonth, readMonth } from "./read";

describe("a month as people type it", () => {
  it.each([
    ["2019", "2019", undefined],
    ["２０１９年", "2019", undefined],
    ["2019/4", "2019", "04"],
    ["2019年4月", "2019", "04"],
    ["2019 - 12", "2019", "12"],
    ["201904", "2019", "04"],
    ["平成31年4月", "2019", "04"],
    ["平成 31", "2019", undefined],
    ["H31.4", "2019", "04"],
    ["h.31", "2019", undefined],
    ["令和元年5月", "2019", "05"],
    ["令和元", "2019", undefined],
    ["昭和64年1月", "1989", "01"],
    ["S50", "1975", undefined],
    ["大正15", "1926", undefined],
    ["明治45", "1912", undefined],
  ])("%s", (typed, year, month) => expect(readMonth(typed)).toEqual(month ? { year, month } : { year }));

  it.each(["", "19", "31", "20190", "2019-13", "平成", "平成0", "慶応3", "昭和100", "1899", "2200", "明治32", "２０１９-0", "abc"])(
    "%s is none",
    (typed) => expect(readMonth(typed)).toBeUndefined(),
  );

  it("is whole with a year and a month", () => {
    expect(isMonth("2019-04")).toBe(true);
    expect(["2019-", "-04", "2019-13", "", "2019-4"].some(isMonth)).toBe(false);
  });
});
