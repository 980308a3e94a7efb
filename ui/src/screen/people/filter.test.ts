import { expect, it } from "vitest";
import { matching, sorted } from "./filter";

const person = (family: string, family_kana: string, more: object = {}) => ({
  person: family, organization: "o1", organization_name: "みどり製作所", headline: "", conversation: null,
  name: { person: family, family, given: "花子", family_kana, given_kana: "ハナコ" }, ...more,
});

it("sorts by reading, not by character", () => {
  const people = [person("渡邉", "ワタナベ"), person("阿部", "アベ"), person("髙橋", "タカハシ")];
  expect(sorted(people).map((each) => each.name.family)).toEqual(["阿部", "髙橋", "渡邉"]);
});

it("finds by name, by reading in any kana, and by organisation", () => {
  const people = [person("渡邉", "ワタナベ"), person("阿部", "アベ", { organization_name: "北星大学" })];
  const found = (typed: string) => matching(people, typed).map((each) => each.name.family);
  expect(found("渡邉花子")).toEqual(["渡邉"]);
  expect(found("わたなべ")).toEqual(["渡邉"]);
  expect(found("ﾜﾀﾅﾍﾞ")).toEqual(["渡邉"]);
  expect(found("あべ　北星")).toEqual(["阿部"]);
  expect(found("いない")).toEqual([]);
});
