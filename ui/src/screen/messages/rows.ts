// What a conversation looks like from top to bottom: days, the line where the unread begin, and messages in groups.
import type { MessageItem } from "../../ipc/gen/types";

export type Row =
  | { kind: "top"; key: string }
  | { kind: "day"; key: string; at: number }
  | { kind: "unread"; key: string }
  | { kind: "message"; key: string; item: MessageItem; head: boolean; tail: boolean };

const TOGETHER = 5 * 60_000;

export function rowsOf(items: readonly MessageItem[], unreadFrom: string | null): Row[] {
  const rows: Row[] = [{ kind: "top", key: "top" }];
  items.forEach((item, index) => {
    const before = items[index - 1];
    const after = items[index + 1];
    if (!before || !sameDay(before.at, item.at)) rows.push({ kind: "day", key: `day:${item.id}`, at: item.at });
    if (item.id === unreadFrom) rows.push({ kind: "unread", key: "unread" });
    rows.push({
      kind: "message",
      key: item.id,
      item,
      head: !before || !together(before, item) || item.id === unreadFrom,
      tail: !after || !together(item, after) || after.id === unreadFrom,
    });
  });
  return rows;
}

/** The first of the newest `unread` messages of the other. */
export function firstUnread(items: readonly MessageItem[], unread: number): string | null {
  if (unread <= 0) return null;
  const theirs = items.filter((item) => !item.mine);
  return theirs[Math.max(0, theirs.length - unread)]?.id ?? null;
}

/** Rows were added above what was there: the view must stay on the same message. */
export function grewAbove(before: readonly Row[], after: readonly Row[]): boolean {
  const last = before.at(-1);
  return before.length > 1 && after.length > before.length && last?.key === after.at(-1)?.key;
}

function together(a: MessageItem, b: MessageItem): boolean {
  return a.mine === b.mine && a.author?.person === b.author?.person && sameDay(a.at, b.at) && b.at - a.at < TOGETHER;
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
