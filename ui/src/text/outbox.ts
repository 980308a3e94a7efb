import type { OutboxItem, Verb } from "../ipc/gen/types";
import { m } from "./index";
import { fullName } from "./names";
import { fieldName, sectionName } from "./profile";

type Done = Pick<OutboxItem, "verb" | "field" | "row_type" | "with" | "organization">;

/** What the person did, in words: 「ひとこと紹介の変更」. */
export function doing(item: Done): string {
  const field = item.field ? fieldName(item.field) : m.profile_title();
  const row = item.row_type ? sectionName(item.row_type) : m.profile_title();
  const name = other(item);
  const say: Record<Verb, () => string> = {
    set_field: () => m.verb_set_field({ field }),
    confirm_field: () => m.verb_confirm_field({ field }),
    add_row: () => m.verb_add_row({ row }),
    edit_row: () => m.verb_edit_row({ row }),
    confirm_row: () => m.verb_confirm_row({ row }),
    remove_row: () => m.verb_remove_row({ row }),
    move_row: () => m.verb_move_row({ row }),
    set: m.verb_set,
    save_offer: m.verb_save_offer,
    unsave_offer: m.verb_unsave_offer,
    block: () => m.verb_block({ name }),
    unblock: () => m.verb_unblock({ name }),
    report: () => m.verb_report({ name }),
    start_conversation: () => m.verb_start_conversation({ name }),
    answer_request: () => m.verb_answer_request({ name }),
    start_desk: () => m.verb_start_desk({ name }),
    send_message: () => m.verb_send_message({ name }),
    edit_message: () => m.verb_edit_message({ name }),
    delete_message: () => m.verb_delete_message({ name }),
    mark_read: () => m.verb_mark_read({ name }),
    mark_noticed: m.verb_mark_noticed,
    set_member: () => m.verb_set_member({ name }),
    add_offer: m.verb_add_offer,
    edit_offer: m.verb_edit_offer,
    publish_offer: m.verb_publish_offer,
    close_offer: m.verb_close_offer,
    remove_offer: m.verb_remove_offer,
    close_report: () => m.verb_close_report({ name }),
  };
  return say[item.verb]();
}

/** With whom, or about whom. A desk has no name beside its organisation's. */
export function other({ with: person, organization }: Pick<OutboxItem, "with" | "organization">): string {
  if (person) return m.talk_person({ name: fullName(person) });
  return organization ? m.talk_desk({ organization }) : m.person_unknown();
}
