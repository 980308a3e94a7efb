//! What was reported to the desks, and what organizers did.

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

/// Something an organizer did, as the record of the desk has it.
pub(crate) struct Deed {
    /// Key of the organizer.
    pub(crate) organizer: &'static str,
    /// `c`, `u` or `a`.
    pub(crate) organization: char,
    /// Key of the person it was about; empty: nobody in particular.
    pub(crate) about: &'static str,
    /// When.
    pub(crate) minutes_ago: i64,
    /// What, in a sentence.
    pub(crate) text: &'static str,
}

/// Every deed, oldest first.
pub(crate) const DEEDS: &[Deed] = &[
    Deed {
        organizer: "misaki",
        organization: 'c',
        about: "hanako",
        minutes_ago: 28 * DAY,
        text: "在籍証明書（2013年4月から2021年9月まで）を発行し、登録の住所に送りました。",
    },
    Deed {
        organizer: "misaki",
        organization: 'c',
        about: "quintelamateus1",
        minutes_ago: 22 * DAY,
        text: "英文の在職証明書を発行しました。職務の記述は生産技術部が確認しました。",
    },
    Deed {
        organizer: "sakura",
        organization: 'u',
        about: "tokuramasato1",
        minutes_ago: 8 * DAY - 6 * HOUR,
        text: "通報を受け取り、通報されたメッセージ3件を確認しました。確認が終わるまで、新しい連絡の申込みを止めました。",
    },
    Deed {
        organizer: "misaki",
        organization: 'c',
        about: "hozumitsuyoshi1",
        minutes_ago: 5 * DAY - 4 * HOUR,
        text: "通報を受け取り、通報されたメッセージ2件を確認しました。会員規約 第9条（勧誘の禁止）にあたると判断しました。",
    },
    Deed {
        organizer: "misaki",
        organization: 'c',
        about: "hozumitsuyoshi1",
        minutes_ago: 4 * DAY + HOUR,
        text: "ご本人に注意をお伝えし、今後送らないとの返事をいただきました。通報した方の名前は伝えていません。",
    },
    Deed {
        organizer: "takatorimasako1",
        organization: 'a',
        about: "gunjimasaru1",
        minutes_ago: 3 * DAY + 2 * HOUR,
        text: "きさげの会（4回、各8名）の申込みを抽選にする案内を、西支部長の確認を得て出しました。",
    },
    Deed {
        organizer: "sakura",
        organization: 'u',
        about: "tokuramasato1",
        minutes_ago: 2 * DAY + 30,
        text: "校友課長と相談し、利用を停止しました。ご本人に理由と、異議の申し出の方法をお知らせしました。",
    },
    Deed {
        organizer: "misaki",
        organization: 'c',
        about: "",
        minutes_ago: DAY + 2 * HOUR,
        text: "展示会のアルムナイ招待枠10名分を登録しました。",
    },
];
