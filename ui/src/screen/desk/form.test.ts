import { beforeEach, describe, expect, it } from "vitest";
import type { OfferValue, Pay } from "../../ipc/gen/types";
import { contract, employment, offerValue } from "../../test/offer";
import { current } from "../../text/locale.svelte";
import { seemsUnfair } from "./fair";
import { read, write } from "./fields";
import { basics, emptyTerms, formsOf, publishing, termGroups } from "./form";
import { missing } from "./missing";

beforeEach(() => current.choose("ja"));

/** As domain::WorkTerms::missing and OfferValue::missing name them. */
const EMPLOYMENT =
  "title description audience reply_within_days terms.duties.initial terms.duties.range terms.place.initial terms.place.range terms.period " +
  "terms.renewal terms.trial terms.hours terms.breaks terms.holidays terms.overtime terms.pay terms.insurance terms.employer terms.dispatch terms.smoking";
const CONTRACT =
  "title description audience reply_within_days terms.client terms.content terms.period terms.place terms.fee terms.pay_day terms.pay_within_days terms.acceptance";

const paths = (value: OfferValue) =>
  [...basics(value, true), ...termGroups(value.terms), ...publishing()].flatMap(({ fields }) => fields.map(({ path }) => path));

describe("what is missing", () => {
  it.each([
    [EMPLOYMENT, offerValue({ terms: emptyTerms("employment") })],
    [CONTRACT, offerValue({ kind_of: "contract", terms: emptyTerms("contract") })],
  ])("leads to a field of the form, each", (items, value) => {
    const found = missing(items.split(" "), value);
    const known = paths(value);
    expect(found.filter(({ field }) => !known.includes(field))).toEqual([]);
    expect(new Set(found.map(({ label }) => label)).size, "each has a name of its own").toBe(found.length);
  });

  it("stands in the order of the form", () => {
    const items = missing(["terms.smoking", "audience", "terms.duties.range", "terms.period", "title"], offerValue());
    expect(items.map(({ item }) => item)).toEqual(["title", "terms.duties.range", "terms.period", "terms.smoking", "audience"]);
  });

  it.each([
    [{ min: null }, "terms.pay.min", "賃金"],
    [{ fixed_overtime: { yen: 0, hours: 0, is_excess_paid: false } }, "terms.pay.fixed_overtime.yen", "賃金（固定残業代）"],
    [{ fixed_overtime: { yen: 1, hours: 0, is_excess_paid: true } }, "terms.pay.fixed_overtime.hours", "賃金（固定残業代）"],
    [{ fixed_overtime: { yen: 1, hours: 1, is_excess_paid: false } }, "terms.pay.fixed_overtime.is_excess_paid", "賃金（固定残業代）"],
  ] as [Partial<Pay>, string, string][])("%o of the pay", (more, field, label) => {
    const value = offerValue({ terms: employment({ pay: { ...employment().pay, ...more } }) });
    expect(missing(["terms.pay"], value)).toEqual([{ item: "terms.pay", field, label }]);
    expect(paths(value)).toContain(field);
  });
});

describe("the form", () => {
  it("asks only for what belongs to its kind", () => {
    expect(paths(offerValue())).not.toContain("terms.form");
    expect(paths(offerValue({ kind_of: "side_job", terms: contract() }))).toContain("terms.form");
    expect(basics(offerValue(), false)[0]?.fields.map(({ path }) => path)).not.toContain("kind_of");
    expect(formsOf("side_job")).toEqual(["contract", "employment"]);
  });

  it("begins with terms that have every part", () => {
    expect(Object.keys(emptyTerms("employment")).sort()).toEqual(Object.keys(employment()).sort());
    expect(Object.keys(emptyTerms("contract")).sort()).toEqual(Object.keys(contract()).sort());
  });

  it("reads and writes where a path leads", () => {
    const before = offerValue();
    const value = write(write(before, "terms.pay.min", 1), "title", "題");
    expect(before, "what was there stays as it was").toEqual(offerValue());
    expect([read(value, "terms.pay.min"), read(value, "title"), read(value, "terms.pay.fixed_overtime.yen")]).toEqual([1, "題", undefined]);
  });
});

it.each([
  ["簿記 2 級", false],
  ["住宅ローンアドバイザー", false],
  ["TypeScript", false],
  ["家族の同意", true],
  ["35歳以下", true],
  ["Management", false],
  ["Age under 40", true],
])("%s asks for what must not be asked: %s", (text, unfair) => expect(seemsUnfair(text)).toBe(unfair));
