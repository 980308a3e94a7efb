import type { OutboxItem, Verb } from "../ipc/gen/types";
import { m } from "./gen/messages.js";
import { fullName } from "./names";
import { fieldName, sectionName } from "./profile";

/** What the person did, in words: 「ひとこと紹介の変更」. */
export function doing(item: Pick<OutboxItem, "verb" | "field" | "row_type" | "with">): string {
  const field = item.field ? fieldName(item.field) : m.profile_title();
  const row = item.row_type ? sectionName(item.row_type) : m.profile_title();
  const name = item.with ? fullName(item.with) : m.person_unknown();
  const say: Record<Verb, () => string> = {
    set_field: () => m.verb_set_field({ field }),
    add_row: () => m.verb_add_row({ row }),
    edit_row: () => m.verb_edit_row({ row }),
    remove_row: () => m.verb_remove_row({ row }),
    move_row: () => m.verb_move_row({ row }),
    start_conversation: () => m.verb_start_conversation({ name }),
    send_message: () => m.verb_send_message({ name }),
    edit_message: () => m.verb_edit_message({ name }),
    delete_message: () => m.verb_delete_message({ name }),
    mark_read: () => m.verb_mark_read({ name }),
  };
  return say[item.verb]();
}
