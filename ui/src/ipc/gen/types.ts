export type Phase = "locked" | "no_keystore" | "signed_out" | "first_sync" | "ready";
export type Language = "system" | "ja" | "en";
export type Theme = "system" | "light" | "dark";
export interface PersonName { person: string; family: string; given: string; family_kana: string; given_kana: string }
export interface Progress { done: number; total: number }
export type SyncState = "fresh" | "syncing" | "offline" | "signed_out_remotely";
export interface SyncStatus { state: SyncState; last_sync_at: number | null; unsent: number; refused: number; conflicts: number; progress: Progress | null }
export interface Start { phase: Phase; me: PersonName | null; server: string | null; address: string | null; language: Language; theme: Theme; status: SyncStatus; unread: number; saving: boolean; invited_server: string | null; cache_rebuilt: boolean }
export interface InboxItem { conversation: string; with: PersonName; organization: string; preview: string; preview_mine: boolean; preview_deleted: boolean; at: number; unread: number; pending: boolean; draft: string | null }
export type MessageState = "waiting" | "sent" | "read" | "refused";
export interface MessageItem { id: string; seq: number | null; mine: boolean; body: string; at: number; edited: boolean; deleted: boolean; state: MessageState; op: string | null; code: string | null }
export interface ConversationPage { conversation: string; with: PersonName; organization: string; items: MessageItem[]; before: number | null; unread: number; draft: string; ready: boolean }
export interface PersonItem { person: string; organization: string; organization_name: string; name: PersonName; headline: string; conversation: string | null }
export type Audience = "only_me" | "members";
export interface VisibilityRule { organization: string; audience: Audience }
export interface OrganizationItem { id: string; name: string; kind: "company" | "school" | "association"; alumni_label: string; status: "alumnus" | "current" | "candidate"; role: "member" | "organizer" }
export type ProfileField = "family_name" | "given_name" | "family_kana" | "given_kana" | "headline" | "summary";
export interface FieldView { field: ProfileField; text: string; visibility: VisibilityRule[]; pending: boolean; refused: string | null; conflict: string | null }
export type RowBody =
  | { type: "work"; employer: string; title: string; from: string; to: string | null; description: string }
  | { type: "education"; school: string; course: string; from: string; to: string | null; outcome: "entered" | "graduated" | "left" | "completed" }
  | { type: "skill"; name: string; note: string }
  | { type: "contact"; contact: "email" | "phone" | "url"; value: string; label: string };
export interface RowView { row: string; body: RowBody; visibility: VisibilityRule[]; pending: boolean; refused: string | null; conflict: string | null }
export interface ProfileView { fields: FieldView[]; work: RowView[]; education: RowView[]; skills: RowView[]; contacts: RowView[]; organizations: OrganizationItem[]; login_address: string | null }
export type OutboxState = "waiting" | "sending" | "refused" | "conflict" | "discarded";
export type Verb = "set_field" | "add_row" | "edit_row" | "remove_row" | "move_row" | "start_conversation" | "send_message" | "edit_message" | "delete_message" | "mark_read";
export interface OutboxItem { op: string; verb: Verb; field: ProfileField | null; row_type: "work" | "education" | "skill" | "contact" | null; conversation: string | null; with: PersonName | null; text: string; at: number; state: OutboxState; code: string | null; tries: number }
export interface ConflictPart { part: string; base: string; mine: string; theirs: string; merged: string | null }
export interface ConflictView { op: string; verb: "set_field" | "edit_row"; field: ProfileField | null; row_type: "work" | "education" | "skill" | "contact" | null; removed: boolean; parts: ConflictPart[] }
export interface SessionItem { id: string; device: string; created_at: number; last_used_at: number; current: boolean }
