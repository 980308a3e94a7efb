//! Coming back to those who go out to customers.

use super::{
    ALUMNI, Change, Criterion, DAY, Offer, OfferKind, OfferState, Part, Remote,
    terms::{COMPANY, Changing, Employment, FixedOvertime, Pay, PayUnit, Terms, pay},
};

pub(super) const OFFERS: &[Offer] = &[
    Offer {
        key: "back-service",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "サービスエンジニア（再入社）西日本の据付けと修理",
        description: "大阪の拠点で、西日本のお客さまの据付けと修理を担当していただきます。担当は約90社、半径150kmの範囲です。\n\n出張は月に8泊ほどです。深夜の呼び出しは当番制（6人で一週間ずつ）で、呼び出しのなかった週にも待機手当をお支払いします。\n\n電話で7割が直るようになったぶん、現地に伺うのは難しい案件が中心です。若手との二人一組で動きます。",
        audience: ALUMNI,
        reply_within_days: 5,
        published_minutes_ago: Some(17 * DAY),
        closes_in_days: None,
        state: OfferState::Published,
        prefecture: "大阪府",
        remote: Remote::None,
        criteria: &[Criterion::Skill("故障診断"), Criterion::Certificate("自動車"), Criterion::Years(3)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "工作機械の据付け、修理、定期点検、および若手社員の同行指導",
                range: "当社の定めるサービスに関する業務",
            },
            place: Changing {
                initial: "大阪サービス拠点（大阪府千舟市港1-7）、および西日本のお客さまの事業所",
                range: "大阪・福岡・静岡の各サービス拠点（転居をともなう場合は3か月前までにご相談します）",
            },
            hours: "8時45分から17時30分まで（所定労働時間7時間45分）。事業場外のみなし労働は適用しません。",
            overtime: "あり（月平均22時間）。移動の時間も労働時間として扱います。",
            pay: pay(
                PayUnit::Month,
                285_000,
                380_000,
                "基本給。時間外・深夜・休日の手当は全額を別に支払います。出張日当 1泊3,000円、待機手当 1週15,000円、社用車を貸与、賞与 年2回（前年実績4.6か月）。",
            ),
            ..COMPANY
        }),
        changes: &[],
    },
    Offer {
        key: "back-overseas",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "海外サポート（再入社）北米・欧州の代理店支援",
        description: "北米と欧州の代理店12社の技術者を支える仕事です。問合せへの回答、年に2回の研修、重要な据付けの立会いを担当していただきます。\n\n時差のあるやりとりは、朝型と夜型の二つの勤務を選べます。海外出張は年に5回ほど、1回2週間まで。駐在の予定はありません。\n\n家族の事情で静岡に通えない方も、月に2回の出社で働けるようにしました。",
        audience: ALUMNI,
        reply_within_days: 7,
        published_minutes_ago: Some(29 * DAY),
        closes_in_days: Some(31),
        state: OfferState::Published,
        prefecture: "静岡県",
        remote: Remote::Full,
        criteria: &[Criterion::Language("英語"), Criterion::Years(4)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "海外代理店からの技術的な問合せへの対応、研修の企画と実施、据付けの立会い",
                range: "当社の定める海外サポート・海外営業に関する業務",
            },
            place: Changing {
                initial: "自宅（日本国内）。月に2日ほど本社（静岡県波見野市潮見1-2-3）に出社。交通費は会社が負担します",
                range: "自宅（日本国内）、および本社。海外への転勤はありません",
            },
            hours: "朝型（6時から14時45分まで）または夜型（12時から20時45分まで）を月ごとに選択（所定労働時間7時間45分）",
            breaks: "60分（勤務の途中で各自が取ります）",
            overtime: "あり（月平均10時間）。海外出張の期間を除きます。",
            pay: pay(
                PayUnit::Month,
                305_000,
                410_000,
                "基本給。時間外・深夜の手当は全額を別に支払います。海外出張日当 1日6,500円、在宅勤務手当 月4,000円、語学手当 月10,000円から20,000円、賞与 年2回（前年実績4.6か月）。",
            ),
            ..COMPANY
        }),
        changes: &[Change {
            part: Part::PlaceRange,
            before: "自宅（日本国内）、本社、および海外の駐在先（米国・ドイツ）",
            after: "自宅（日本国内）、および本社。海外への転勤はありません",
            minutes_ago: 9 * DAY + 90,
        }],
    },
    Offer {
        key: "back-sales",
        organization: 'c',
        kind: OfferKind::Comeback,
        title: "法人営業（再入社）食品・医療向けの新しい担当",
        description: "これまで自動車に偏っていたお客さまを、食品機械と医療機器の会社に広げています。2年目の新しいチームで、今年の目標は新規25社です。\n\n飛び込みの営業はしません。展示会、アルムナイの方からのご紹介、技術の問合せの三つから始まります。紹介をいただくときは、双方の同意を先にとる決まりです。\n\n前の勤め先のお客さまの情報は、一切お持ちにならないでください。入社のときに、競業や秘密保持のお約束の有無をいっしょに確認します。",
        audience: ALUMNI,
        reply_within_days: 5,
        published_minutes_ago: Some(11 * DAY),
        closes_in_days: Some(50),
        state: OfferState::Published,
        prefecture: "愛知県",
        remote: Remote::Partly,
        criteria: &[Criterion::Skill("法人営業"), Criterion::Years(5)],
        terms: Terms::Employment(Employment {
            duties: Changing {
                initial: "食品機械・医療機器の製造会社に対する工作機械の営業、展示会の運営",
                range: "当社の定める営業・販売促進に関する業務",
            },
            place: Changing {
                initial: "名古屋営業所（愛知県鳴瀬ヶ丘市港町6-2）。週1日まで自宅",
                range: "名古屋・東京・静岡の各営業所、および自宅",
            },
            hours: "9時から17時45分まで（所定労働時間7時間45分）。フレックスタイム制（コアタイム10時から15時まで）",
            overtime: "あり（月平均19時間）。",
            pay: Pay {
                fixed_overtime: Some(FixedOvertime { yen: 57_000, hours: 25, is_excess_paid: true }),
                ..pay(
                    PayUnit::Month,
                    280_000,
                    370_000,
                    "基本給。固定残業代は基本給に応じて57,000円から75,500円（25時間分）、25時間を超えた分は別に支払います。個人の売上による歩合はありません。賞与 年2回（前年実績4.6か月）、営業用の携帯電話と社用車を貸与。",
                )
            },
            ..COMPANY
        }),
        changes: &[],
    },
];
