import { beforeEach, describe, expect, it } from "vitest";
import { person } from "../test/host";
import { current } from "./locale.svelte";
import { fullName } from "./names";

describe("a full name", () => {
  beforeEach(() => void current.choose("ja"));

  it.each([
    ["佐藤", "健太", "佐藤 健太"],
    ["Carrow", "Emily", "Emily Carrow"],
    ["O’Neil", "Zoë", "Zoë O’Neil"],
    ["佐藤", "Emily", "佐藤 Emily"],
    ["Carrow", "", "Carrow"],
    ["", "", "名前のない人"],
  ])("%s, %s", (family, given, full) => expect(fullName(person(family, given))).toBe(full));

  it("is the same in English, whatever the letters", () => {
    void current.choose("en");
    expect(fullName(person("Carrow", "Emily"))).toBe("Emily Carrow");
    expect(fullName(person("佐藤", "健太"))).toBe("佐藤 健太");
  });
});
