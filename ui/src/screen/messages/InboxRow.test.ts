import { cleanup, render, screen } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { person } from "../../test/host";
import InboxRow from "./InboxRow.svelte";

const item = (more: object = {}) => ({
  conversation: "c1", kind: "direct" as const, standing: "open" as const, purpose: null, with: person(), organization_id: "o1", organization: "みどり製作所", preview: "お元気ですか", preview_mine: false,
  preview_deleted: false, preview_file: false, draft_file: false, at: Date.now(), unread: 0, pending: false, refused: false, draft: null, ...more,
});
const text = (more: object) => {
  render(InboxRow, { item: item(more), selected: false });
  return screen.getByRole("link").textContent?.replace(/\s+/g, " ");
};

describe("a row of the inbox", () => {
  beforeEach(() => current.choose("ja"));

  it("shows who, from where and what", () => expect(text({})).toMatch(/佐藤 健太 みどり製作所 .*お元気ですか/));
  it("with a desk has the organisation's name and a mark", () =>
    expect(text({ kind: "with_desk" })).toMatch(/^ ?み みどり製作所 .*事務局 お元気ですか/));
  it("at a desk has the member's name and a mark", () => expect(text({ kind: "at_desk" })).toMatch(/佐藤 健太 みどり製作所 .*事務局/));
  it("says that somebody asks for contact", () => expect(text({ standing: "asking" })).toContain("連絡のお願い お元気ですか"));
  it("is quiet about whom one has blocked", () => {
    const said = text({ standing: "blocked", unread: 3, draft: "書きかけ" });
    expect(said).toContain("ブロック中");
    expect(said).not.toMatch(/お元気|未読|書きかけ/);
  });
  it("says that I wrote it", () => expect(text({ preview_mine: true })).toContain("自分: お元気ですか"));
  it("puts the draft first", () => expect(text({ draft: "書きかけ" })).toMatch(/下書き 書きかけ/));
  it("says when a message was withdrawn", () => expect(text({ preview_deleted: true })).toContain("取り消されました"));
  it("counts the unread for the eye and the ear", () => expect(text({ unread: 120 })).toMatch(/99\+ 未読 120 件/));
  it("shows a clock while something waits", () => {
    text({ pending: true });
    expect(screen.getByRole("img", { name: "未送信" })).toBeTruthy();
  });
  it("says that a message could not be sent, before what the preview says", () =>
    expect(text({ refused: true })).toContain("送れませんでした お元気ですか"));
  it("puts a paper clip before the name of a file, unless other words stand there", () => {
    expect(text({ preview: "図面.pdf", preview_file: true })).toContain("図面.pdf");
    expect(screen.getByRole("img", { name: "添付" })).toBeTruthy();
    cleanup();
    text({ preview: "図面.pdf", preview_file: true, draft: "書きかけ" });
    expect(screen.queryByRole("img")).toBeNull();
    cleanup();
    text({ draft: "下書きの図面.pdf", draft_file: true });
    expect(screen.getByRole("img", { name: "添付" })).toBeTruthy();
  });
  it("shows hostile text as text", () => {
    text({ preview: "<img src=x onerror=alert(1)>" });
    expect(document.querySelector("img")).toBeNull();
  });
});
