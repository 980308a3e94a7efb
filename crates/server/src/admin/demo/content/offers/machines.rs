//! Coming back to where machines are made.

use super::{
    ALUMNI, Change, Criterion, DAY, Offer, OfferKind, OfferState, Part, Remote,
    terms::{COMPANY, Changing, Employment, FixedOvertime, Pay, PayUnit, Terms, pay},
};

pub(super) const OFFERS: &[Offer] = &[
    Offer {
        key: "back-control",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "制御ソフト開発（再入社）五軸加工機の次期制御",
        description: "五軸加工機の次の制御装置を、一から書き直しています。補間と熱変位の補正を受け持つ方を1名お迎えします。\n\n以前いらした方には、古いソースの「なぜ」をご存じであることを期待しています。離れていたあいだに覚えられたことも、ぜひ持ち込んでください。いまのチームは7人で、平均の在籍は6年です。\n\n現地調整の出張は月に1回ほど、原則として5営業日前までに決めます。昨年度にこの決まりを守れなかったのは4回で、いずれも3月でした。まずはカジュアル面談で、いまの様子をお話しします。",
        audience: ALUMNI,
        reply_within_days: 5,
        published_minutes_ago: Some(40 * DAY),
        closes_in_days: Some(45),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("C++"), Criterion::Years(5)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "五軸加工機の数値制御装置のソフトウェアの設計、実装、試験、および国内のお客さまの現地調整",
                range: "当社の定める制御・組込みソフトウェアに関する業務、およびその技術指導",
            },
            place: Changing {
                initial: "本社 開発棟（静岡県波見野市潮見1-2-3）。試験装置を使わない日は、週2日まで自宅",
                range: "本社、および自宅（転居をともなう異動は、ご本人の同意がある場合に限ります）",
            },
            overtime: "あり（月平均14時間）。3月と9月は月30時間ほどになることがあります。",
            pay: Pay {
                fixed_overtime: Some(FixedOvertime { yen: 50_000, hours: 20, is_excess_paid: true }),
                ..pay(
                    PayUnit::Month,
                    310_000,
                    420_000,
                    "基本給。退職後のご経験を含めて、以前の等級にかかわらず決定します。固定残業代は基本給に応じて50,000円から68,000円（20時間分）、20時間を超えた分は別に支払います。賞与 年2回（前年実績4.6か月）、通勤手当 実費（月50,000円まで）、在宅勤務手当 1日200円。",
                )
            },
            ..COMPANY
        }),
        changes: &[Change {
            part: Part::Overtime,
            before: "あり（月平均20時間）。",
            after: "あり（月平均14時間）。3月と9月は月30時間ほどになることがあります。",
            minutes_ago: 12 * DAY,
        }],
    },
    Offer {
        key: "back-mech",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "機械設計（再入社）主軸ユニットの小型化",
        description: "15,000回転の主軸ユニットを、いまの三分の二の長さにする開発です。軸受の配置から冷却の経路まで、構想の段階から任せます。\n\n設計3名、解析1名のチームです。試作は社内の工場で、図面から2週間で形になります。\n\n設計から離れていた方も、検図から少しずつ戻れるように、はじめの3か月は副担当としてお願いします。",
        audience: ALUMNI,
        reply_within_days: 7,
        published_minutes_ago: Some(26 * DAY),
        closes_in_days: None,
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("3次元CAD"), Criterion::Skill("幾何公差"), Criterion::Years(7)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "工作機械の主軸ユニットの構想設計、詳細設計、試作の評価",
                range: "当社の定める機械設計に関する業務",
            },
            place: Changing {
                initial: "本社 開発棟（静岡県波見野市潮見1-2-3）、週1日まで自宅",
                range: "本社、鳴瀬ヶ丘工場（愛知県鳴瀬ヶ丘市東浜5-1）、および自宅",
            },
            pay: pay(
                PayUnit::Month,
                300_000,
                400_000,
                "基本給。経験により決定します。時間外手当は全額を別に支払います。賞与 年2回（前年実績4.6か月）、家族手当、住宅手当、通勤手当 実費（月50,000円まで）。",
            ),
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "back-quality",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "品質保証（再入社）働く時間を選べる測定室の担当",
        description: "測定室で、出荷検査の基準づくりと3次元測定機の管理をお願いします。育児や介護、ご自身の治療などで離れた方が、時間を選んで戻れる募集です。\n\n週3日から5日、1日5時間から7時間45分のあいだで、半年ごとに決め直せます。会議は10時から15時のあいだに開きます。呼び出しがあったときに代われるように、測定室は常に2人で担当しています。\n\n測定機の新しい使い方は、入社後に2か月かけてお教えします。月に一度の勉強会（遠隔、昼休み）は、応募の前でも聞いていただけます。",
        audience: ALUMNI,
        reply_within_days: 5,
        published_minutes_ago: Some(4 * DAY + 200),
        closes_in_days: Some(60),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("測定"), Criterion::Years(3)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "測定室における出荷検査の基準の作成、3次元測定機の管理、測定結果の分析",
                range: "当社の定める品質保証に関する業務",
            },
            place: Changing {
                initial: "本社工場 測定室（静岡県波見野市潮見1-2-3）。資料の作成は自宅でもできます（週1日まで）",
                range: "本社工場、および自宅。転居をともなう異動はありません",
            },
            hours: "9時から16時までのあいだを基本に、1日5時間から7時間45分まで、週3日から5日の範囲で選べます（例: 9時から15時30分まで、週4日）。半年ごとに変更できます。",
            breaks: "1日6時間を超える日は45分、それ以下の日は希望により30分",
            holidays: "土曜・日曜・祝日と、選んだ勤務日以外の日。夏季・年末年始（当社カレンダーによる）。年次有給休暇は所定の日数に応じて入社の日に付与します。看護・介護の休暇は時間の単位で取れます。",
            overtime: "なし",
            pay: pay(
                PayUnit::Month,
                165_000,
                330_000,
                "基本給。所定労働時間に応じて決定します（7時間45分・週5日の場合 270,000円から330,000円）。賞与 年2回（時間に応じて）、通勤手当 実費。",
            ),
            insurance: "労災保険。週20時間以上の場合は雇用保険・健康保険・厚生年金保険にも加入します。",
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "back-prod",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "生産技術（再入社）新工場棟のライン立上げ",
        description: "来年度に動き出す新工場棟で、テーブル組立ラインの立上げを担当していただきます。人の歩く距離と、重いものを持ち上げる回数を、いまの半分にすることが目標です。\n\n設備の選定はこれからです。自動化ありきではなく、やめられる作業を探すところから始めます。\n\n立上げの時期（来年の5月から7月）は土曜の出勤が月に1、2回あります。代休は翌月までに必ず取っていただきます。",
        audience: ALUMNI,
        reply_within_days: 7,
        published_minutes_ago: Some(33 * DAY),
        closes_in_days: Some(20),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::None,
        criteria: &[Criterion::Skill("工程設計"), Criterion::Years(5)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "組立工程の設計、設備の選定と立上げ、作業標準の作成",
                range: "当社の定める生産技術・製造に関する業務",
            },
            place: Changing {
                initial: "本社工場 第三工場棟（静岡県波見野市潮見1-2-3）",
                range: "本社工場、鳴瀬ヶ丘工場（愛知県鳴瀬ヶ丘市東浜5-1）",
            },
            hours: "8時10分から16時55分まで（所定労働時間7時間45分）。夜勤はありません。",
            overtime: "あり（月平均18時間）。立上げの3か月は月35時間ほどの見込みです。",
            pay: pay(
                PayUnit::Month,
                290_000,
                385_000,
                "基本給。時間外手当・休日手当は全額を別に支払います。賞与 年2回（前年実績4.6か月）、工場手当 8,000円、通勤手当 実費（月50,000円まで）。",
            ),
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "back-craft",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "技能の指導（再入社・週3日）きさげと主軸組立",
        description: "組立課の若手8名に、きさげと主軸組立の技能を教えていただく仕事です。自分で仕上げる仕事もありますが、評価は「教わった人ができるようになったか」で行います。\n\n一人に長くつくのではなく、二人一組で、毎週一つの課題を仕上げます。動画の撮影と、言葉にするのが難しいところの聞き取りは、生産技術部が手伝います。\n\n定年で退職された方の再入社も歓迎します。体調に合わせて、作業の高さや姿勢を変えられる台を用意しています。",
        audience: ALUMNI,
        reply_within_days: 10,
        published_minutes_ago: Some(51 * DAY),
        closes_in_days: None,
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::None,
        criteria: &[Criterion::Skill("きさげ"), Criterion::Certificate("機械組立仕上げ"), Criterion::Years(15)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "きさげ、主軸組立の実技指導、指導書の作成への協力", range: "変更はありません"
            },
            place: Changing {
                initial: "本社工場 組立課（静岡県波見野市潮見1-2-3）", range: "変更はありません"
            },
            period: "期間の定めあり（入社の日から1年）",
            renewal: "更新する場合があります。判断の基準は、業務の量、健康の状態、指導の実績です。更新は4回まで、通算5年を上限とします。",
            trial: "2週間。賃金その他の条件は同じです。",
            hours: "週3日（月・水・金）、9時から16時まで（所定労働時間6時間）",
            holidays: "火曜・木曜・土曜・日曜・祝日、夏季・年末年始（当社カレンダーによる）。年次有給休暇は法定どおりに付与します。",
            overtime: "なし",
            pay: pay(
                PayUnit::Hour,
                2_200,
                2_800,
                "技能検定の等級と指導の経験により決定します。特級・1級の方には別に月10,000円を支給します。通勤手当 実費。賞与はありません。",
            ),
            insurance: "労災保険（週の所定労働時間が18時間のため、雇用保険・健康保険・厚生年金保険の対象外です）",
            ..COMPANY
        }),
        changes: &[],
    },
];
