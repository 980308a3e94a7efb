//! Internships at the company.

use super::{
    CANDIDATES, Criterion, DAY, Offer, OfferKind, OfferState, Remote,
    terms::{COMPANY, Changing, Employment, PayUnit, Terms, UNSAID, pay},
};

pub(super) const OFFERS: &[Offer] = &[
    Offer {
        key: "intern-control",
        organization: 'c',
        kind: OfferKind::Internship,
        title: "入社前の実務体験（希望者のみ・10日間）制御技術部",
        description: "来春入社予定の方で、希望する方だけの実務体験です。参加しなくても、入社後の配属や評価にはまったく影響しません。\n\n制御技術部の試験装置を使い、モータを一つ動かすところまでを二人一組で行います。最後の日に、分からなかったことを発表していただきます。\n\n卒業研究やご家庭の都合に合わせて、10日間のうち5日以上から参加できます。実務にあたる時間は、すべて賃金の対象です。",
        audience: CANDIDATES,
        reply_within_days: 5,
        published_minutes_ago: Some(14 * DAY),
        closes_in_days: Some(35),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::None,
        criteria: &[],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "試験装置を使ったモータ制御の実習、試験の補助", range: "変更はありません"
            },
            place: Changing {
                initial: "本社 開発棟（静岡県波見野市潮見1-2-3）", range: "変更はありません"
            },
            period: "期間の定めあり（2027年2月15日から2027年2月26日までのうち、5日から10日）",
            renewal: "更新はありません",
            trial: "なし",
            hours: "9時30分から16時30分まで（所定労働時間6時間）",
            holidays: "土曜・日曜・祝日",
            overtime: "なし",
            pay: pay(
                PayUnit::Hour,
                1_350,
                1_350,
                "交通費は実費、遠方の方には寮の部屋を用意します（無料）。昼食は食堂で用意します。",
            ),
            insurance: "労災保険（学生の方で、契約期間が短いため、雇用保険などの対象外です）",
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "intern-panel",
        organization: 'c',
        kind: OfferKind::Internship,
        title: "長期インターン 操作画面の試作（週2日）",
        description: "操作盤の画面の試作を、デザイン室といっしょに進めるインターンです。\n\n（働く時間と賃金は、経理部と調整のうえで記入します）",
        audience: CANDIDATES,
        reply_within_days: 7,
        published_minutes_ago: None,
        closes_in_days: None,
        state: OfferState::Draft,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("画面設計")],
        terms: Terms::Employment(Employment {
            duties: Changing { initial: "操作盤の画面の試作、利用者の観察の補助", range: "" },
            place: Changing {
                initial: "本社 デザイン室（静岡県波見野市潮見1-2-3）", range: "変更はありません"
            },
            period: "期間の定めあり（3か月）",
            renewal: "",
            trial: "なし",
            hours: "",
            overtime: "なし",
            pay: UNSAID,
            insurance: "労災保険",
            ..COMPANY
        }),
        changes: &[],
    },
];
