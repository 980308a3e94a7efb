//! A generated profile as a member with a profile of ours.

use domain::{
    Object, OrgId, RowId, Visibility, place,
    record::{FieldObject, FieldValue, MembershipStatus, OrgUnit, ProfileField, Row, RowBody, RowValue},
};
use server::admin::{NewMember, NewPerson};

use super::{derived, org_unit, unit};
use crate::generate::{MEI, Profile, SEI};

/// Readings of the generator's family names, in its order.
const SEI_KANA: [&str; 20] = [
    "サトウ",
    "スズキ",
    "タカハシ",
    "タナカ",
    "イトウ",
    "ワタナベ",
    "ヤマモト",
    "ナカムラ",
    "コバヤシ",
    "カトウ",
    "ヨシダ",
    "ヤマダ",
    "ササキ",
    "ヤマグチ",
    "マツモト",
    "イノウエ",
    "キムラ",
    "ハヤシ",
    "サイトウ",
    "シミズ",
];
/// Readings of its given names.
const MEI_KANA: [&str; 20] = [
    "ヨウコ",
    "ケンイチ",
    "マユミ",
    "ダイスケ",
    "ミサキ",
    "ショウタ",
    "ユキ",
    "タクヤ",
    "ケイコ",
    "ナオキ",
    "サクラ",
    "レン",
    "ユイ",
    "ユウマ",
    "アケミ",
    "マコト",
    "ヒロコ",
    "タカシ",
    "チヒロ",
    "マナブ",
];
const UNITS: [&str; 10] =
    ["営業本部", "人事部", "経理部", "開発部", "企画室", "広報室", "法務部", "生産管理部", "品質保証部", "海外事業部"];
/// Characters of a headline: the first sentence or so of what a person says of themselves.
const HEADLINE: usize = 60;

/// The departments.
pub(super) fn units() -> Vec<OrgUnit> {
    UNITS.iter().enumerate().map(|(number, name)| org_unit(number, name)).collect()
}

fn reading(name: &str, names: &[&str], readings: &[&str]) -> String {
    names.iter().position(|it| *it == name).map(|at| readings[at].to_owned()).unwrap()
}

/// Name, reading and address.
pub(super) fn name(profile: &Profile) -> NewPerson {
    let (family, given) = profile.name.split_once(' ').unwrap();
    NewPerson {
        mail: profile.email.clone(),
        family: family.to_owned(),
        given: given.to_owned(),
        family_kana: reading(family, &SEI, &SEI_KANA),
        given_kana: reading(given, &MEI, &MEI_KANA),
    }
}

/// One in four still works there.
pub(super) fn member(profile: &Profile) -> NewMember {
    let status = if profile.grade < 2 { MembershipStatus::Current } else { MembershipStatus::Alumnus };
    let units = UNITS.iter().position(|name| *name == profile.dept).map(unit).into_iter().collect();
    NewMember { status, units, cohort: Some(profile.left_year), title: format!("{}等級", profile.grade) }
}

/// The headline of a profile.
pub fn headline(profile: &Profile) -> String {
    profile.bio_ja.chars().take(HEADLINE).collect()
}

/// Headline, summary, the present work and ten skills, shown to all members.
pub(super) fn profile(organization: OrgId, profile: &Profile) -> Vec<Object> {
    let visibility = || Visibility::members(organization);
    let field = |field, text| {
        let value = FieldValue { text, visibility: visibility() };
        Object::Field(FieldObject { field, value, confirmed_at: None })
    };
    let summary = format!("{}\n\n{}", profile.bio_ja, profile.bio_en);
    let mut all = vec![field(ProfileField::Headline, headline(profile)), field(ProfileField::Summary, summary)];
    let work = RowBody::Work {
        employer: format!("{}の会社", profile.city),
        title: profile.wants.roles.first().copied().unwrap_or_default().to_owned(),
        from: format!("{}-04", profile.left_year).parse().unwrap(),
        to: None,
        description: String::new(),
    };
    let skills = profile.skills.iter().map(|name| RowBody::Skill { name: (*name).to_owned(), note: String::new() });
    let mut last: Option<String> = None;
    for (number, body) in std::iter::once(work).chain(skills).enumerate() {
        let place = place::between(last.as_deref(), None).unwrap();
        last = Some(place.clone());
        let id = RowId(derived(16 + number as u128, profile.id));
        all.push(Object::Row(Row { id, value: RowValue::new(body, visibility()), place, confirmed_at: None }));
    }
    all
}
