//! Coming back to the offices.

use super::{
    ALUMNI, Criterion, DAY, Offer, OfferKind, OfferState, Remote,
    terms::{COMPANY, Changing, Employment, PayUnit, Terms, pay},
};

pub(super) const OFFERS: &[Offer] = &[
    Offer {
        key: "back-hr",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "人事（再入社・有期）育児休業のあいだの採用担当",
        description: "人事部の採用担当が育児休業に入るあいだ、新卒採用の実務をお願いします。説明会の運営、面接の日程の調整、内定者との連絡が中心です。\n\n期間は休業の終わりまでですが、そのあとの正社員への登用もあります（過去5年で7名中4名）。登用の有無を、採用の条件にはしません。\n\n面接の評価は人事部の社員が行います。学生の方の個人情報の扱いについて、初日に半日の研修があります。",
        audience: ALUMNI,
        reply_within_days: 5,
        published_minutes_ago: Some(8 * DAY),
        closes_in_days: Some(22),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("採用"), Criterion::Years(2)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "新卒採用の説明会の運営、面接の日程調整、内定者への連絡、採用サイトの更新",
                range: "人事部の採用・研修に関する業務",
            },
            place: Changing {
                initial: "本社 管理棟（静岡県波見野市潮見1-2-3）、週2日まで自宅",
                range: "本社、および自宅",
            },
            period: "期間の定めあり（入社の日から2028年3月31日まで）",
            renewal: "更新する場合があります。判断の基準は、休業者の復職の時期、業務の量、勤務の成績です。更新は1回、通算2年6か月を上限とします。",
            trial: "1か月。賃金その他の条件は同じです。",
            overtime: "あり（月平均8時間）。説明会の時期は土曜の出勤が月に1回あり、代休を取っていただきます。",
            pay: pay(
                PayUnit::Month,
                262_000,
                310_000,
                "基本給。時間外手当・休日手当は全額を別に支払います。賞与 年2回（正社員と同じ基準で、在籍の月数に応じて）、通勤手当 実費（月50,000円まで）。",
            ),
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "back-it",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "情報システム（再入社）生産管理システムの入替え",
        description: "22年使った生産管理システムを、3年かけて入れ替えます。要件の聞き取りと、古いデータの意味を読み解く仕事をお願いします。\n\n現場の言葉が分かる方を探しています。プログラムを書く量は多くありません。移行の設計と、やめる画面を決める話し合いが中心です。\n\n工場に出る日は週1日で、ほかは全国どこからでも働けます。夜間の切替え作業は年に3回、前もって決め、翌日は休みにします。",
        audience: ALUMNI,
        reply_within_days: 7,
        published_minutes_ago: Some(21 * DAY),
        closes_in_days: None,
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("SQL"), Criterion::Skill("要件"), Criterion::Years(6)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "生産管理システムの入替えにおける要件の聞き取り、データ移行の設計、利用者の教育",
                range: "当社の定める情報システムに関する業務",
            },
            place: Changing {
                initial: "自宅、および本社工場（静岡県波見野市潮見1-2-3、週1日程度）",
                range: "自宅、本社、鳴瀬ヶ丘工場（愛知県鳴瀬ヶ丘市東浜5-1）",
            },
            overtime: "あり（月平均9時間）。切替えの月は月20時間ほどの見込みです。",
            pay: pay(
                PayUnit::Year,
                5_200_000,
                7_100_000,
                "年俸を12等分して毎月支払います（賞与は年俸に含みます）。時間外・深夜の手当は全額を別に支払います。出社の交通費は実費、在宅勤務手当 月4,000円。",
            ),
            ..COMPANY
        }),
        changes: &[],
    },
];
