import { beforeEach, describe, expect, it } from "vitest";
import type { RowBody } from "../../ipc/gen/types";
import { current } from "../../text/locale.svelte";
import { entry, groups } from "./entry";
import { cohortWord, statusWord, statusWords } from "./standing";

const link = (url: string, label = ""): RowBody => ({ type: "link", url, label });
const contact = (contact: "email" | "phone", value: string): RowBody => ({ type: "contact", contact, value, label: "" });

describe("an entry of a page", () => {
  beforeEach(() => current.choose("ja"));

  it("says where a link really leads, whatever it is called", () => {
    expect(entry(link("https://evil.example.test/x", "https://bank.example.jp"))).toMatchObject({
      title: "https://bank.example.jp", aside: "evil.example.test", href: "https://evil.example.test/x",
    });
    expect(entry(link("https://例え.jp/")).title).toBe("xn--r8jz45g.jp");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "not an address"])("leads nowhere with %s", (url) => {
    expect(entry(link(url, "こちら"))).toMatchObject({ title: "こちら", aside: url });
    expect(entry(link(url)).href).toBeUndefined();
  });

  it("opens a mail or a call and nothing else", () => {
    expect(entry(contact("email", "a@b.jp")).href).toBe("mailto:a@b.jp");
    expect(entry(contact("email", "a@b.jp?bcc=c@d.jp&body=x")).href).toBe("mailto:a@b.jp%3Fbcc%3Dc%40d.jp%26body%3Dx");
    expect(entry(contact("phone", "+81 (90) 1234-5678")).href).toBe("tel:+819012345678");
  });

  it("counts a school that was left by how it ended", () => {
    const school = { type: "education" as const, school: "北星大学", course: "工学部", from: "2004-04", outcome: "graduated" as const };
    expect(entry({ ...school, to: "2008-03" }).when).toBe("2004年4月 – 2008年3月 卒業");
    expect(entry({ ...school, to: null }).when).toBe("2004年4月 – 現在に至る");
  });

  it("stands with its like, in the order of a page", () => {
    const rows = [contact("phone", "1"), { type: "skill" as const, name: "SQL", note: "" }, contact("email", "a@b.jp")];
    const shown = groups(rows.map((body, at) => ({ row: String(at), body, confirmed_at: null })));
    expect(shown.map(({ type, entries }) => [type, entries.length])).toEqual([["skill", 1], ["contact", 2]]);
  });
});

describe("what people are", () => {
  beforeEach(() => current.choose("ja"));
  const company = { kind: "company" as const, alumni_label: "" };
  const school = { kind: "school" as const, alumni_label: "" };

  it("is said in the words of the organisation", () => {
    expect([statusWord("current", company), statusWord("current", school)]).toEqual(["在籍者", "在校生"]);
    expect(statusWord("alumnus", { ...company, alumni_label: "卒業生の会" })).toBe("卒業生の会");
    expect(statusWords("current", [company, school, company])).toBe("在籍者・在校生");
    expect(cohortWord(2015, school)).toBe("2015年卒");
  });
});
