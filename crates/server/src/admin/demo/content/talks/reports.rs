//! What was reported to the desks, and how each report was closed.

use super::{DAY, HOUR};

/// Why somebody is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// 嫌がらせ (`harassment`)
    Harassment,
    /// 勧誘・迷惑行為 (`spam`)
    Spam,
    /// なりすまし (`impersonation`)
    Impersonation,
    /// 不適切な内容 (`inappropriate`)
    Inappropriate,
    /// その他 (`other`)
    Other,
}

/// A report to a desk. The organizers read the reported messages and nothing else.
pub(crate) struct Report {
    /// Key of who reports.
    pub(crate) reporter: &'static str,
    /// Key of who is reported.
    pub(crate) reported: &'static str,
    /// `c`, `u` or `a`.
    pub(crate) organization: char,
    /// Why.
    pub(crate) reason: Reason,
    /// In the reporter's words.
    pub(crate) note: &'static str,
    /// Places of the reported messages in the lines of the talk of the two, from 0.
    pub(crate) messages: &'static [usize],
    /// When it was sent.
    pub(crate) minutes_ago: i64,
    /// Key of the organizer who closed it, when, and what was done.
    pub(crate) closed: (&'static str, i64, &'static str),
}

/// Every report.
pub(crate) const REPORTS: &[Report] = &[
    Report {
        reporter: "kenta",
        reported: "hozumitsuyoshi1",
        organization: 'c',
        reason: Reason::Spam,
        note: "資産づくりの勉強会に繰り返し勧誘されています。返事はしていません。",
        messages: &[1, 2],
        minutes_ago: 5 * DAY - 25,
        closed: ("misaki", 4 * DAY + HOUR / 2, "会員規約 第9条（勧誘の禁止）にあたるため、ご本人に注意をしました。"),
    },
    Report {
        reporter: "aoi",
        reported: "tokuramasato1",
        organization: 'u',
        reason: Reason::Harassment,
        note: "お断りしたあとも、夜の食事に誘われ、電話番号を聞かれました。",
        messages: &[2, 4, 5],
        minutes_ago: 8 * DAY - 4 * HOUR - 30,
        closed: (
            "sakura",
            2 * DAY + 15,
            "校友課長と相談し、ご本人の利用を停止しました。通報した方の名前は伝えていません。",
        ),
    },
];
