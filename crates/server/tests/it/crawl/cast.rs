//! Who crawls, and whom they look at.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    ConversationId, Intent, OrgId, PersonId, RowId, UnitId, Visibility, VisibilityRule,
    date::YearMonth,
    record::{
        ContactKind, FieldValue, MemberValue, MembershipStatus, OrgUnit, Outcome, PersonName, ProfileField, Role,
        RowBody, RowType, RowValue,
    },
    visibility::Audience,
    wire::OpOutcome,
};
use server::admin::{self, NewMember};
use uuid::Uuid;

use super::oracle::{Rule, Who};
use crate::world::{Person, World, is_applied, organization, person};

/// The unit that a rule leaves out.
pub const UNIT: UnitId = UnitId(Uuid::from_u128(71));
/// The unit everybody else is in.
pub const OTHER_UNIT: UnitId = UnitId(Uuid::from_u128(72));

/// Somebody whose every private value is marked, all under one rule.
pub struct Subject {
    pub number: usize,
    pub rule: Rule,
    /// Whether the name is open to every member whatever the rule.
    pub is_listed: bool,
    pub person: Person,
}

/// The world that is crawled.
pub struct Stage {
    pub world: World,
    /// The organisation of everybody but the outsider.
    pub home: OrgId,
    /// The outsider's.
    pub elsewhere: OrgId,
    pub subjects: Vec<Subject>,
    /// Everybody who crawls; the first subject is one of them.
    pub people: Vec<(Who, Person)>,
}

impl Stage {
    pub fn of(&self, who: Who) -> &Person {
        &self.people.iter().find(|(other, _)| *other == who).expect("in the cast").1
    }

    pub fn talk_with(&self, subject: usize, other: Who) -> ConversationId {
        ConversationId::direct(self.home, self.subjects[subject].person.id, self.of(other).id)
    }

    /// Carries out what must succeed.
    pub async fn does(&self, author: &Person, intent: Intent) {
        let outcome = self.world.does(author, intent.clone()).await;
        assert!(is_applied(&outcome), "{intent:?}: {outcome:?}");
    }

    pub async fn set() -> Self {
        let world = World::new().await;
        let mut organizer = person("organizer@example.test", "事務");
        organizer.given = "局".to_owned();
        let kind = domain::record::OrganizationKind::Company;
        let new = organization("MARK-org-name", kind, organizer);
        let new = admin::NewOrganization { kana: "MARK-org-kana".to_owned(), ..new };
        let (home, organizer) = admin::create_organization(&world.app, &new).await.unwrap();
        let units = [(UNIT, "MARK-unit-name"), (OTHER_UNIT, "製造部")];
        let units = units.map(|(id, name)| OrgUnit { id, name: name.to_owned(), parent: None });
        admin::add_units(&world.app, home, units.into()).await.unwrap();
        let organizer = signed_in(&world, organizer).await;
        let elsewhere = world.school;
        let mut stage =
            Self { people: vec![(Who::Outsider, world.ren.clone())], world, home, elsewhere, subjects: vec![] };
        use MembershipStatus::{Alumnus, Candidate, Current};
        for (who, status, unit) in [
            (Who::Connection, Alumnus, OTHER_UNIT),
            (Who::Alumnus, Alumnus, OTHER_UNIT),
            (Who::Current, Current, OTHER_UNIT),
            (Who::Candidate, Candidate, OTHER_UNIT),
            (Who::Blocked, Current, OTHER_UNIT),
            (Who::Excluded, Current, OTHER_UNIT),
            (Who::InUnit, Current, UNIT),
            (Who::Former, Current, OTHER_UNIT),
        ] {
            let id = stage.joins(&format!("{who:?}"), "観客", NewMember { units: vec![unit], ..status.into() }).await;
            stage.people.push((who, id));
        }
        stage.people.push((Who::Organizer, organizer));
        stage.promote_and_dismiss().await;
        for rule in Rule::ALL {
            for is_listed in [true, false] {
                stage.add_subject(rule, is_listed).await;
            }
        }
        stage.people.push((Who::Subject, stage.subjects[0].person.clone()));
        stage
    }

    async fn joins(&self, name: &str, family: &str, member: NewMember) -> Person {
        let mut new = person(&format!("mark-address-{name}@example.test").to_lowercase(), family);
        new.given = format!("MARK-roster-{name}-");
        let id = admin::add_member(&self.world.app, self.home, &new, member).await.unwrap();
        let token = admin::issue_session(&self.world.app, id, &format!("MARK-device-{name}-")).await.unwrap();
        Person { id, token }
    }

    /// Somebody was at the desk and is so no longer.
    async fn promote_and_dismiss(&self) {
        let former = self.of(Who::Former).id;
        for role in [Role::Organizer, Role::Member] {
            let change = |value: &mut MemberValue| value.role = role;
            let outcome = self.world.sets_member(self.of(Who::Organizer), self.home, former, change).await;
            assert!(is_applied(&outcome), "{outcome:?}");
        }
    }

    async fn add_subject(&mut self, rule: Rule, is_listed: bool) {
        let number = self.subjects.len();
        let title = mark(number, "title");
        let member = NewMember { units: vec![OTHER_UNIT], title, ..MembershipStatus::Current.into() };
        let person = self.joins(&format!("subject{number}"), "役者", member).await;
        let subject = Subject { number, rule, is_listed, person };
        let name = PersonName { family: mark(number, "blocked"), ..PersonName::hidden(self.of(Who::Blocked).id) };
        self.does(&subject.person, Intent::Block { name }).await;
        for field in ProfileField::ALL {
            let value = self.field_value(&subject, field, "");
            let outcome = self.world.sets(&subject.person, field, &value.text, value.visibility).await;
            assert!(
                matches!(outcome, OpOutcome::Applied { .. } | OpOutcome::Unchanged { .. }),
                "{field:?} {outcome:?}"
            );
        }
        let mut last = None;
        for row_type in RowType::ALL {
            let place = domain::place::between(last.as_deref(), None).unwrap();
            let (row, value) = (row_id(number, row_type), self.row_value(&subject, row_type, ""));
            self.does(&subject.person, Intent::AddRow { row, value, place: place.clone() }).await;
            last = Some(place);
        }
        self.subjects.push(subject);
        self.connect(number).await;
    }

    async fn connect(&self, number: usize) {
        let (subject, other) = (&self.subjects[number].person, self.of(Who::Connection));
        let conversation = self.talk_with(number, Who::Connection);
        let purpose = domain::record::Purpose::Return;
        let ask = Intent::StartConversation { conversation, organization: self.home, with: other.id, purpose };
        self.does(subject, ask).await;
        self.does(other, Intent::AnswerRequest { conversation, accept: true }).await;
    }

    fn visibility(&self, rule: Rule) -> Visibility {
        let open = |audience| VisibilityRule::new(self.home, audience);
        let excluded_people = vec![self.of(Who::Excluded).id];
        let rule = match rule {
            Rule::OnlyMe => open(Audience::OnlyMe),
            Rule::Connections => open(Audience::Connections),
            Rule::Organizers => open(Audience::Organizers),
            Rule::Candidates => open(Audience::Candidates),
            Rule::Current => open(Audience::Current),
            Rule::Alumni => open(Audience::Alumni),
            Rule::Members => open(Audience::Members),
            Rule::NotOrganizers => VisibilityRule { hidden_from_organizers: true, ..open(Audience::Members) },
            Rule::NotExcluded => VisibilityRule { excluded_people, ..open(Audience::Members) },
            Rule::NotUnit => VisibilityRule { excluded_units: vec![UNIT], ..open(Audience::Members) },
        };
        vec![rule].into()
    }

    /// The marked value of a field; `more` makes it another one.
    pub fn field_value(&self, subject: &Subject, field: ProfileField, more: &str) -> FieldValue {
        let marked = format!("{}{more}", mark(subject.number, field.as_str()));
        let text = match field {
            ProfileField::Photo => jpeg(&marked),
            ProfileField::Affiliation => String::new(),
            ProfileField::FamilyName
            | ProfileField::GivenName
            | ProfileField::FamilyKana
            | ProfileField::GivenKana
            | ProfileField::LatinName
            | ProfileField::Headline
            | ProfileField::Summary => marked,
        };
        let rule = if is_name(field) && subject.is_listed { Rule::Members } else { subject.rule };
        FieldValue { text, visibility: self.visibility(rule) }
    }

    /// The marked content of a row.
    pub fn row_value(&self, subject: &Subject, row_type: RowType, more: &str) -> RowValue {
        let text = |part: &str| format!("{}{more}", mark(subject.number, part));
        let month: YearMonth = "2020-04".parse().unwrap();
        let body = match row_type {
            RowType::Work => RowBody::Work {
                employer: text("employer"),
                title: text("position"),
                from: month,
                to: None,
                description: text("work"),
            },
            RowType::Education => RowBody::Education {
                school: text("school"),
                course: text("course"),
                from: month,
                to: None,
                outcome: Outcome::Entered,
            },
            RowType::Certificate => {
                RowBody::Certificate { name: text("certificate"), issuer: text("issuer"), at: None }
            }
            RowType::Skill => RowBody::Skill { name: text("skill"), note: text("note") },
            RowType::Language => RowBody::Language { name: text("language"), level: text("level") },
            RowType::Project => RowBody::Project {
                name: text("project"),
                role: text("role"),
                from: None,
                to: None,
                description: text("made"),
            },
            RowType::Link => {
                RowBody::Link { url: format!("https://{}.example.test/", text("url")), label: text("link") }
            }
            RowType::Contact => {
                RowBody::Contact { contact: ContactKind::Phone, value: text("phone"), label: text("contact") }
            }
            RowType::FormerName => RowBody::FormerName { family: text("former"), family_kana: text("formerkana") },
            RowType::Custom => RowBody::Custom { label: text("label"), value: text("custom") },
        };
        RowValue { body, visibility: self.visibility(subject.rule) }
    }
}

/// The texts of a row, as [`Stage::row_value`] names them.
pub const fn row_marks(row_type: RowType) -> &'static [&'static str] {
    match row_type {
        RowType::Work => &["employer", "position", "work"],
        RowType::Education => &["school", "course"],
        RowType::Certificate => &["certificate", "issuer"],
        RowType::Skill => &["skill", "note"],
        RowType::Language => &["language", "level"],
        RowType::Project => &["project", "role", "made"],
        RowType::Link => &["url", "link"],
        RowType::Contact => &["phone", "contact"],
        RowType::FormerName => &["former", "formerkana"],
        RowType::Custom => &["label", "custom"],
    }
}

pub const fn is_name(field: ProfileField) -> bool {
    matches!(
        field,
        ProfileField::FamilyName | ProfileField::GivenName | ProfileField::FamilyKana | ProfileField::GivenKana
    )
}

/// A text that stands nowhere else; none is the beginning of another.
pub fn mark(number: usize, part: &str) -> String {
    format!("MARK-{number}-{part}-")
}

/// What stands before the text in [`jpeg`]: a frame of one pixel and the beginning of its data, in whole groups of base64.
const JPEG: [u8; 18] = [0xff, 0xd8, 0xff, 0xc0, 0, 8, 8, 0, 1, 0, 1, 0, 0xff, 0xda, 0, 4, 0, 0];

/// A photo that says something.
pub fn jpeg(text: &str) -> String {
    BASE64_STANDARD.encode([&JPEG, text.as_bytes(), &[0xff, 0xd9]].concat())
}

/// How a text looks in such a photo; the last characters depend on what follows and are left out.
pub fn in_jpeg(text: &str) -> String {
    jpeg(text)[JPEG.len() / 3 * 4..][..text.len() / 3 * 4].to_owned()
}

pub fn row_id(number: usize, row_type: RowType) -> RowId {
    RowId(Uuid::from_u128((5 << 100) | ((number as u128) << 8) | row_type as u128))
}

async fn signed_in(world: &World, id: PersonId) -> Person {
    Person { id, token: admin::issue_session(&world.app, id, "MARK-device-organizer-").await.unwrap() }
}
