import type { OutboxItem } from "../../ipc/gen/types";

export interface Groups {
  conflicts: OutboxItem[];
  refused: OutboxItem[];
  waiting: OutboxItem[];
  discarded: OutboxItem[];
}

/** An entry that I changed and another device removed: the engine refuses it, the person can settle it. */
export function removedElsewhere(item: OutboxItem): boolean {
  return item.state === "refused" && item.verb === "edit_row" && item.code === "gone";
}

export function grouped(items: readonly OutboxItem[]): Groups {
  const groups: Groups = { conflicts: [], refused: [], waiting: [], discarded: [] };
  for (const item of items) {
    switch (item.state) {
      case "conflict":
        groups.conflicts.push(item);
        break;
      case "refused":
        (removedElsewhere(item) ? groups.conflicts : groups.refused).push(item);
        break;
      case "waiting":
      case "sending":
        groups.waiting.push(item);
        break;
      case "discarded":
        groups.discarded.push(item);
    }
  }
  return groups;
}

/** Where what was typed can be changed. */
export function editPath(item: OutboxItem): string {
  return item.conversation ? `/messages/${item.conversation}` : "/profile";
}
