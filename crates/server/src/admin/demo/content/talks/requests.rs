//! Requests to make contact that wait for an answer.

use super::{DAY, HOUR};

/// What a contact is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// 近況 (`catch_up`)
    CatchUp,
    /// キャリア相談 (`career_advice`)
    CareerAdvice,
    /// OB・OG訪問 (`alumni_visit`)
    AlumniVisit,
    /// 復職の相談 (`return`)
    Return,
    /// 仕事の相談 (`work_together`)
    WorkTogether,
    /// 技術・知識 (`know_how`)
    KnowHow,
    /// イベント (`event`)
    Event,
    /// その他 (`other`)
    Other,
}

/// A request that has not been answered.
pub(crate) struct Request {
    /// Key of who asks.
    pub(crate) from: &'static str,
    /// Key of who is asked.
    pub(crate) to: &'static str,
    /// `c`, `u` or `a`: both belong to it.
    pub(crate) organization: char,
    /// What for.
    pub(crate) purpose: Purpose,
    /// When it was sent.
    pub(crate) minutes_ago: i64,
    /// The first message.
    pub(crate) body: &'static str,
}

/// Every request.
pub(crate) const REQUESTS: &[Request] = &[
    Request {
        from: "udomisaki1",
        to: "hanako",
        organization: 'u',
        purpose: Purpose::AlumniVisit,
        minutes_ago: 7 * HOUR,
        body: "はじめまして。情報工学科3年の有働と申します。同じ学科の小暮さんから、佐倉様に親切にお答えいただいたと聞きました。\n放送サークルで音響の機材をさわるうちに、機械の中のソフトに興味を持ちました。組込みの仕事と音の関わりについて、お話をうかがえないでしょうか。メッセージで三つほど質問をさせていただければ十分です。",
    },
    Request {
        from: "kiryushiho1",
        to: "hanako",
        organization: 'u',
        purpose: Purpose::WorkTogether,
        minutes_ago: DAY + 2 * HOUR,
        body: "佐倉様\n月草意匠室の桐生と申します。デザイン学科の卒業で、渡良瀬さんと同学年です。\n医療機器の表示を専門にしております。輸液ポンプの数字の見まちがいについて調べたことがあり、お役に立てることがあるかもしれません。ご関心がなければ、どうぞお断りください。",
    },
    Request {
        from: "igarashimiwa1",
        to: "kenta",
        organization: 'c',
        purpose: Purpose::KnowHow,
        minutes_ago: 9 * HOUR,
        body: "水沢さん、機械設計部におりました五十嵐です。一度だけ、テーブルの暴走の件で夜中にご一緒しました。\n小型旋盤の熱変位のことで、公開されている範囲の考え方を教えていただけないかと思っています。社外秘に触れることはうかがいません。",
    },
    Request {
        from: "nagumoharuka1",
        to: "misaki",
        organization: 'c',
        purpose: Purpose::Event,
        minutes_ago: 2 * DAY + 5 * HOUR,
        body: "高梨さん、情報システム部にいた南雲です。交流会に島根から参加します。\n遠くて来られない人のために、会場の様子を短く中継してもよいでしょうか。映ってよい人だけが映るように、場所を区切る案があります。",
    },
    Request {
        from: "hiiragimadoka1",
        to: "yui",
        organization: 'c',
        purpose: Purpose::CareerAdvice,
        minutes_ago: 3 * DAY,
        body: "渡良瀬さん、デザイン室の柊（旧姓 江口）です。隣の席で色見本を取り合っていました。\n独立して5年、値段のつけ方がいまだに分かりません。渡良瀬さんはどう決めているか、聞かせてもらえませんか。",
    },
    Request {
        from: "hanako",
        to: "jogasakikyoko1",
        organization: 'c',
        purpose: Purpose::CatchUp,
        minutes_ago: 20 * HOUR,
        body: "城ヶ崎さん、制御技術部におりました佐倉です。リーズの据付けのときは、通訳だけでなく、折れそうな心まで支えていただきました。\n春にエミリーが静岡に来ます。もしよろしければ、ご一緒にお食事をいかがでしょうか。",
    },
];
