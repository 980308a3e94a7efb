import { expect, it } from "vitest";
import { grouped, parseNumber } from "./number";

it.each([
  ["", null],
  ["　 ", null],
  ["0", 0],
  ["280000", 280_000],
  ["280,000", 280_000],
  ["２８０，０００", 280_000],
  ["280、000円", 280_000],
  ["￥280 000", 280_000],
  ["28万", 280_000],
  ["２８．５万円", 285_000],
  ["0.1万", 1000],
  ["28万5000円", 285_000],
  ["28.5", undefined],
  ["-1", undefined],
  ["約30万", undefined],
  ["1e5", undefined],
  ["28.00001万", undefined],
  ["4294967295", 4_294_967_295],
  ["4294967296", undefined],
])("%s", (typed, number) => expect(parseNumber(typed, 4_294_967_295)).toBe(number));

it("is shown with separators", () => expect(grouped(1_280_000)).toBe("1,280,000"));
