//! What is part of more than one message.

use domain::{
    Audience, Digest, OrgId, Visibility, VisibilityRule,
    record::{
        Attachment, Cadence, Category, CategoryCadence, Changing, Conditions, ContactKind, ContractTerms, Criterion,
        EmploymentTerms, Era, FieldValue, FixedOvertime, LeastPay, MemberValue, MembershipStatus, NotificationPrefs,
        OfferKind, OfferValue, Outcome, Pay, PayUnit, PersonName, Preferences, Preview, QuietHours, ReadMark, Remote,
        Role, RowBody, RowValue, Setting, WorkTerms,
    },
};

use super::{ORG, OTHER, OTHER_ORG, PERSON, UNIT, check_all};

pub(super) fn rule(organization: OrgId) -> Visibility {
    Visibility::members(organization)
}

/// A rule of each audience, and one with every exception.
pub(super) fn rules() -> Vec<Visibility> {
    let mut rules: Vec<VisibilityRule> = Audience::ALL.map(|audience| VisibilityRule::new(ORG, audience)).into();
    rules.push(VisibilityRule {
        hidden_from_organizers: true,
        excluded_people: vec![PERSON, OTHER],
        excluded_units: vec![UNIT],
        ..VisibilityRule::new(ORG, Audience::Members)
    });
    let elsewhere = VisibilityRule::new(OTHER_ORG, Audience::Organizers);
    rules.into_iter().map(|rule| Visibility::from(vec![rule, elsewhere.clone()])).collect()
}

pub(super) fn field(text: &str, visibility: Visibility) -> FieldValue {
    FieldValue { text: text.to_owned(), visibility }
}

pub(super) fn name() -> PersonName {
    PersonName {
        person: OTHER,
        family: "山田".to_owned(),
        given: "花子".to_owned(),
        family_kana: "ヤマダ".to_owned(),
        given_kana: "ハナコ".to_owned(),
    }
}

/// A row of each kind; the second work has ended.
pub(super) fn rows() -> Vec<RowValue> {
    let month = |text: &str| text.parse().unwrap();
    let some = |text: &str| Some(month(text));
    let work = |to| RowBody::Work {
        employer: "甲株式会社".to_owned(),
        title: "営業".to_owned(),
        from: month("2015-04"),
        to,
        description: "一行目\n二行目".to_owned(),
    };
    let education = |outcome| RowBody::Education {
        school: "乙大学".to_owned(),
        course: "文学部".to_owned(),
        from: month("2011-04"),
        to: some("2015-03"),
        outcome,
    };
    let bodies = [
        work(None),
        work(some("2024-03")),
        education(Outcome::Entered),
        education(Outcome::Graduated),
        education(Outcome::Left),
        education(Outcome::Completed),
        RowBody::Certificate {
            name: "簿記2級".to_owned(), issuer: "商工会議所".to_owned(), at: some("2014-06")
        },
        RowBody::Skill { name: "英語".to_owned(), note: "\"C1\"".to_owned() },
        RowBody::Language { name: "英語".to_owned(), level: "日常会話".to_owned() },
        RowBody::Project {
            name: "新製品".to_owned(),
            role: "企画".to_owned(),
            from: some("2020-01"),
            to: None,
            description: "一行目\n二行目".to_owned(),
        },
        RowBody::Link { url: "https://example.jp/?q=1".to_owned(), label: "作品".to_owned() },
        RowBody::Contact { contact: ContactKind::Phone, value: "090-0000-0000".to_owned(), label: "携帯".to_owned() },
        RowBody::Contact { contact: ContactKind::Email, value: "a@example.jp".to_owned(), label: String::new() },
        RowBody::FormerName { family: "鈴木".to_owned(), family_kana: "スズキ".to_owned() },
        RowBody::Custom { label: "趣味".to_owned(), value: "登山\n写真".to_owned() },
    ];
    check_all(
        &bodies,
        |body| match body {
            RowBody::Work { .. } => "work",
            RowBody::Education { .. } => "education",
            RowBody::Certificate { .. } => "certificate",
            RowBody::Skill { .. } => "skill",
            RowBody::Language { .. } => "language",
            RowBody::Project { .. } => "project",
            RowBody::Link { .. } => "link",
            RowBody::Contact { .. } => "contact",
            RowBody::FormerName { .. } => "former_name",
            RowBody::Custom { .. } => "custom",
        },
        10,
    );
    bodies.into_iter().map(|body| RowValue::new(body, rule(ORG))).collect()
}

/// A picture with its preview, and a file without one.
pub(super) fn attachments() -> Vec<Attachment> {
    let attachment = |byte, name: &str, kind: &str, bytes, preview| Attachment {
        digest: Digest([byte; 32]),
        name: name.to_owned(),
        kind: kind.to_owned(),
        bytes,
        preview,
    };
    let preview = Preview { width: 2_560, height: 1_440, jpeg: "/9j/2Q==".to_owned() };
    vec![
        attachment(0xa1, "集合写真.jpg", "image/jpeg", 812_345, Some(preview)),
        attachment(0x0f, "見積 (2).pdf", "application/pdf", 1, None),
    ]
}

pub(super) fn mark() -> ReadMark {
    ReadMark { person: PERSON, seq: 12 }
}

/// One of whom everything is said, and one of whom only the standing is known.
pub(super) fn members() -> [MemberValue; 2] {
    let known = MemberValue::new(MembershipStatus::Alumnus, Role::Organizer);
    let all = MemberValue { units: vec![UNIT], cohort: Some(2015), title: "課長".to_owned(), ..known };
    [all, MemberValue::new(MembershipStatus::Candidate, Role::Member)]
}

fn pay(unit: PayUnit) -> Pay {
    Pay {
        unit,
        min: Some(300_000),
        max: Some(400_000),
        note: "賞与年2回".to_owned(),
        fixed_overtime: Some(FixedOvertime { yen: 40_000, hours: 20, is_excess_paid: true }),
    }
}

fn employment(unit: PayUnit) -> WorkTerms {
    WorkTerms::Employment(EmploymentTerms {
        duties: Changing { initial: "開発".to_owned(), range: "会社の定める業務".to_owned() },
        place: Changing { initial: "本社".to_owned(), range: "国内の事業所".to_owned() },
        period: "期間の定めなし".to_owned(),
        renewal: "なし".to_owned(),
        trial: "3か月".to_owned(),
        hours: "9時から17時30分".to_owned(),
        breaks: "60分".to_owned(),
        holidays: "土日祝".to_owned(),
        overtime: "月10時間".to_owned(),
        pay: pay(unit),
        insurance: "社会保険完備".to_owned(),
        employer: "甲株式会社".to_owned(),
        dispatch: "いいえ".to_owned(),
        smoking: "屋内禁煙".to_owned(),
    })
}

fn contract() -> WorkTerms {
    WorkTerms::Contract(ContractTerms {
        client: "甲株式会社".to_owned(),
        content: "設計".to_owned(),
        period: "2026-05-01まで".to_owned(),
        place: "任意".to_owned(),
        fee: Pay { min: Some(500_000), ..Pay { unit: PayUnit::Total, ..Pay::default() } },
        pay_day: "検収の翌月末".to_owned(),
        pay_within_days: Some(60),
        acceptance: "納品から10日".to_owned(),
    })
}

/// An offer of each kind, with terms of each form and unit, and one that says nothing yet.
pub(super) fn offers() -> Vec<OfferValue> {
    use OfferKind::{Comeback, Contract, Internship, SideJob};
    let criterion = |name: &str| name.to_owned();
    let criteria = [
        Criterion::Skill { name: criterion("Rust") },
        Criterion::Language { name: criterion("英語") },
        Criterion::Certificate { name: criterion("簿記") },
        Criterion::Years { years: 3 },
    ];
    check_all(
        &criteria,
        |criterion| match criterion {
            Criterion::Skill { .. } => "skill",
            Criterion::Language { .. } => "language",
            Criterion::Certificate { .. } => "certificate",
            Criterion::Years { .. } => "years",
        },
        4,
    );
    let whole = |kind_of, remote, terms| OfferValue {
        kind_of,
        title: "開発".to_owned(),
        description: "一行目\n二行目".to_owned(),
        prefecture: "東京都".to_owned(),
        remote,
        terms,
        criteria: criteria.to_vec(),
        audience: vec![MembershipStatus::Alumnus, MembershipStatus::Current, MembershipStatus::Candidate],
        reply_within_days: 7,
        closes_on: "2026-12-31".parse().ok(),
    };
    let empty = OfferValue {
        title: String::new(),
        description: String::new(),
        prefecture: String::new(),
        criteria: Vec::new(),
        audience: Vec::new(),
        reply_within_days: 0,
        closes_on: None,
        ..whole(SideJob, Remote::None, WorkTerms::empty(SideJob))
    };
    vec![
        whole(Comeback, Remote::Partly, employment(PayUnit::Month)),
        whole(Internship, Remote::None, employment(PayUnit::Hour)),
        whole(SideJob, Remote::Full, employment(PayUnit::Day)),
        whole(Comeback, Remote::Partly, employment(PayUnit::Year)),
        whole(Contract, Remote::Full, contract()),
        empty,
    ]
}

/// Each setting with something in it and with nothing.
pub(super) fn settings() -> Vec<Setting> {
    let cadence = |category, cadence| CategoryCadence { category, cadence };
    let settings = vec![
        Setting::Preferences(Preferences { era: Era::Japanese, quiet: Some(QuietHours { from: 1320, to: 420 }) }),
        Setting::Preferences(Preferences { era: Era::Western, quiet: None }),
        Setting::Conditions(Conditions {
            kinds: vec![OfferKind::Comeback, OfferKind::SideJob],
            prefectures: vec!["東京都".to_owned()],
            remote: Some(Remote::Partly),
            pay: Some(LeastPay { unit: PayUnit::Year, yen: 6_000_000 }),
            from: "2026-10".parse().ok(),
        }),
        Setting::Conditions(Conditions::default()),
        Setting::Notifications(NotificationPrefs {
            organization: ORG,
            cadences: vec![
                cadence(Category::Message, Cadence::Daily),
                cadence(Category::ContactRequest, Cadence::Weekly),
                cadence(Category::Offer, Cadence::Now),
                cadence(Category::Desk, Cadence::Off),
                cadence(Category::Membership, Cadence::Off),
            ],
        }),
    ];
    check_all(
        &settings,
        |setting| match setting {
            Setting::Preferences(_) => "preferences",
            Setting::Conditions(_) => "conditions",
            Setting::Notifications(_) => "notifications",
        },
        3,
    );
    settings
}
