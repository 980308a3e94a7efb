//! A small world to look at: a company, a university, twelve people who do not exist and what they write to each other.
//!
//! Deterministic and written through the same use cases as everything else, so that running it again changes nothing.

mod people;
mod talks;

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent, MembershipId, MessageId, Millis, Op, OpId, OrgId, PersonId, RowId, Seq, Visibility,
    VisibilityRule, place,
    record::{FieldValue, OrganizationKind, ProfileField, Role, RowValue},
    visibility::Audience,
    wire::OpOutcome,
};
use uuid::Uuid;

use self::{
    people::{PEOPLE, Part},
    talks::{TALKS, Talk},
};
use super::{
    AdminError, NewOrganization, NewPerson,
    enrol::{Enrolment, enrol},
    organization,
};
use crate::{app::App, storage::StorageError, usecase::ops::carry_out};

/// Name space of the demo world's ids (a random UUID).
const WORLD: Uuid = Uuid::from_u128(0x2e65_8d0a_4f1b_4c57_9b3e_77d0_15aa_c1e4);
const MINUTE: Millis = 60 * 1000;

/// Makes the world, as if it had been lived in until now.
///
/// # Errors
/// When storage fails.
pub async fn demo_world(app: &App) -> Result<(), AdminError> {
    let world = World { app, now: app.now() };
    let mut people = BTreeMap::new();
    for part in PEOPLE {
        people.insert(part.key, world.person(part).await?);
    }
    let mut talks: Vec<&Talk> = TALKS.iter().collect();
    talks.sort_by_key(|talk| std::cmp::Reverse(talk.minutes_ago()));
    for talk in talks {
        world.talk(talk, &people).await?;
    }
    Ok(())
}

fn id(of: &str) -> Uuid {
    Uuid::new_v5(&WORLD, of.as_bytes())
}

/// The organisations by their keys.
fn org(key: char) -> OrgId {
    OrgId(id(&format!("org {key}")))
}

fn organizations() -> [(char, NewOrganization); 2] {
    let new = |name: &str, kana: &str, kind| NewOrganization {
        name: name.to_owned(),
        kana: kana.to_owned(),
        kind,
        organizer: NewPerson::default(),
    };
    [
        ('c', new("うみかぜ精機株式会社", "ウミカゼセイキ", OrganizationKind::Company)),
        ('u', new("汐見坂大学", "シオミザカダイガク", OrganizationKind::School)),
    ]
}

struct World<'a> {
    app: &'a App,
    now: Millis,
}

impl World<'_> {
    async fn person(&self, part: &Part) -> Result<PersonId, AdminError> {
        let mut person = PersonId(id(part.key));
        for (key, status, role) in part.memberships {
            let created = organizations().into_iter().find(|(org, _)| org == key).filter(|_| *role == Role::Organizer);
            let enrolment = Enrolment {
                creates: created.map(|(key, new)| organization(org(key), &new)).transpose()?,
                organization: org(*key),
                person: NewPerson {
                    mail: format!("{}@example.test", part.key),
                    family: part.family.to_owned(),
                    given: part.given.to_owned(),
                    family_kana: part.family_kana.to_owned(),
                    given_kana: part.given_kana.to_owned(),
                },
                status: *status,
                role: *role,
                new_person: person,
                new_membership: MembershipId(id(&format!("membership {} {key}", part.key))),
                new_row: RowId(id(&format!("contact {}", part.key))),
            };
            person = enrol(self.app, enrolment).await?;
        }
        self.profile(part, person).await?;
        Ok(person)
    }

    async fn profile(&self, part: &Part, person: PersonId) -> Result<(), AdminError> {
        let rules = part
            .memberships
            .iter()
            .map(|(key, _, _)| VisibilityRule { organization: org(*key), audience: Audience::Members });
        let shown = Visibility::from(rules.collect::<Vec<_>>());
        // As the first enrolment wrote them.
        let listed =
            part.memberships.first().map_or_else(Visibility::default, |(key, _, _)| Visibility::members(org(*key)));
        let mut intents = vec![];
        for (field, text, base) in [
            (ProfileField::FamilyName, part.family, Some(part.family)),
            (ProfileField::GivenName, part.given, Some(part.given)),
            (ProfileField::FamilyKana, part.family_kana, Some(part.family_kana)),
            (ProfileField::GivenKana, part.given_kana, Some(part.given_kana)),
            (ProfileField::Headline, part.headline, None),
            (ProfileField::Summary, part.summary, None),
        ] {
            let value = |text: &str, visibility: &Visibility| FieldValue {
                text: text.to_owned(),
                visibility: visibility.clone(),
            };
            let base = base.map_or_else(FieldValue::default, |text| value(text, &listed));
            intents.push(Intent::SetField { field, base, value: value(text, &shown) });
        }
        let mut last = None;
        for (at, body) in part.rows().into_iter().enumerate() {
            let place = place::between(last.as_deref(), None).unwrap_or_default();
            let row = RowId(id(&format!("row {} {at}", part.key)));
            intents.push(Intent::AddRow { row, value: RowValue::new(body, shown.clone()), place: place.clone() });
            last = Some(place);
        }
        let ops = intents.into_iter().enumerate().map(|(at, intent)| op(&format!("profile {} {at}", part.key), intent));
        self.carry_out(person, ops.collect(), self.now - 40 * 24 * 60 * MINUTE).await
    }

    /// Whoever writes has read what came before.
    async fn talk(&self, talk: &Talk, people: &BTreeMap<&str, PersonId>) -> Result<(), AdminError> {
        let of = |key: &str| people.get(key).copied().unwrap_or(PersonId(id(key)));
        let (first, second, organization) = (of(talk.between.0), of(talk.between.1), org(talk.organization));
        let conversation = ConversationId::direct(organization, first, second);
        let key = |what: &str, at: usize| format!("talk {conversation} {what} {at}");
        let begun = self.now - talk.minutes_ago() * MINUTE;
        let start = Intent::StartConversation { conversation, organization, with: second };
        self.carry_out(first, vec![op(&key("start", 0), start)], begun).await?;
        for (at, (who, minutes_ago, body)) in talk.lines.iter().enumerate() {
            let author = if *who == 1 { first } else { second };
            let seq = Seq::try_from(at).unwrap_or(Seq::MAX);
            let mut ops = vec![];
            if seq > 0 {
                ops.push(op(&key("read", at), Intent::MarkRead { conversation, seq }));
            }
            let message = MessageId(id(&key("message", at)));
            let body = (*body).to_owned();
            ops.push(op(&key("send", at), Intent::SendMessage { conversation, message, body }));
            self.carry_out(author, ops, self.now - minutes_ago * MINUTE).await?;
        }
        if let (true, Ok(seq)) = (talk.is_read, Seq::try_from(talk.lines.len())) {
            for reader in [first, second] {
                let mark = op(&key(&format!("last {reader}"), 0), Intent::MarkRead { conversation, seq });
                self.carry_out(reader, vec![mark], self.now).await?;
            }
        }
        Ok(())
    }

    async fn carry_out(&self, author: PersonId, ops: Vec<Op>, at: Millis) -> Result<(), AdminError> {
        for result in carry_out(self.app.storage(), author, ops, at).await? {
            match result.outcome {
                // A conflict: somebody has lived in this world since it was made; what they wrote stays.
                OpOutcome::Applied { .. }
                | OpOutcome::Merged { .. }
                | OpOutcome::Removed { .. }
                | OpOutcome::Unchanged { .. }
                | OpOutcome::Known
                | OpOutcome::Conflict { .. } => {}
                OpOutcome::Refused { refusal } => {
                    return Err(StorageError::Failed(format!("the demo world: {refusal}")).into());
                }
            }
        }
        Ok(())
    }
}

fn op(key: &str, intent: Intent) -> Op {
    Op { id: OpId(id(key)), intent }
}
