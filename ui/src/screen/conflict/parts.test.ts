import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { organization } from "../../test/host";
import { inOrder, nameOf, textOf, writable } from "./parts";

const part = (part: string, text = "") => ({ part, base: "", mine: text, theirs: "", merged: null });
const member = { verb: "set_member" as const, parts: [] };
const offer = { verb: "edit_offer" as const, parts: [part("terms.form", "contract")] };
const organizations = [{ ...organization("o1", "みどり製作所"), units: [{ id: "u2", path: "技術本部 制御技術部", name: "制御技術部", depth: 1 }] }];

describe("parts of a conflict", () => {
  beforeEach(() => current.choose("ja"));

  it.each([
    [member, "title", "役職"], [member, "cohort", "期・卒業年度"], [offer, "title", "タイトル"], [offer, "terms.fee", "報酬"],
    [offer, "terms.period", "期間・納期"], [{ ...offer, parts: [] }, "terms.period", "契約期間"],
    [{ verb: "edit_row" as const, parts: [] }, "title", "役職・職種"],
  ])("have names: %o %s", (what, name, said) => expect(nameOf(what, name)).toBe(said));

  it.each([
    [member, "status", "current", "在籍者"], [member, "role", "organizer", "事務局"], [member, "units", '["u2","u9"]', "技術本部 制御技術部\nu9"],
    [member, "units", "[]", "（空）"], [member, "cohort", "2010", "2010"],
    [offer, "kind_of", "side_job", "副業"], [offer, "audience", '["alumnus","current"]', "アルムナイ\n在籍者"], [offer, "closes_on", "", "（空）"],
    [offer, "closes_on", "2026-12-20", "2026年12月20日"], [offer, "reply_within_days", "5", "5 日以内"],
    [offer, "terms.fee", '{"unit":"total","min":480000,"max":null,"note":"税別","fixed_overtime":null}', "一式 48万円\n税別"],
    [offer, "terms.place", '{"initial":"東京","range":"国内"}', "雇入れ直後: 東京\n変更の範囲: 国内"], [offer, "title", "[急募] 技術職", "[急募] 技術職"],
  ])("are said in words: %o %s %s", (what, name, text, said) => expect(textOf(what, name, text, organizations)).toBe(said));

  it.each([
    ["edit_row", "description from name role to visibility", "name role from to description visibility"],
    ["set_member", "cohort role status title units", "status role units cohort title"],
    ["edit_offer", "title kind_of audience", "title kind_of audience"],
  ] as const)("of %s stand as in the form", (verb, given, expected) =>
    expect(inOrder(verb, given.split(" ").map((name) => part(name))).map((each) => each.part).join(" ")).toBe(expected));

  it("are written anew where they are texts", () => {
    expect(writable(offer, part("title"))).toBe(true);
    expect(writable(offer, part("terms.place", "東京"))).toBe(true);
    expect(writable(offer, part("terms.place", '{"initial":"東京","range":""}'))).toBe(false);
    expect(writable(offer, part("terms.fee"))).toBe(false);
    expect(writable(member, part("role"))).toBe(false);
    expect(writable({ verb: "edit_row", parts: [] }, part("role"))).toBe(true);
  });
});
