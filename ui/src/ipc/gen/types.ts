// Generated from the engine's list of methods by `cargo xtask gen`. Do not edit.
// A failing call rejects with a Failure; an Event comes over the one event channel.

export type AboutOffer = { 
/**
 * Which.
 */
offer: OfferId, 
/**
 * Whose.
 */
organization: OrgId, 
/**
 * Its title; empty when it is not, or no longer, shown to this person.
 */
title: string, };
export type AddOffer = { organization: OrgId, kind: OfferKind, 
/**
 * What it is called so far; the UI's word for a new draft.
 */
title: string, 
/**
 * An offer of the same organisation to begin with; none: an empty one.
 */
like: OfferId | null, };
export type AddRow = { value: RowValue, };
export type AnswerRequest = { conversation: ConversationId, accept: boolean, };
export type Attach = { conversation: ConversationId, 
/**
 * The file's name.
 */
name: string, 
/**
 * The file, at most 25 MiB, as base64.
 */
file: string, };
export type Attachment = { 
/**
 * Of the content as it is sent.
 */
digest: Digest, 
/**
 * The file's name, as [`file_name`](crate::text::file_name) leaves it.
 */
name: string, 
/**
 * Its MIME type as the author's device took it, in lower case. Nobody may trust it: it chooses a symbol.
 */
kind: string, 
/**
 * How long the content is, in bytes.
 */
bytes: number, 
/**
 * What is shown of a picture before it is fetched.
 */
preview?: Preview | null, };
export type AttachmentItem = { 
/**
 * Its content.
 */
digest: Digest, 
/**
 * The file's name.
 */
name: string, 
/**
 * The file's kind as its author's device took it: for a symbol and nothing else.
 */
kind: string, 
/**
 * How long it is, in bytes.
 */
bytes: number, 
/**
 * What is shown of a picture before it is fetched.
 */
preview: Preview | null, } & ({ "state": "here" } | { "state": "away" } | { "state": "sending", 
/**
 * Bytes that are there.
 */
sent: number, } | { "state": "fetching", 
/**
 * Bytes that are here.
 */
got: number, } | { "state": "failed", 
/**
 * Why.
 */
code: string, });
export type AttachmentParams = { conversation: ConversationId, 
/**
 * The message that names it.
 */
message: MessageId, digest: Digest, };
export type Audience = "only_me" | "connections" | "alumni" | "current" | "candidates" | "members" | "organizers";
export type BlockItem = { 
/**
 * Whom.
 */
person: PersonId, 
/**
 * By the name one knew.
 */
name: PersonName, 
/**
 * Since when.
 */
at: number, };
export type BlockPerson = { organization: OrgId, person: PersonId, };
export type Cadence = "now" | "daily" | "weekly" | "off";
export type CadenceView = { 
/**
 * Which.
 */
category: Category, 
/**
 * When.
 */
cadence: Cadence, 
/**
 * It is what holds unless the person says otherwise.
 */
is_default: boolean, };
export type Category = "message" | "contact_request" | "offer" | "desk" | "membership";
export type CategoryCadence = { 
/**
 * Which category.
 */
category: Category, 
/**
 * When it rings.
 */
cadence: Cadence, };
export type ChangedPart = { 
/**
 * Its name on the wire; parts of the terms as `terms.<name>`.
 */
part: string, 
/**
 * What it was, as JSON.
 */
before: string, 
/**
 * What it became, as JSON.
 */
after: string, };
export type Changing = { 
/**
 * 雇入れ直後
 */
initial: string, 
/**
 * 変更の範囲
 */
range: string, };
export type CheckMode = "live" | "poll" | "offline";
export type Checks = { 
/**
 * When the server last said whether anything was new.
 */
last_checked_at: number | null, 
/**
 * How it is asked now.
 */
mode: CheckMode, 
/**
 * All of today.
 */
today: Traffic, 
/**
 * Of it the polls.
 */
polls: Traffic, 
/**
 * Of it the live stream.
 */
live: Traffic, 
/**
 * Of it fetching and sending.
 */
rounds: Traffic, };
export type Choice = { 
/**
 * What a filter names: an id, a year or a text.
 */
value: string, 
/**
 * What is shown.
 */
label: string, 
/**
 * How many people have it.
 */
count: number, };
export type ChoicesParams = { organization: OrgId | null, };
export type ChooseHost = { 
/**
 * Closing the window hides it.
 */
close_to_tray?: boolean, 
/**
 * The system starts the app.
 */
autostart?: boolean, };
export type Chosen = { part: string, text: string, };
export type CloseReport = { organization: OrgId, report: ReportId, note: string, };
export type Closing = { 
/**
 * By which organizer.
 */
by: PersonId, 
/**
 * When.
 */
at: number, 
/**
 * What was done.
 */
note: string, };
export type Code = "offline" | "server_unreachable" | "server_error" | "bad_answer" | "timeout" | "wrong_date" | "unauthorized" | "code_wrong" | "code_expired" | "code_used" | "code_dead" | "address_invalid" | "server_address_invalid" | "server_insecure" | "server_not_resumex" | "rate_limited" | "text_too_long" | "empty" | "invalid" | "not_found" | "gone" | "forbidden" | "id_reused" | "conflict" | "too_large" | "too_many" | "too_many_waiting" | "not_accepted" | "missing_items" | "unsent" | "locked" | "no_keystore" | "key_missing" | "in_use" | "disk_full" | "storage" | "damaged" | "not_removed" | "schema_too_old" | "unknown";
export type Conditions = { 
/**
 * Kinds of offers.
 */
kinds: Array<OfferKind>, 
/**
 * 都道府県 of the workplace, as offers name them.
 */
prefectures: Array<string>, 
/**
 * How much of the work can be done from elsewhere, at least.
 */
remote: Remote | null, 
/**
 * Pay, at least.
 */
pay: LeastPay | null, 
/**
 * From when on.
 */
from: YearMonth | null, };
export type Confirm = { fields: Array<ProfileField>, rows: Array<RowId>, };
export type ConflictPart = { 
/**
 * `text`, `visibility`, or a part of an entry, a member or an offer; those of its terms as `terms.<name>`.
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
export type Contact = { 
/**
 * The conversation with them in this organisation, if there is one.
 */
conversation: ConversationId | null, 
/**
 * How it stands.
 */
standing: ConversationState | null, 
/**
 * Whether one may ask for contact.
 */
may_ask: boolean, };
export type ContactKind = "email" | "phone";
export type ContractTerms = { 
/**
 * 発注者
 */
client: string, 
/**
 * 給付・役務の内容
 */
content: string, 
/**
 * 期間・期日
 */
period: string, 
/**
 * 場所
 */
place: string, 
/**
 * 報酬
 */
fee: Pay, 
/**
 * 支払期日
 */
pay_day: string, 
/**
 * Days from delivery to payment, at most 60.
 */
pay_within_days: number | null, 
/**
 * 検査・検収
 */
acceptance: string, };
export type ConversationId = string;
export type ConversationPage = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * Whom it is with.
 */
kind: InboxKind, 
/**
 * How it stands.
 */
standing: ConversationState, 
/**
 * What the request was for, if it began with one.
 */
purpose: Purpose | null, 
/**
 * The other one; at the desk the member; of a conversation with a desk oneself.
 */
with: PersonName, 
/**
 * The organisation.
 */
organization_id: OrgId, 
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
 * Where newer ones go on; none when these are the newest.
 */
after: number | null, 
/**
 * Messages not read.
 */
unread: number, 
/**
 * What was typed and not sent.
 */
draft: string, 
/**
 * What was put beside it, and not sent.
 */
draft_attachments: Array<Attachment>, 
/**
 * False until the conversation has been read to its end once.
 */
ready: boolean, };
export type ConversationParam = { conversation: ConversationId, };
export type ConversationParams = { conversation: ConversationId, 
/**
 * From [`ConversationPage::before`]: the ones before that; none for the newest.
 */
before: number | null, 
/**
 * From [`ConversationPage::after`]: the ones from there on.
 */
after?: number, 
/**
 * A message that stands in the middle, half of them before it. The newest when it is not here.
 */
around?: MessageId, limit: number, };
export type ConversationState = "open" | "asked" | "asking" | "declined" | "declined_by_me" | "blocked";
export type Criterion = { "criterion": "skill", 
/**
 * Its name.
 */
name: string, } | { "criterion": "language", 
/**
 * Its name.
 */
name: string, } | { "criterion": "certificate", 
/**
 * Its name.
 */
name: string, } | { "criterion": "years", 
/**
 * How many.
 */
years: number, };
export type Day = string;
export type DeleteMessage = { conversation: ConversationId, message: MessageId, };
export type DeskItem = { 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
name: string, };
export type DeskOfferView = { 
/**
 * What the list shows.
 */
item: OfferItem, 
/**
 * What it says.
 */
value: OfferValue, 
/**
 * What must still be said before it can be published, by the names of its parts.
 */
missing: Array<string>, 
/**
 * What changed since it was published, newest first.
 */
changes: Array<OfferChange>, 
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
export type DeskParams = { organization: OrgId, };
export type DeskView = { 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
name: string, 
/**
 * How many members of each status: alumni, current, candidates.
 */
alumni: number, 
/**
 * 在籍者・在校生
 */
current: number, 
/**
 * 候補者
 */
candidates: number, 
/**
 * Offers that are published.
 */
published: number, 
/**
 * Offers that are being written.
 */
drafts: number, 
/**
 * Reports that wait.
 */
reports: number, 
/**
 * Conversations with the desk that have unread messages.
 */
unread: number, 
/**
 * False until the desk has been read to its end once.
 */
ready: boolean, };
export type Detach = { conversation: ConversationId, digest: Digest, };
export type DevicePreferences = { language: Language, theme: Theme, };
export type Digest = string;
export type EditMessage = { conversation: ConversationId, message: MessageId, body: string, };
export type EditOffer = { organization: OrgId, offer: OfferId, 
/**
 * What the organizer saw when they began.
 */
base: OfferValue, value: OfferValue, };
export type EditRow = { row: RowId, base: RowValue, value: RowValue, };
export type EmploymentTerms = { 
/**
 * 業務の内容
 */
duties: Changing, 
/**
 * 就業の場所
 */
place: Changing, 
/**
 * 契約期間
 */
period: string, 
/**
 * 更新の有無・基準・上限
 */
renewal: string, 
/**
 * 試用期間
 */
trial: string, 
/**
 * 始業・終業の時刻
 */
hours: string, 
/**
 * 休憩時間
 */
breaks: string, 
/**
 * 休日・休暇
 */
holidays: string, 
/**
 * 所定時間外労働
 */
overtime: string, 
/**
 * 賃金
 */
pay: Pay, 
/**
 * 加入保険
 */
insurance: string, 
/**
 * 募集者・雇用者の名称
 */
employer: string, 
/**
 * 派遣労働者として雇用するか
 */
dispatch: string, 
/**
 * 受動喫煙防止措置
 */
smoking: string, };
export type Era = "western" | "japanese";
export type Event = { "changed": Array<string> } | { "open": string | null };
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
 * 確認日: when it was last said that it is so.
 */
confirmed_at: number | null, 
/**
 * That is so long ago that it should be looked at again.
 */
stale: boolean, 
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
export type FixedOvertime = { 
/**
 * Yen.
 */
yen: number, 
/**
 * For how many hours.
 */
hours: number, 
/**
 * Whether hours beyond these are paid.
 */
is_excess_paid: boolean, };
export type FormerName = { 
/**
 * 姓
 */
family: string, 
/**
 * セイ
 */
family_kana?: string, };
export type Grants = { 
/**
 * To read the directory, as far as its people show themselves.
 */
directory: boolean, 
/**
 * To read offers meant for the standing.
 */
offers: boolean, 
/**
 * To ask a fellow member for contact.
 */
contact: boolean, 
/**
 * To work at the organisation's desk: members, offers, reports, conversations with the desk.
 */
desk: boolean, };
export type HostChoices = { 
/**
 * Closing the window hides it, and the app goes on in the background.
 */
close_to_tray: boolean, 
/**
 * The system starts the app. The system's own word: a person may have taken it back there.
 */
autostart: boolean, 
/**
 * Whether the system can start the app at all.
 */
can_autostart: boolean, 
/**
 * Whether an icon can be reached while the window is hidden.
 */
has_tray: boolean, };
export type InboxItem = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * Whom it is with.
 */
kind: InboxKind, 
/**
 * How it stands.
 */
standing: ConversationState, 
/**
 * What the request was for, if it began with one.
 */
purpose: Purpose | null, 
/**
 * The other one; at the desk the member; of a conversation with a desk oneself.
 */
with: PersonName, 
/**
 * The organisation.
 */
organization_id: OrgId, 
/**
 * The organisation's name.
 */
organization: string, 
/**
 * The start of the newest message; of one without a text the name of the first file that came with it.
 */
preview: string, 
/**
 * The preview is the name of a file.
 */
preview_file: boolean, 
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
 * A message of it was refused, and is kept where it was written.
 */
refused: boolean, 
/**
 * The start of what was typed and not sent; without a text the name of the first file.
 */
draft: string | null, 
/**
 * The draft is the name of a file.
 */
draft_file: boolean, };
export type InboxKind = "direct" | "with_desk" | "at_desk";
export type Language = "system" | "ja" | "en";
export type LeastPay = { 
/**
 * For what time.
 */
unit: PayUnit, 
/**
 * Yen.
 */
yen: number, };
export type Line = { 
/**
 * Which.
 */
point: Point, 
/**
 * Whether it is met.
 */
verdict: Verdict, };
export type MarkNoticed = { notice: NoticeId, };
export type MemberItem = { 
/**
 * Who.
 */
person: PersonId, 
/**
 * The membership.
 */
membership: MembershipId, 
/**
 * The name in the roster.
 */
name: PersonName, 
/**
 * What the organisation says.
 */
value: MemberValue, 
/**
 * Names of the units.
 */
units: Array<string>, 
/**
 * Since when.
 */
since: number, 
/**
 * Changes of status, oldest first.
 */
history: Array<StatusTransition>, 
/**
 * Whether they show themselves in the directory to this organizer.
 */
listed: boolean, 
/**
 * The conversation with the desk, if there is one.
 */
conversation: ConversationId | null, 
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
export type MemberList = { 
/**
 * Those that fit.
 */
items: Array<MemberItem>, 
/**
 * How many there are in all that fit.
 */
total: number, 
/**
 * How many there are.
 */
everybody: number, };
export type MemberValue = { 
/**
 * The status.
 */
status: MembershipStatus, 
/**
 * The role.
 */
role: Role, 
/**
 * 在籍歴: the units they belong or belonged to. Sorted.
 */
units?: Array<UnitId>, 
/**
 * 期・卒業年度: the year in which they graduated or joined.
 */
cohort?: number | null, 
/**
 * The position they hold or held there.
 */
title?: string, };
export type MembersParams = { organization: OrgId, 
/**
 * Found in a name, a reading, the position; folded, every word.
 */
text: string, 
/**
 * In one of these units, or below it.
 */
units: Array<UnitId>, 
/**
 * With one of these statuses.
 */
statuses: Array<MembershipStatus>, 
/**
 * From which place on, 0 for the first.
 */
offset: number, 
/**
 * How many, at most 500.
 */
limit: number, };
export type MembershipId = string;
export type MembershipStatus = "alumnus" | "current" | "candidate";
export type MessageHit = { 
/**
 * Where.
 */
conversation: ConversationId, 
/**
 * Which.
 */
message: MessageId, 
/**
 * Whom the conversation is with.
 */
kind: InboxKind, 
/**
 * The other one; at the desk the member; of a conversation with a desk oneself.
 */
with: PersonName, 
/**
 * The organisation's name.
 */
organization: string, 
/**
 * It is one's own.
 */
mine: boolean, 
/**
 * When it was sent.
 */
at: number, 
/**
 * The part of it in which it was found.
 */
said: Array<Piece>, };
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
 * Who wrote it, where that is not plain: another organizer at the desk.
 */
author: PersonName | null, 
/**
 * The text.
 */
body: string, 
/**
 * The offer that it is about.
 */
about: AboutOffer | null, 
/**
 * What was sent along.
 */
attachments: Array<AttachmentItem>, 
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
export type Met = { 
/**
 * So many …
 */
met: number, 
/**
 * … of so many.
 */
stated: number, };
export type MoveRow = { row: RowId, 
/**
 * The entry it stands before; none: the end.
 */
before: RowId | null, };
export type Need = { "need": "settle", 
/**
 * How many.
 */
count: number, } | { "need": "request", 
/**
 * In which conversation.
 */
conversation: ConversationId, 
/**
 * Who.
 */
with: PersonName, 
/**
 * What for.
 */
purpose: Purpose, 
/**
 * Through which organisation.
 */
organization: string, 
/**
 * When.
 */
at: number, } | { "need": "reply", 
/**
 * As in the inbox.
 */
item: InboxItem, } | { "need": "closing", 
/**
 * Which.
 */
offer: OfferId, 
/**
 * Whose.
 */
organization: OrgId, 
/**
 * Its name.
 */
organization_name: string, 
/**
 * The title.
 */
title: string, 
/**
 * The last day.
 */
closes_on: Day, 
/**
 * Days until then; 0: today.
 */
days: number, } | { "need": "confirm", 
/**
 * How many.
 */
count: number, 
/**
 * The oldest confirmation of them.
 */
since: number | null, } | { "need": "desk", 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
name: string, 
/**
 * Reports that wait.
 */
reports: number, };
export type NewConversation = { conversation: ConversationId, };
export type NewMessage = { message: MessageId, };
export type NewOffer = { offer: OfferId, };
export type NewRow = { row: RowId, };
export type News = { "news": "offer", 
/**
 * As in the list.
 */
item: OfferItem, 
/**
 * It was kept, and changed.
 */
changed: boolean, } | { "news": "accepted", 
/**
 * In which conversation.
 */
conversation: ConversationId, 
/**
 * Who.
 */
with: PersonName, 
/**
 * When.
 */
at: number, } | { "news": "status", 
/**
 * What to mark as noticed.
 */
notice: NoticeId, 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
name: string, 
/**
 * What one is now.
 */
status: MembershipStatus, 
/**
 * When.
 */
at: number, };
export type NoticeId = string;
export type NotificationPrefs = { 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * What differs from [`Category::default_cadence`], at most one of each category, sorted.
 */
cadences: Array<CategoryCadence>, };
export type NotificationsView = { 
/**
 * Which organisation.
 */
organization: OrgId, 
/**
 * Its name.
 */
name: string, 
/**
 * Every category that can occur here, in a fixed order.
 */
cadences: Array<CadenceView>, };
export type OfferChange = { 
/**
 * When.
 */
at: number, 
/**
 * Which parts.
 */
parts: Array<ChangedPart>, };
export type OfferHit = { 
/**
 * Which.
 */
item: OfferItem, 
/**
 * The title.
 */
title: Array<Piece>, 
/**
 * The part of its text in which it was found; empty when the title says it all.
 */
said: Array<Piece>, };
export type OfferId = string;
export type OfferItem = { 
/**
 * Which.
 */
offer: OfferId, 
/**
 * Whose.
 */
organization: OrgId, 
/**
 * Its name.
 */
organization_name: string, 
/**
 * What kind of work.
 */
kind: OfferKind, 
/**
 * The title.
 */
title: string, 
/**
 * 都道府県
 */
prefecture: string, 
/**
 * How much can be done from elsewhere.
 */
remote: Remote, 
/**
 * Pay or fee.
 */
pay: Pay, 
/**
 * How far it has come.
 */
state: OfferState, 
/**
 * When it was published.
 */
published_at: number | null, 
/**
 * When it changed last after that.
 */
changed_at: number | null, 
/**
 * The last day.
 */
closes_on: Day | null, 
/**
 * Kept by this person.
 */
saved: boolean, 
/**
 * New since this person last looked at the list.
 */
is_new: boolean, 
/**
 * Stated conditions that are met, and how many there are; none when neither side states any.
 */
met: Met | null, };
export type OfferKind = "comeback" | "contract" | "side_job" | "internship";
export type OfferList = { 
/**
 * Those that fit.
 */
items: Array<OfferItem>, 
/**
 * How many there are without any filter.
 */
all: number, 
/**
 * How many are kept.
 */
saved: number, 
/**
 * False until they have been read to their end once.
 */
ready: boolean, };
export type OfferParams = { organization: OrgId, offer: OfferId, };
export type OfferState = "draft" | "published" | "closed";
export type OfferValue = { 
/**
 * What kind of work.
 */
kind_of: OfferKind, 
/**
 * The title.
 */
title: string, 
/**
 * The text.
 */
description: string, 
/**
 * 都道府県 of the workplace; empty: not said.
 */
prefecture: string, 
/**
 * How much can be done from elsewhere.
 */
remote: Remote, 
/**
 * 労働条件明示事項
 */
terms: WorkTerms, 
/**
 * What a candidate should bring.
 */
criteria: Array<Criterion>, 
/**
 * Members of which status may see it. Sorted, each once; organizers see all.
 */
audience: Array<MembershipStatus>, 
/**
 * Within how many days whoever asks gets an answer.
 */
reply_within_days: number, 
/**
 * The last day; none: open until it is closed.
 */
closes_on: Day | null, };
export type OfferView = { 
/**
 * What the list shows.
 */
item: OfferItem, 
/**
 * What it says.
 */
value: OfferValue, 
/**
 * What changed since it was published, newest first.
 */
changes: Array<OfferChange>, 
/**
 * One's own stated conditions and the offer's, met or not.
 */
lines: Array<Line>, 
/**
 * The conversation with the desk, if there is one.
 */
conversation: ConversationId | null, };
export type OffersParams = { 
/**
 * Of this organisation; none: of all.
 */
organization: OrgId | null, 
/**
 * Of one of these kinds.
 */
kinds: Array<OfferKind>, 
/**
 * Found in title, text, place or organisation; folded, every word.
 */
text: string, 
/**
 * Only kept ones.
 */
saved: boolean, 
/**
 * Closed ones too. Kept ones are always shown.
 */
closed: boolean, };
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
 * What it says of one: status, role, units, cohort, position.
 */
member: MemberValue, 
/**
 * Since when one belongs to it.
 */
since: number, 
/**
 * What the membership lets one do.
 */
grants: Grants, 
/**
 * Its units, in the order of their tree.
 */
units: Array<UnitItem>, };
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
 * With whom, or about whom.
 */
with: PersonName | null, 
/**
 * Of which organisation, where that matters.
 */
organization: string | null, 
/**
 * What was typed, shortened.
 */
text: string, 
/**
 * The names of the files that go along.
 */
files: Array<string>, 
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
export type OwnHit = { 
/**
 * Which value, if it is a single one.
 */
field: ProfileField | null, 
/**
 * Which list, if it is an entry of one.
 */
list: RowType | null, 
/**
 * The part of it in which it was found.
 */
said: Array<Piece>, };
export type PageRow = { 
/**
 * Its id.
 */
row: RowId, 
/**
 * Its content.
 */
body: RowBody, 
/**
 * When the person last confirmed it, to the day.
 */
confirmed_at: number | null, };
export type PageView = { 
/**
 * The text about oneself.
 */
summary: string, 
/**
 * A JPEG as base64.
 */
photo: string, 
/**
 * The position they hold or held there.
 */
title: string, 
/**
 * Entries, each list in its order.
 */
rows: Array<PageRow>, 
/**
 * When the person last confirmed any of it.
 */
confirmed_at: number | null, 
/**
 * When it was fetched; none for what was computed here.
 */
fetched_at: number | null, };
export type Pay = { 
/**
 * For what time.
 */
unit: PayUnit, 
/**
 * Yen, at least; none: not said yet.
 */
min: number | null, 
/**
 * Yen, at most; none: the same as `min`, or open.
 */
max: number | null, 
/**
 * Allowances, how it is decided, bonus.
 */
note: string, 
/**
 * 固定残業代
 */
fixed_overtime: FixedOvertime | null, };
export type PayUnit = "hour" | "day" | "month" | "year" | "total";
export type PeopleChoices = { 
/**
 * 部署・学部, by id; a unit counts everybody below it.
 */
units: Array<Choice>, 
/**
 * 期・卒業年度, newest first.
 */
cohorts: Array<Choice>, 
/**
 * Employers, the most frequent first.
 */
employers: Array<Choice>, 
/**
 * Skills, the most frequent first.
 */
skills: Array<Choice>, 
/**
 * Statuses.
 */
statuses: Array<Choice>, };
export type PeopleFilter = { 
/**
 * In this organisation; none: in all of one's own.
 */
organization: OrgId | null, 
/**
 * Found in a name, a reading, a former or Latin name, the headline, the employer, a skill; folded, every word.
 */
text: string, 
/**
 * In one of these units, or below it.
 */
units: Array<UnitId>, 
/**
 * Of one of these years.
 */
cohorts: Array<number>, 
/**
 * At one of these employers.
 */
employers: Array<string>, 
/**
 * With one of these skills.
 */
skills: Array<string>, 
/**
 * With one of these statuses.
 */
statuses: Array<MembershipStatus>, 
/**
 * Only those one is connected to.
 */
connected: boolean, };
export type PeopleList = { 
/**
 * The people.
 */
items: Array<PersonItem>, 
/**
 * How many there are in all that fit.
 */
total: number, 
/**
 * How many there are without any filter.
 */
everybody: number, 
/**
 * False until every directory has been read to its end once.
 */
ready: boolean, };
export type PeopleParams = { 
/**
 * Which people.
 */
filter: PeopleFilter, 
/**
 * From which place on, 0 for the first.
 */
offset: number, 
/**
 * How many, at most 500.
 */
limit: number, };
export type PersonHit = { 
/**
 * Who.
 */
item: PersonItem, 
/**
 * The name.
 */
name: Array<Piece>, 
/**
 * What else was found: reading, former name, headline, employer, a skill. Empty when the name says it all.
 */
said: Array<Piece>, };
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
 * The person's name as shown there.
 */
name: PersonName, 
/**
 * 旧姓
 */
former: Array<FormerName>, 
/**
 * The line under the name.
 */
headline: string, 
/**
 * Where they work now.
 */
employer: string, 
/**
 * As what.
 */
position: string, 
/**
 * The status there.
 */
status: MembershipStatus, 
/**
 * The role there.
 */
role: Role, 
/**
 * Names of the units, the person's first.
 */
units: Array<string>, 
/**
 * 期・卒業年度
 */
cohort: number | null, };
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
export type PersonParams = { organization: OrgId, person: PersonId, };
export type PersonView = { 
/**
 * What the list shows.
 */
item: PersonItem, 
/**
 * The organisation's name.
 */
organization_name: string, 
/**
 * The name in Latin letters.
 */
latin: string, 
/**
 * スキル on the card: there before the page is.
 */
skills: Array<string>, 
/**
 * What is on the page; none until it has been fetched once.
 */
page: PageView | null, 
/**
 * What one can do.
 */
contact: Contact, 
/**
 * It is oneself.
 */
is_me: boolean, };
export type Phase = "locked" | "no_keystore" | "key_missing" | "in_use" | "disk_full" | "unreadable" | "newer" | "signed_out" | "first_sync" | "ready";
export type Picture = { 
/**
 * `image/jpeg`, `image/png`, `image/webp` or `image/gif`, as its bytes say.
 */
kind: string, 
/**
 * The file as base64.
 */
file: string, };
export type Piece = { 
/**
 * The text as it was written.
 */
text: string, 
/**
 * It was searched for.
 */
hit: boolean, };
export type Point = { "what": "kind" } | { "what": "prefecture" } | { "what": "remote" } | { "what": "pay" } | { "what": "criterion", 
/**
 * For what.
 */
criterion: Criterion, };
export type Preferences = { 
/**
 * How years are written.
 */
era: Era, 
/**
 * おやすみ時間; none: there is none.
 */
quiet: QuietHours | null, };
export type Preview = { 
/**
 * Pixels of the picture itself, for the space that it takes.
 */
width: number, 
/**
 * Pixels of the picture itself.
 */
height: number, 
/**
 * Base64 of a JPEG of at most [`PREVIEW_SIDE`](crate::limit::PREVIEW_SIDE) pixels a side, with nothing but the picture
 * in it.
 */
jpeg: string, };
export type ProfileField = "family_name" | "given_name" | "family_kana" | "given_kana" | "latin_name" | "headline" | "summary" | "photo" | "affiliation";
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
 * 資格・免許
 */
certificates: Array<RowView>, 
/**
 * スキル
 */
skills: Array<RowView>, 
/**
 * 語学
 */
languages: Array<RowView>, 
/**
 * プロジェクト・実績
 */
projects: Array<RowView>, 
/**
 * リンク
 */
links: Array<RowView>, 
/**
 * 連絡先
 */
contacts: Array<RowView>, 
/**
 * 旧姓
 */
former_names: Array<RowView>, 
/**
 * その他
 */
custom: Array<RowView>, 
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
export type Purpose = "catch_up" | "career_advice" | "alumni_visit" | "return" | "work_together" | "know_how" | "event" | "other";
export type QuietHours = { 
/**
 * Minutes after midnight at which it begins, 0 to 1439.
 */
from: number, 
/**
 * Minutes after midnight at which it ends, 0 to 1439.
 */
to: number, };
export type RedeemCode = { code: string, };
export type Remote = "none" | "partly" | "full";
export type RemoveRow = { row: RowId, };
export type ReportId = string;
export type ReportItem = { 
/**
 * Its id.
 */
report: ReportId, 
/**
 * Who reports.
 */
reporter: PersonName, 
/**
 * Who is reported.
 */
reported: PersonName, 
/**
 * Why.
 */
reason: ReportReason, 
/**
 * What happened.
 */
note: string, 
/**
 * The reported messages.
 */
messages: Array<ReportMessage>, 
/**
 * When it came.
 */
at: number, 
/**
 * What became of it.
 */
closed: Closing | null, 
/**
 * Who closed it.
 */
closed_by: PersonName | null, 
/**
 * An answer waits to be sent.
 */
pending: boolean, };
export type ReportMessage = { 
/**
 * It is the reported person's; otherwise the reporter's.
 */
by_reported: boolean, 
/**
 * The text.
 */
body: string, 
/**
 * When.
 */
at: number, };
export type ReportPerson = { organization: OrgId, person: PersonId, reason: ReportReason, note: string, conversation: ConversationId | null, messages: Array<MessageId>, };
export type ReportReason = "harassment" | "spam" | "impersonation" | "inappropriate" | "other";
export type RequestCode = { server: string, address: string, };
export type RequestContact = { organization: OrgId, person: PersonId, purpose: Purpose, body: string, };
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
outcome: Outcome, } | { "type": "certificate", 
/**
 * Its name.
 */
name: string, 
/**
 * Who gave it.
 */
issuer: string, 
/**
 * When.
 */
at: YearMonth | null, } | { "type": "skill", 
/**
 * Its name.
 */
name: string, 
/**
 * A remark.
 */
note: string, } | { "type": "language", 
/**
 * Which.
 */
name: string, 
/**
 * How well, in the person's words: 日常会話, TOEIC 850.
 */
level: string, } | { "type": "project", 
/**
 * Its name.
 */
name: string, 
/**
 * What one was in it.
 */
role: string, 
/**
 * From.
 */
from: YearMonth | null, 
/**
 * To; none: still going on, or not said.
 */
to: YearMonth | null, 
/**
 * What it was about.
 */
description: string, } | { "type": "link", 
/**
 * `https://` or `http://`
 */
url: string, 
/**
 * What it leads to.
 */
label: string, } | { "type": "former_name", 
/**
 * 姓
 */
family: string, 
/**
 * セイ
 */
family_kana: string, } | { "type": "custom", 
/**
 * What it is.
 */
label: string, 
/**
 * The text.
 */
value: string, } | { "type": "contact", 
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
export type RowType = "work" | "education" | "certificate" | "skill" | "language" | "project" | "link" | "contact" | "former_name" | "custom";
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
 * 確認日: when it was last said that it is so.
 */
confirmed_at: number | null, 
/**
 * That is so long ago that it should be looked at again.
 */
stale: boolean, 
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
export type SavedFile = { 
/**
 * Its name in the person's folder of downloads.
 */
name: string, };
export type SearchKind = "people" | "offers" | "profile" | "messages";
export type SearchOrder = "newest" | "best";
export type SearchParams = { 
/**
 * As it was typed. Every part of it counts.
 */
text: string, 
/**
 * Only of these kinds; empty: of all.
 */
kinds: Array<SearchKind>, 
/**
 * Only messages exchanged with this person.
 */
with: SearchWith | null, 
/**
 * Only messages sent, and offers published, from this time on.
 */
from: number | null, 
/**
 * And before this time.
 */
to: number | null, 
/**
 * The order of messages.
 */
order: SearchOrder, 
/**
 * The stretch of messages that begins there, and nothing of any other kind: from [`SearchResults::before`].
 */
before: number | null, 
/**
 * At most so many of each kind.
 */
limit: number, };
export type SearchResults = { 
/**
 * People, the best first.
 */
people: Array<PersonHit>, 
/**
 * There are more people.
 */
more_people: boolean, 
/**
 * Offers, the best first.
 */
offers: Array<OfferHit>, 
/**
 * There are more offers.
 */
more_offers: boolean, 
/**
 * Of the own profile, in its order.
 */
profile: Array<OwnHit>, 
/**
 * Messages, in the order that was asked for.
 */
messages: Array<MessageHit>, 
/**
 * Where the next stretch of messages begins; none: these are all.
 */
before: number | null, 
/**
 * False while what is on the device has not all been read or indexed yet.
 */
ready: boolean, };
export type SearchWith = { organization: OrgId, person: PersonId, };
export type SeeAs = { 
/**
 * In which organisation.
 */
organization: OrgId, 
/**
 * As somebody of this status …
 */
status: MembershipStatus, 
/**
 * … and role,
 */
role: Role, 
/**
 * who is connected with one,
 */
connected: boolean, 
/**
 * or as this very person: then their own standing counts as far as it is known here.
 */
viewer: PersonId | null, };
export type SeenAs = { 
/**
 * The class of viewers.
 */
class: Standing, 
/**
 * A certain person of it, if one was chosen.
 */
viewer: PersonName | null, 
/**
 * What they see; none: for them the person is not in the directory.
 */
person: PersonView | null, };
export type SendMessage = { conversation: ConversationId, body: string, 
/**
 * The offer that it is about.
 */
about: OfferId | null, 
/**
 * The refused message in whose place it goes, with what was sent along with that; the draft stays as it is.
 */
again?: OpId, };
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
export type SetMember = { organization: OrgId, person: PersonId, 
/**
 * What the organizer saw when they began.
 */
base: MemberValue, value: MemberValue, };
export type SetPhoto = { 
/**
 * JPEG, PNG, WebP or GIF, at most 20 MB, as base64.
 */
file: string, 
/**
 * The square's left edge.
 */
x: number, 
/**
 * Its upper edge.
 */
y: number, 
/**
 * Its side.
 */
side: number, 
/**
 * What the person saw there when they began.
 */
base: FieldValue, 
/**
 * Who sees it.
 */
visibility: Visibility, };
export type SetSetting = { value: Setting, };
export type Setting = { "setting": "preferences" } & Preferences | { "setting": "conditions" } & Conditions | { "setting": "notifications" } & NotificationPrefs;
export type SettingsView = { 
/**
 * How dates look, and when it is quiet.
 */
preferences: Preferences, 
/**
 * What the person looks for.
 */
conditions: Conditions, 
/**
 * When things ring, by organisation.
 */
notifications: Array<NotificationsView>, 
/**
 * Whom one has blocked, newest first.
 */
blocks: Array<BlockItem>, };
export type Settle = { op: OpId, parts: Array<Chosen>, 
/**
 * The other edit removed the entry, and that is right.
 */
keep_removed: boolean, };
export type SignOut = { discard_unsent: boolean, };
export type Standing = { 
/**
 * The status in the organisation.
 */
status: MembershipStatus, 
/**
 * The role there.
 */
role: Role, };
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
 * How years are written.
 */
era: Era, 
/**
 * Organisations at whose desk one works.
 */
desks: Array<DeskItem>, 
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
cache_rebuilt: boolean, 
/**
 * What was not sent yet was damaged: of it, only what could be read is there.
 */
outbox_salvaged: boolean, };
export type StartDesk = { organization: OrgId, 
/**
 * The member, for an organizer; none: oneself.
 */
person: PersonId | null, };
export type StatusTransition = { 
/**
 * From.
 */
from: MembershipStatus, 
/**
 * To.
 */
to: MembershipStatus, 
/**
 * When the organisation said so.
 */
at: number, };
export type SyncState = "fresh" | "syncing" | "offline" | "wrong_date" | "server_trouble" | "needs_update" | "signed_out_remotely";
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
export type TodayView = { 
/**
 * At most three things that need the person, the most urgent first.
 */
needs: Array<Need>, 
/**
 * How many more there are.
 */
more: number, 
/**
 * What is new, newest first, at most ten.
 */
news: Array<News>, 
/**
 * False until everything has been read to its end once.
 */
ready: boolean, };
export type Traffic = { 
/**
 * How often the app woke by itself: a timer, or something on the stream.
 */
wakeups: number, 
/**
 * Requests.
 */
requests: number, 
/**
 * Bytes sent.
 */
bytes_up: number, 
/**
 * Bytes received.
 */
bytes_down: number, };
export type UnblockPerson = { person: PersonId, };
export type UnitId = string;
export type UnitItem = { 
/**
 * Its id.
 */
id: UnitId, 
/**
 * Its name with those above it: 技術本部 制御技術部.
 */
path: string, 
/**
 * Its own name.
 */
name: string, 
/**
 * How deep it lies, 0 at the top. The list is in the order of the tree.
 */
depth: number, };
export type Verb = "set_field" | "confirm_field" | "add_row" | "edit_row" | "confirm_row" | "remove_row" | "move_row" | "set" | "save_offer" | "unsave_offer" | "block" | "unblock" | "report" | "start_conversation" | "answer_request" | "start_desk" | "send_message" | "edit_message" | "delete_message" | "mark_read" | "mark_noticed" | "set_member" | "add_offer" | "edit_offer" | "publish_offer" | "close_offer" | "remove_offer" | "close_report";
export type Verdict = "met" | "unmet" | "unsaid";
export type Visibility = Array<VisibilityRule>;
export type VisibilityRule = { 
/**
 * The organisation whose people are meant.
 */
organization: OrgId, 
/**
 * Who of them may see it.
 */
audience: Audience, 
/**
 * Not the organisation's organizers, whatever else they are.
 */
hidden_from_organizers?: boolean, 
/**
 * Not these people. Sorted.
 */
excluded_people?: Array<PersonId>, 
/**
 * Nobody whom the organisation has in one of these units. Sorted.
 */
excluded_units?: Array<UnitId>, };
export type WorkTerms = { "form": "employment" } & EmploymentTerms | { "form": "contract" } & ContractTerms;
export type YearMonth = string;

/** Every call: its parameters and its result. */
export interface Methods {
  start: [void, Start];
  status: [void, SyncStatus];
  inbox: [void, Array<InboxItem>];
  conversation: [ConversationParams, ConversationPage];
  today: [void, TodayView];
  people: [PeopleParams, PeopleList];
  people_choices: [ChoicesParams, PeopleChoices];
  person: [PersonParams, PersonView];
  profile: [void, ProfileView];
  see_as: [SeeAs, SeenAs];
  search: [SearchParams, SearchResults];
  offers: [OffersParams, OfferList];
  offer: [OfferParams, OfferView];
  desk: [DeskParams, DeskView];
  members: [MembersParams, MemberList];
  desk_offers: [DeskParams, Array<DeskOfferView>];
  desk_offer: [OfferParams, DeskOfferView];
  reports: [DeskParams, Array<ReportItem>];
  settings: [void, SettingsView];
  outbox: [void, Array<OutboxItem>];
  conflict: [OpParams, ConflictView];
  set_field: [SetField, void];
  add_row: [AddRow, NewRow];
  edit_row: [EditRow, void];
  remove_row: [RemoveRow, void];
  move_row: [MoveRow, void];
  set_photo: [SetPhoto, void];
  confirm: [Confirm, void];
  request_contact: [RequestContact, NewConversation];
  answer_request: [AnswerRequest, void];
  start_desk: [StartDesk, NewConversation];
  block: [BlockPerson, void];
  unblock: [UnblockPerson, void];
  report: [ReportPerson, void];
  mark_noticed: [MarkNoticed, void];
  set_setting: [SetSetting, void];
  save_offer: [OfferParams, void];
  unsave_offer: [OfferParams, void];
  see_offers: [void, void];
  set_member: [SetMember, void];
  add_offer: [AddOffer, NewOffer];
  edit_offer: [EditOffer, void];
  publish_offer: [OfferParams, void];
  close_offer: [OfferParams, void];
  remove_offer: [OfferParams, void];
  close_report: [CloseReport, void];
  send_message: [SendMessage, NewMessage];
  edit_message: [EditMessage, void];
  delete_message: [DeleteMessage, void];
  mark_read: [ConversationParam, void];
  save_draft: [SaveDraft, void];
  attach: [Attach, Attachment];
  detach: [Detach, void];
  picture: [AttachmentParams, Picture];
  save_attachment: [AttachmentParams, SavedFile];
  retry: [OpParams, void];
  discard: [OpParams, void];
  restore: [OpParams, void];
  settle: [Settle, void];
  set_preferences: [DevicePreferences, void];
  checks: [void, Checks];
  check_now: [void, void];
  host_choices: [void, HostChoices];
  choose_host: [ChooseHost, HostChoices];
  cancel_sign_in: [void, void];
  sync_now: [void, void];
  fetch_person: [PersonParams, void];
  fetch_attachment: [AttachmentParams, void];
  request_code: [RequestCode, void];
  redeem_code: [RedeemCode, void];
  sessions: [void, Array<SessionItem>];
  revoke_session: [RevokeSession, void];
  sign_out: [SignOut, void];
  unlock: [void, void];
  start_over: [void, void];
  run_without_saving: [void, void];
}
