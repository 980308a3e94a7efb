//! The library's values of a world of the oracle.

use domain::{
    Audience, MembershipId, OrgId, PersonId, RowId, Standing, UnitId, Viewer, Visibility, VisibilityRule,
    card::Profile,
    date::YearMonth,
    record::{
        FieldObject, FieldValue, MemberValue, Membership, MembershipStatus, ProfileField, Role, Row, RowBody, RowValue,
    },
};
use uuid::Uuid;

use super::world::ORGANIZATIONS;
use crate::properties::{
    id,
    oracle::{AUDIENCES, Entry, Guarded, Looker, Rule, Trait, World},
};

pub(super) const DAY: i64 = 24 * 60 * 60 * 1000;
/// Whose profile it is.
const OWNER: PersonId = PersonId(id(0xa000));

pub(super) fn organization(n: u8) -> OrgId {
    OrgId(id(0xb000 + u128::from(n)))
}

pub(super) fn person(n: u8) -> PersonId {
    PersonId(id(0xc000 + u128::from(n)))
}

pub(super) fn unit(n: u8) -> UnitId {
    UnitId(id(0xd000 + u128::from(n)))
}

/// A text that is in no other one.
fn marker(text: u32) -> String {
    format!("⟦{text}⟧")
}

/// Units and cohorts are no texts: ids and years that are nowhere else.
fn said_unit(text: u32) -> UnitId {
    UnitId(id(0xf000 + u128::from(text)))
}

fn said_cohort(text: u32) -> u16 {
    2000 + u16::try_from(text).unwrap()
}

/// What a text of a world looks like on the wire.
pub(super) fn on_the_wire(world: &World, text: u32) -> String {
    match world.said_on_card {
        [unit, _] if unit == text => said_unit(text).to_string(),
        [_, cohort] if cohort == text => format!("\"cohort\":{}", said_cohort(text)),
        _ => marker(text),
    }
}

fn audience(row: usize) -> Audience {
    match AUDIENCES[row].0 {
        "myself" => Audience::OnlyMe,
        "connections" => Audience::Connections,
        "alumni" => Audience::Alumni,
        "current" => Audience::Current,
        "candidates" => Audience::Candidates,
        "members" => Audience::Members,
        "organizers" => Audience::Organizers,
        other => panic!("no audience {other}"),
    }
}

pub(super) fn visibility(rules: &[Rule]) -> Visibility {
    let rule = |rule: &Rule| VisibilityRule {
        organization: organization(rule.organization),
        audience: audience(rule.audience),
        hidden_from_organizers: rule.not_organizers,
        // As a device may send them: in any order, some twice.
        excluded_people: rule.not_people.iter().rev().chain(&rule.not_people).map(|&n| person(n)).collect(),
        excluded_units: rule.not_units.iter().rev().map(|&n| unit(n)).collect(),
    };
    Visibility::from(rules.iter().map(rule).collect::<Vec<_>>())
}

pub(super) fn viewer(looker: &Looker) -> Viewer {
    let is = |wanted| looker.traits.contains(&wanted);
    let statuses = [
        (Trait::Alumnus, MembershipStatus::Alumnus),
        (Trait::Current, MembershipStatus::Current),
        (Trait::Candidate, MembershipStatus::Candidate),
    ];
    let status = statuses.into_iter().find(|(has, _)| is(*has)).expect("one who looks has a status").1;
    let role = if is(Trait::Organizer) { Role::Organizer } else { Role::Member };
    Viewer {
        person: if looker.is_self { Some(OWNER) } else { looker.person.map(person) },
        standing: Standing { status, role },
        units: looker.units.iter().map(|&n| unit(n)).collect(),
        is_connected: is(Trait::Connected),
        is_blocked: looker.is_blocked,
    }
}

/// A profile of the library.
#[derive(Clone, Debug)]
pub(super) struct Built {
    pub(super) fields: Vec<FieldObject>,
    pub(super) rows: Vec<Row>,
    /// One of each organisation, all of which say the same.
    pub(super) memberships: Vec<Membership>,
}

impl Built {
    pub(super) fn of(world: &World) -> Self {
        Self::of_those(world, |_| true)
    }

    /// With those values alone whose rules are such; the family name always, which decides whether there is anything.
    pub(super) fn of_those(world: &World, keep: impl Fn(&[Rule]) -> bool) -> Self {
        use ProfileField::{
            Affiliation, FamilyKana, FamilyName, GivenKana, GivenName, Headline, LatinName, Photo, Summary,
        };
        let on_card = [GivenName, FamilyKana, GivenKana, LatinName, Headline];
        let mut fields = vec![field(FamilyName, &world.family, marker(world.family.value))];
        let texts = on_card.into_iter().zip(&world.on_card).chain([Summary, Photo].into_iter().zip(&world.on_page));
        let texts = texts.filter(|(_, value)| keep(&value.rules));
        fields.extend(texts.map(|(of, value)| field(of, value, marker(value.value))));
        let affiliation = world.affiliation.iter().filter(|value| keep(&value.rules));
        fields.extend(affiliation.map(|value| field(Affiliation, value, String::new())));
        // They come in any order; a place says where they belong.
        fields.reverse();
        let entries = (0..).zip(&world.entries).filter(|(_, entry)| keep(&entry.rules));
        let mut rows: Vec<Row> = entries.map(|(n, entry)| row(n, entry)).collect();
        rows.reverse();
        let known = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
        let [unit, cohort] = world.said_on_card;
        let member = MemberValue {
            units: vec![said_unit(unit)],
            cohort: Some(said_cohort(cohort)),
            title: marker(world.said_on_page),
            ..known
        };
        let membership = |here| Membership {
            id: MembershipId(id(0xf000 + u128::from(here))),
            organization: organization(here),
            value: member.clone(),
            since: 0,
            history: Vec::new(),
        };
        Self { fields, rows, memberships: (0..ORGANIZATIONS).map(membership).collect() }
    }

    pub(super) fn profile(&self, here: u8) -> Profile<'_> {
        Profile::new(OWNER, &self.fields, &self.rows, &self.memberships[usize::from(here)])
    }
}

/// At some hour of the day.
fn confirmed_at<T>(value: &Guarded<T>) -> Option<i64> {
    value.day.map(|day| i64::from(day) * DAY + i64::from(day) * 7_001)
}

fn field<T>(field: ProfileField, value: &Guarded<T>, text: String) -> FieldObject {
    let said = FieldValue { text, visibility: visibility(&value.rules) };
    FieldObject { field, value: said, confirmed_at: confirmed_at(value) }
}

fn month(n: u16) -> YearMonth {
    format!("{}-01", 2000 + n).parse().unwrap()
}

fn row(n: u8, entry: &Guarded<Entry>) -> Row {
    let body = match &entry.value {
        Entry::Skill(name, remark) => RowBody::Skill { name: marker(*name), note: marker(*remark) },
        Entry::FormerName(family, reading) => {
            RowBody::FormerName { family: marker(*family), family_kana: marker(*reading) }
        }
        Entry::Work([employer, title, description], began, goes_on) => RowBody::Work {
            employer: marker(*employer),
            title: marker(*title),
            from: month(*began),
            to: (!goes_on).then(|| month(*began)),
            description: marker(*description),
        },
        Entry::Other(texts) => {
            let [a, b] = [texts[0], texts[1]].map(marker);
            match n % 3 {
                0 => RowBody::Link { url: format!("https://example.jp/{a}"), label: b },
                1 => RowBody::Custom { label: a, value: b },
                _ => RowBody::Language { name: a, level: b },
            }
        }
    };
    Row {
        id: RowId(Uuid::from_u128(0xe000 + u128::from(n))),
        value: RowValue::new(body, visibility(&entry.rules)),
        place: format!("{:02x}80", n + 1),
        confirmed_at: confirmed_at(entry),
    }
}
