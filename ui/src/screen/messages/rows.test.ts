import { describe, expect, it } from "vitest";
import type { MessageItem } from "../../ipc/gen/types";
import { firstUnread, grewAbove, rowsOf } from "./rows";

const noon = new Date(2026, 10, 24, 12, 0).getTime();
const MINUTE = 60_000;

const message = (id: string, mine: boolean, at: number): MessageItem => ({
  id, seq: 1, mine, author: null, body: id, about: null, at, edited: false, deleted: false, state: "sent", op: null, code: null, attachments: [],
});

/** "d" a day, "u" the unread line, "(" the head and ")" the tail of a group around a message's id. */
function drawn(items: MessageItem[], unreadFrom: string | null = null): string {
  return rowsOf(items, unreadFrom)
    .map((row) => {
      if (row.kind === "day") return "d";
      if (row.kind === "unread") return "u";
      return row.kind === "message" ? `${row.head ? "(" : ""}${row.item.id}${row.tail ? ")" : ""}` : "";
    })
    .join("");
}

describe("rows of a conversation", () => {
  it("groups one side's messages within five minutes", () => {
    const items = [message("a", true, noon), message("b", true, noon + MINUTE), message("c", false, noon + 2 * MINUTE)];
    expect(drawn(items)).toBe("d(ab)(c)");
  });

  it("parts a group after five minutes and at midnight", () => {
    const night = new Date(2026, 10, 24, 23, 59).getTime();
    expect(drawn([message("a", true, noon), message("b", true, noon + 5 * MINUTE)])).toBe("d(a)(b)");
    expect(drawn([message("a", true, night), message("b", true, night + 2 * MINUTE)])).toBe("d(a)d(b)");
  });

  it("parts a group where another organizer goes on", () => {
    const author = { person: "p2", family: "", given: "", family_kana: "", given_kana: "" };
    expect(drawn([message("a", false, noon), { ...message("b", false, noon + MINUTE), author }])).toBe("d(a)(b)");
  });

  it("draws a line where the unread begin, and parts the group there", () => {
    const items = [message("a", false, noon), message("b", false, noon + MINUTE)];
    expect(drawn(items, "b")).toBe("d(a)u(b)");
  });

  it("counts the unread from the other's newest", () => {
    const items = [message("a", false, 1), message("b", false, 2), message("c", true, 3), message("d", false, 4)];
    expect(firstUnread(items, 2)).toBe("b");
    expect(firstUnread(items, 0)).toBeNull();
    expect(firstUnread(items, 99), "older ones are not loaded").toBe("a");
  });

  it("knows older rows from newer ones", () => {
    const late = rowsOf([message("b", true, noon)], null);
    const both = rowsOf([message("a", true, noon - MINUTE), message("b", true, noon)], null);
    const newer = rowsOf([message("b", true, noon), message("c", true, noon + MINUTE)], null);
    expect(grewAbove(late, both)).toBe(true);
    expect(grewAbove(late, newer)).toBe(false);
    expect(grewAbove([], both)).toBe(false);
  });
});
