// Generated from the engine's list of methods by `cargo xtask gen`. Do not edit.
// A failing call rejects with a Failure; an Event comes over the one event channel.

export type AddRow = { value: RowValue, };
export type Audience = "only_me" | "members";
export type Chosen = { part: string, text: string, };
export type Code = "offline" | "server_unreachable" | "server_error" | "bad_answer" | "timeout" | "unauthorized" | "code_wrong" | "code_expired" | "code_used" | "code_dead" | "address_invalid" | "server_address_invalid" | "server_insecure" | "server_not_resumex" | "rate_limited" | "text_too_long" | "empty" | "invalid" | "not_found" | "gone" | "forbidden" | "id_reused" | "conflict" | "too_large" | "too_many" | "unsent" | "locked" | "no_keystore" | "key_missing" | "disk_full" | "storage" | "schema_too_old" | "unknown";
export type ConflictPart = { 
/**
 * `text`, `visibility` or a part of an entry.
 */
part: string, 
/**
 * What it was.
 */
base: string, 
/**
 * What this device says.
 */
mine: string, 
/**
 * What the other edit says.
 */
theirs: string, 
/**
 * What both together say, if they do not contradict each other.
 */
merged: string | null, };
export type ConflictView = { 
/**
 * The op of this device.
 */
op: OpId, 
/**
 * What it does.
 */
verb: Verb, 
/**
 * To which value.
 */
field: ProfileField | null, 
/**
 * To an entry of which list.
 */
row_type: RowType | null, 
/**
 * The other edit removed the entry.
 */
removed: boolean, 
/**
 * Part by part.
 */
parts: Array<ConflictPart>, };
export type ContactKind = "email" | "phone" | "url";
export type ConversationId = string;
export type ConversationPage = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * The other one.
 */
with: PersonName, 
/**
 * The organisation's name.
 */
organization: string, 
/**
 * Oldest first.
 */
items: Array<MessageItem>, 
/**
 * Where older ones go on; none when these are the first.
 */
before: number | null, 
/**
 * Messages not read.
 */
unread: number, 
/**
 * What was typed and not sent.
 */
draft: string, 
/**
 * False until the conversation has been read to its end once.
 */
ready: boolean, };
export type ConversationParam = { conversation: ConversationId, };
export type ConversationParams = { conversation: ConversationId, 
/**
 * From [`ConversationPage::before`]; none for the newest.
 */
before: number | null, limit: number, };
export type DeleteMessage = { conversation: ConversationId, message: MessageId, };
export type EditMessage = { conversation: ConversationId, message: MessageId, body: string, };
export type EditRow = { row: RowId, base: RowValue, value: RowValue, };
export type Event = { "changed": Array<string> } | { "open": string };
export type Failure = { 
/**
 * What went wrong.
 */
code: Code, 
/**
 * Which part of the call, by its name.
 */
field?: string, 
/**
 * When to try again, in seconds.
 */
retry_after_s?: number, };
export type FieldValue = { 
/**
 * The text; empty means not given.
 */
text: string, 
/**
 * Who sees it.
 */
visibility: Visibility, };
export type FieldView = { 
/**
 * Which.
 */
field: ProfileField, 
/**
 * The text; empty when not given.
 */
text: string, 
/**
 * Who sees it.
 */
visibility: Visibility, 
/**
 * An edit waits to be sent.
 */
pending: boolean, 
/**
 * The op on it that was refused.
 */
refused: OpId | null, 
/**
 * The op on it that contradicts another edit.
 */
conflict: OpId | null, };
export type InboxItem = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * The other one.
 */
with: PersonName, 
/**
 * The organisation's name.
 */
organization: string, 
/**
 * The start of the newest message.
 */
preview: string, 
/**
 * It is one's own.
 */
preview_mine: boolean, 
/**
 * It was taken back.
 */
preview_deleted: boolean, 
/**
 * When it came.
 */
at: number, 
/**
 * Messages not read.
 */
unread: number, 
/**
 * Something of it waits to be sent.
 */
pending: boolean, 
/**
 * The start of what was typed and not sent.
 */
draft: string | null, };
export type Language = "system" | "ja" | "en";
export type MembershipStatus = "alumnus" | "current" | "candidate";
export type MessageId = string;
export type MessageItem = { 
/**
 * Its id.
 */
id: MessageId, 
/**
 * Its place, once the server gave it one.
 */
seq: number | null, 
/**
 * One's own.
 */
mine: boolean, 
/**
 * The text.
 */
body: string, 
/**
 * When it came; of a waiting one, when it was written.
 */
at: number, 
/**
 * Changed since.
 */
edited: boolean, 
/**
 * Taken back.
 */
deleted: boolean, 
/**
 * How far it has come.
 */
state: MessageState, 
/**
 * The op on it that waits or was refused.
 */
op: OpId | null, 
/**
 * Why it was refused.
 */
code: string | null, };
export type MessageState = "waiting" | "sent" | "read" | "refused";
export type MoveRow = { row: RowId, 
/**
 * The entry it stands before; none: the end.
 */
before: RowId | null, };
export type NewConversation = { conversation: ConversationId, };
export type NewMessage = { message: MessageId, };
export type NewRow = { row: RowId, };
export type OpId = string;
export type OpParams = { 
/**
 * Its id.
 */
op: OpId, };
export type OrgId = string;
export type OrganizationItem = { 
/**
 * Its id.
 */
id: OrgId, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is.
 */
kind: OrganizationKind, 
/**
 * What it calls those who left.
 */
alumni_label: string, 
/**
 * One's standing.
 */
status: MembershipStatus, 
/**
 * One's role.
 */
role: Role, };
export type OrganizationKind = "company" | "school" | "association";
export type OutboxItem = { 
/**
 * Which.
 */
op: OpId, 
/**
 * What it does.
 */
verb: Verb, 
/**
 * To which value.
 */
field: ProfileField | null, 
/**
 * To an entry of which list.
 */
row_type: RowType | null, 
/**
 * In which conversation.
 */
conversation: ConversationId | null, 
/**
 * With whom.
 */
with: PersonName | null, 
/**
 * What was typed, shortened.
 */
text: string, 
/**
 * When.
 */
at: number, 
/**
 * What has become of it.
 */
state: OutboxState, 
/**
 * Why it was refused.
 */
code: string | null, 
/**
 * How often it was sent.
 */
tries: number, };
export type OutboxState = "waiting" | "sending" | "refused" | "conflict" | "discarded";
export type Outcome = "entered" | "graduated" | "left" | "completed";
export type PersonId = string;
export type PersonItem = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * In which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
organization_name: string, 
/**
 * The person's name as shown there.
 */
name: PersonName, 
/**
 * The line under the name.
 */
headline: string, 
/**
 * The conversation with this person there, if there is one.
 */
conversation: ConversationId | null, };
export type PersonName = { 
/**
 * Whose name.
 */
person: PersonId, 
/**
 * 姓
 */
family: string, 
/**
 * 名
 */
given: string, 
/**
 * セイ
 */
family_kana: string, 
/**
 * メイ
 */
given_kana: string, };
export type Phase = "locked" | "no_keystore" | "signed_out" | "first_sync" | "ready";
export type Preferences = { language: Language, theme: Theme, };
export type ProfileField = "family_name" | "given_name" | "family_kana" | "given_kana" | "headline" | "summary";
export type ProfileView = { 
/**
 * Every single value, in the order of a profile.
 */
fields: Array<FieldView>, 
/**
 * 職歴
 */
work: Array<RowView>, 
/**
 * 学歴
 */
education: Array<RowView>, 
/**
 * スキル
 */
skills: Array<RowView>, 
/**
 * 連絡先
 */
contacts: Array<RowView>, 
/**
 * The organisations one belongs to.
 */
organizations: Array<OrganizationItem>, 
/**
 * The address signed in with.
 */
login_address: string | null, };
export type Progress = { 
/**
 * Come.
 */
done: number, 
/**
 * To come in all.
 */
total: number, };
export type RedeemCode = { code: string, };
export type RemoveRow = { row: RowId, };
export type RequestCode = { server: string, address: string, };
export type RevokeSession = { session: SessionId, };
export type Role = "member" | "organizer";
export type RowBody = { "type": "work", 
/**
 * 会社名
 */
employer: string, 
/**
 * 役職・職種
 */
title: string, 
/**
 * 入社
 */
from: YearMonth, 
/**
 * 退社; none: 現在に至る
 */
to: YearMonth | null, 
/**
 * What one did.
 */
description: string, } | { "type": "education", 
/**
 * 学校名
 */
school: string, 
/**
 * 学部・学科
 */
course: string, 
/**
 * 入学
 */
from: YearMonth, 
/**
 * The end; none: still there.
 */
to: YearMonth | null, 
/**
 * How it ended.
 */
outcome: Outcome, } | { "type": "skill", 
/**
 * Its name.
 */
name: string, 
/**
 * A remark.
 */
note: string, } | { "type": "contact", 
/**
 * What the value is.
 */
contact: ContactKind, 
/**
 * The value.
 */
value: string, 
/**
 * 自宅, 携帯 …
 */
label: string, };
export type RowId = string;
export type RowType = "work" | "education" | "skill" | "contact";
export type RowValue = { 
/**
 * The content.
 */
body: RowBody, 
/**
 * Who sees it.
 */
visibility: Visibility, };
export type RowView = { 
/**
 * Its id.
 */
row: RowId, 
/**
 * Its content.
 */
body: RowBody, 
/**
 * Who sees it.
 */
visibility: Visibility, 
/**
 * An edit waits to be sent.
 */
pending: boolean, 
/**
 * The op on it that was refused.
 */
refused: OpId | null, 
/**
 * The op on it that contradicts another edit.
 */
conflict: OpId | null, };
export type SaveDraft = { conversation: ConversationId, text: string, };
export type SendMessage = { conversation: ConversationId, body: string, };
export type SessionId = string;
export type SessionItem = { 
/**
 * Its id.
 */
id: SessionId, 
/**
 * The name it gave itself.
 */
device: string, 
/**
 * When it signed in.
 */
created_at: number, 
/**
 * When it was last used, to the hour.
 */
last_used_at: number, 
/**
 * Whether it is this one.
 */
current: boolean, };
export type SetField = { field: ProfileField, base: FieldValue, value: FieldValue, };
export type Settle = { op: OpId, parts: Array<Chosen>, 
/**
 * The other edit removed the entry, and that is right.
 */
keep_removed: boolean, };
export type SignOut = { discard_unsent: boolean, };
export type Start = { 
/**
 * Where the app stands.
 */
phase: Phase, 
/**
 * Who is signed in.
 */
me: PersonName | null, 
/**
 * The server.
 */
server: string | null, 
/**
 * The address signed in with.
 */
address: string | null, 
/**
 * The language chosen.
 */
language: Language, 
/**
 * The theme chosen.
 */
theme: Theme, 
/**
 * Sync.
 */
status: SyncStatus, 
/**
 * Unread messages in all conversations.
 */
unread: number, 
/**
 * False when nothing is kept on this device.
 */
saving: boolean, 
/**
 * The server of an invitation that was opened.
 */
invited_server: string | null, 
/**
 * The cache was damaged and is being fetched again.
 */
cache_rebuilt: boolean, };
export type StartConversation = { person: PersonId, organization: OrgId, };
export type SyncState = "fresh" | "syncing" | "offline" | "signed_out_remotely";
export type SyncStatus = { 
/**
 * How the device stands to the server.
 */
state: SyncState, 
/**
 * When the last round ended well.
 */
last_sync_at: number | null, 
/**
 * Ops that wait.
 */
unsent: number, 
/**
 * Ops the server will not carry out.
 */
refused: number, 
/**
 * Ops that contradict another edit.
 */
conflicts: number, 
/**
 * While the first pull runs.
 */
progress: Progress | null, };
export type Theme = "system" | "light" | "dark";
export type Verb = "set_field" | "add_row" | "edit_row" | "remove_row" | "move_row" | "start_conversation" | "send_message" | "edit_message" | "delete_message" | "mark_read";
export type Visibility = Array<VisibilityRule>;
export type VisibilityRule = { 
/**
 * The organisation whose people are meant.
 */
organization: OrgId, 
/**
 * Who of them may see it.
 */
audience: Audience, };
export type YearMonth = string;

/** Every call: its parameters and its result. */
export interface Methods {
  start: [void, Start];
  status: [void, SyncStatus];
  inbox: [void, Array<InboxItem>];
  conversation: [ConversationParams, ConversationPage];
  people: [void, Array<PersonItem>];
  profile: [void, ProfileView];
  outbox: [void, Array<OutboxItem>];
  conflict: [OpParams, ConflictView];
  set_field: [SetField, void];
  add_row: [AddRow, NewRow];
  edit_row: [EditRow, void];
  remove_row: [RemoveRow, void];
  move_row: [MoveRow, void];
  start_conversation: [StartConversation, NewConversation];
  send_message: [SendMessage, NewMessage];
  edit_message: [EditMessage, void];
  delete_message: [DeleteMessage, void];
  mark_read: [ConversationParam, void];
  save_draft: [SaveDraft, void];
  retry: [OpParams, void];
  discard: [OpParams, void];
  restore: [OpParams, void];
  settle: [Settle, void];
  set_preferences: [Preferences, void];
  cancel_sign_in: [void, void];
  sync_now: [void, void];
  request_code: [RequestCode, void];
  redeem_code: [RedeemCode, void];
  sessions: [void, Array<SessionItem>];
  revoke_session: [RevokeSession, void];
  sign_out: [SignOut, void];
  unlock: [void, void];
  start_over: [void, void];
  run_without_saving: [void, void];
}
