//! People whose values are awkward, and lawful: as long as a value may be, in other directions, outside the common plane.

use super::{
    super::{
        careers::{DESIGN, SALES},
        month::ym,
        seed::Seed,
        units::COMPANY,
    },
    Education, Membership, Openness, Outcome, Person, Role, Status, WORLD, Work, extras,
    key::Keys,
};

/// Four of them.
pub(super) fn odd(keys: &mut Keys) -> Vec<Person> {
    let mut seed = Seed::new(WORLD, 8_000);
    let mut longest = plain(
        keys,
        ("Featherstonehaugh-Cholmondeley de la Vega y Arenas", "Maximiliana Wilhelmina Theodora Annalisa Konstanze"),
        (
            "フェザーストンハフチャムリーデラベガイアレナス",
            "マクシミリアーナウィルヘルミナテオドラアンナリーザコンスタンツェ",
        ),
        "長い名前の欄に、いつも入りきりません",
        "申込書の枠からはみ出した数は、数えきれません。\n省略してくださってかまいませんが、どこで切れたかを教えてくださると助かります。",
    );
    longest.latin = format!("{} {}", longest.given, longest.family);
    longest.former = Some(("勘解由小路".to_owned(), "カデノコウジ".to_owned()));
    let mut headline = plain(
        keys,
        ("一", "一"),
        ("ニノマエ", "ハジメ"),
        "名前は一文字ずつ、肩書きは長く。工作機械の営業と、展示会の企画と、社史の編さんと、食堂の献立委員と、野球部の補欠の捕手と、防災の係と、新入社員の相談役と、町内会の会計と、茶畑の手伝いをしながら、そのどれもが中途半端にならないようにと努めます",
        "姓も名も「一」と書きます。姓が「にのまえ」、名が「はじめ」です。受付ではたいてい線だと思われます。",
    );
    headline.contacts = extras::contacts(&headline.key, true, &mut seed);
    let hebrew = plain(
        keys,
        ("Ben-Yaarit", "Noga"),
        ("ベンヤアリット", "ノガ"),
        "Sales engineer · מהנדסת מכירות",
        "שלום, שמי נוגה ואני מהנדסת מכירות.\nעבדתי באוּמיקאזה (うみかぜ精機) בין 2016 ל־2021.\n右から左に読む文と、左から右に読む文が混ざっても、ちゃんと読めるでしょうか。\nمرحبا بكم جميعا — 2026 (ABC-123)",
    );
    let emoji = plain(
        keys,
        ("𣘺本", "ひなた"),
        ("ハシモト", "ヒナタ"),
        "🛠️🎨 機械と絵の間 👩‍🎨",
        "👋🏽 はじめまして、𣘺本です。木へんに、つくりの上が「呑」に似た字です。\n🏭→🎨 操作盤の絵を描いています。🇯🇵🤝🇧🇷\n家族は👩‍👩‍👧‍👦と🐕‍🦺。\t（タブもあります）\n\n\n空の行も、<b>記号</b>も、'引用符' \"二つ\" も、\\n も、そのまま出るはずです。",
    );
    let mut emoji = Person { skills: extras::skills(&DESIGN, 9, &mut seed), ..emoji };
    emoji.links =
        vec![("🎨 作品集".to_owned(), format!("https://{}.example.test/%E4%BD%9C%E5%93%81?a=1&b=2#上", emoji.key))];
    vec![longest, headline, hebrew, emoji]
}

/// Somebody who was in the sales department from 2016 to 2021; names and readings as family and given.
fn plain(
    keys: &mut Keys,
    (family, given): (&str, &str),
    (family_kana, given_kana): (&str, &str),
    headline: &str,
    summary: &str,
) -> Person {
    let tie = Membership {
        organization: 'c',
        status: Status::Alumnus,
        role: Role::Member,
        unit: "c-sales",
        cohort: 2016,
        from: Some(ym(2016, 4)),
        to: Some(ym(2021, 9)),
        since_days_ago: 365,
    };
    let job = |employer: &str, title: &str, from, to| Work {
        employer: employer.to_owned(),
        title: title.to_owned(),
        from,
        to,
        description: String::new(),
    };
    Person {
        key: keys.next(family, family_kana, given, given_kana),
        family: family.to_owned(),
        given: given.to_owned(),
        family_kana: family_kana.to_owned(),
        given_kana: given_kana.to_owned(),
        latin: String::new(),
        former: None,
        born: String::new(),
        memberships: vec![tie],
        headline: headline.to_owned(),
        summary: summary.to_owned(),
        work: vec![
            job("渡海通商株式会社", "営業企画課", ym(2021, 11), None),
            job(COMPANY, "営業部", ym(2016, 4), Some(ym(2021, 9))),
        ],
        education: vec![Education {
            school: "白鷺野大学".to_owned(),
            course: "国際学科".to_owned(),
            from: ym(2012, 4),
            to: Some(ym(2016, 3)),
            outcome: Outcome::Graduated,
        }],
        certificates: vec![],
        skills: extras::skills(&SALES, 10, &mut Seed::new(WORLD, 8_001)),
        languages: vec![],
        projects: vec![],
        links: vec![],
        contacts: vec![],
        openness: Openness::Members,
    }
}
