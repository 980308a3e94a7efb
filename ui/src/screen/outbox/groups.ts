import type { OutboxItem, Verb } from "../../ipc/gen/types";

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

/** What goes to somebody, not a change of something that is there. */
const SENT: ReadonlySet<Verb> = new Set(["send_message", "start_conversation", "start_desk", "answer_request", "report"]);
export const isSending = ({ verb }: Pick<OutboxItem, "verb">) => SENT.has(verb);

/** Where what was done can be done anew; null: there is nothing to change. */
export function editPath({ verb, conversation }: Pick<OutboxItem, "verb" | "conversation">): string | null {
  switch (verb) {
    case "set_field":
    case "confirm_field":
    case "add_row":
    case "edit_row":
    case "confirm_row":
    case "remove_row":
    case "move_row":
      return "/profile";
    case "set":
    case "block":
    case "unblock":
      return "/settings";
    case "save_offer":
    case "unsave_offer":
      return "/offers";
    case "start_conversation":
    case "answer_request":
    case "start_desk":
    case "send_message":
    case "edit_message":
    case "delete_message":
    case "mark_read":
      return conversation ? `/messages/${conversation}` : "/messages";
    case "set_member":
    case "add_offer":
    case "edit_offer":
    case "publish_offer":
    case "close_offer":
    case "remove_offer":
    case "close_report":
      return "/desk";
    case "report":
    case "mark_noticed":
      return null;
  }
}
