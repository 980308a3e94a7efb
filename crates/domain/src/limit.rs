//! Longest texts, in Unicode scalar values after [`clean`](crate::text::clean). Refused while composing, the draft kept.

/// A message (design §4.11).
pub const MESSAGE: usize = 20_000;
/// Attachments of one message.
pub const ATTACHMENTS: usize = 10;
/// Bytes of one attachment: 25 MiB, what mail servers usually take.
pub const ATTACHMENT: u32 = 25 * 1024 * 1024;
/// The name of an attachment's file.
pub const FILE_NAME: usize = 120;
/// The MIME type of an attachment, in ASCII.
pub const FILE_KIND: usize = 100;
/// A picture's preview as base64. It travels with the message: every device of those who take part holds it.
pub const PREVIEW_JPEG: usize = 12_000;
/// Pixels on each side of a picture's preview.
pub const PREVIEW_SIDE: u16 = 240;
/// Bytes that one person has sent and that no message names yet: 500 MiB.
pub const BLOBS_WAITING: u64 = 500 * 1024 * 1024;
/// Bytes of attachments that one person may send in a day (UTC): 1 GiB.
pub const BLOB_BYTES_PER_DAY: u64 = 1024 * 1024 * 1024;
/// Family, given name and their readings.
pub const NAME: usize = 50;
/// The line under a name.
pub const HEADLINE: usize = 120;
/// The text about oneself.
pub const SUMMARY: usize = 4_000;
/// A short text of a profile row: employer, title, school, skill, label.
pub const SHORT: usize = 120;
/// The long text of a profile row; what is said in a report or when it is closed.
pub const NOTE: usize = 2_000;
/// A photo as base64: a square of 256 pixels as JPEG of quality 82 takes 8 to 25 KB.
pub const PHOTO: usize = 60_000;
/// Pixels on each side of a photo: few bytes of a JPEG can be a picture that fills the memory of whoever looks at it.
pub const PHOTO_SIDE: u16 = 512;
/// A web address.
pub const URL: usize = 500;
/// The long text of an offer.
pub const TEXT: usize = 8_000;
/// Lines up to which two edits of a long text are merged; of longer ones the person settles which stands.
pub const MERGED_LINES: usize = 400;
/// One item of an offer's terms.
pub const TERM: usize = 1_000;
/// Skills on a card, the first of the person's list; the page has all. Every member's device holds every card.
pub const CARD_SKILLS: usize = 50;
/// Former names on a card.
pub const CARD_FORMER: usize = 5;
/// Criteria of an offer.
pub const CRITERIA: usize = 20;
/// People, or units, that one rule of visibility leaves out.
pub const EXCLUDED: usize = 50;
/// People whom somebody blocks.
pub const BLOCKS: usize = 1_000;
/// Messages that one report can hold.
pub const REPORTED: usize = 50;
/// Characters of all messages of a report together: a report is read whole by every organizer's device.
pub const REPORTED_TEXT: usize = 60_000;
/// Reports that somebody has made.
pub const REPORTS: usize = 200;
/// Offers that somebody keeps.
pub const SAVED: usize = 1_000;
/// Changes of an offer that are told: the newest.
pub const CHANGES: usize = 20;
/// Characters of a changed value that are told.
pub const CHANGED: usize = 400;
/// Units of one member.
pub const UNITS: usize = 20;
/// Values of a list in a person's conditions.
pub const CHOICES: usize = 47;
/// Full profiles of others that a person may open in a day; the same one again costs nothing (trust, threat 8).
pub const PAGES_PER_DAY: u32 = 200;
/// Messages to somebody who has not answered a contact request yet.
pub const UNANSWERED: u32 = 1;
/// Requests for contact of one person that wait for their answers in one organisation.
pub const REQUESTS_WAITING: u32 = 10;
/// Milliseconds after which a request that nobody has answered leaves room for another one: 30 days.
pub const REQUEST_WAITS: crate::Millis = 30 * crate::DAY;
/// Requests for contact of one person in 24 hours, in all organisations together.
pub const REQUESTS_PER_DAY: u32 = 20;
/// Edits of the own profile in a day (UTC). Each is told to every member; twice what one device may bring home after a long
/// time without a network (design §9, W3).
pub const EDITS_PER_DAY: u32 = 20_000;
/// A contact value; 254 is the longest mail address (RFC 5321 §4.5.3.1.3).
pub const CONTACT: usize = 254;
/// Profile rows of one person, all kinds together.
pub const ROWS: usize = 500;
/// Ops in one request (design §4.8).
pub const OPS: usize = 500;
/// Bytes of one request of ops (design §4.8).
pub const OPS_BYTES: usize = 1_000_000;
/// Characters of a message shown in an inbox row or a notice.
pub const PREVIEW: usize = 80;
/// Rules of visibility of one value: organisations a person may belong to.
pub const RULES: usize = 100;
