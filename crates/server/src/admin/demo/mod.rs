//! A world to look at: a company, a university, an association, three hundred people who do not exist, what they write to
//! each other and to the desks, and what is offered to them.
//!
//! Deterministic and written through the same use cases as everything else, so that running it again changes nothing.

mod cast;
#[expect(dead_code, reason = "dates of birth and of memberships: its tests hold the careers against them")]
mod content;
mod offered;
mod people;
mod spoken;
mod talks;

use std::collections::BTreeMap;

use domain::{Intent, Millis, Op, OpId, OrgId, PersonId, RefusalCode, wire::OpOutcome};
use uuid::Uuid;

use self::{
    content::{
        offers::offers,
        people::{Person, Status},
        talks::{desk::DESK, reports::REPORTS, requests::REQUESTS},
    },
    people::PEOPLE,
    talks::TALKS,
};
use super::{AdminError, BATCH};
use crate::{
    app::App,
    storage::{StorageError, step::Decide},
    usecase::ops,
};

/// Name space of the demo world's ids (a random UUID).
const WORLD: Uuid = Uuid::from_u128(0x2e65_8d0a_4f1b_4c57_9b3e_77d0_15aa_c1e4);
const MINUTE: Millis = 60 * 1000;
/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Makes the world, as if it had been lived in until now.
///
/// # Errors
/// When storage fails.
pub async fn demo_world(app: &App) -> Result<(), AdminError> {
    let everybody: Vec<Person> = PEOPLE.iter().map(people::Part::person).chain(content::people::people()).collect();
    let mut world = World { app, now: app.now(), everybody: &everybody, waiting: vec![], names: BTreeMap::new() };
    for person in &everybody {
        world.enrol(person);
    }
    world.carry_out().await?;

    let mut people = BTreeMap::new();
    for person in &everybody {
        // Whoever has the address already is the same person.
        if let Some(known) = app.storage().person_of(&cast::address(&person.key)).await? {
            people.insert(person.key.clone(), known);
        }
    }
    for person in &everybody {
        world.profile(person, &people);
    }
    world.carry_out().await?;

    for talk in TALKS.iter().chain(content::talks::talks()) {
        world.talk(talk, &people);
    }
    for request in REQUESTS {
        world.request(request, &people);
    }
    for talk in DESK {
        world.at_desk(talk, &people);
    }
    for report in REPORTS {
        world.report(report, &people);
    }
    for offer in offers() {
        world.offer(offer, &people);
    }
    world.carry_out().await
}

fn id(of: &str) -> Uuid {
    Uuid::new_v5(&WORLD, of.as_bytes())
}

/// The organisations by their keys.
fn org(key: char) -> OrgId {
    OrgId(id(&format!("org {key}")))
}

struct World<'a> {
    app: &'a App,
    now: Millis,
    everybody: &'a [Person],
    /// What shall be decided next, each with its time.
    waiting: Vec<(Millis, Result<Decide, StorageError>)>,
    /// What the ops are called, to name one that fails.
    names: BTreeMap<OpId, String>,
}

impl World<'_> {
    /// The time so many minutes ago.
    fn ago(&self, minutes: i64) -> Millis {
        self.now - minutes * MINUTE
    }

    /// Somebody by the key.
    fn person(&self, key: &str, people: &BTreeMap<String, PersonId>) -> PersonId {
        people.get(key).copied().unwrap_or_else(|| PersonId(id(key)))
    }

    /// Whether somebody may join an organisation and has not yet.
    fn is_candidate(&self, key: &str, organization: char) -> bool {
        let ties = self.everybody.iter().filter(|person| person.key == key).flat_map(|person| &person.memberships);
        ties.filter(|tie| tie.organization == organization).any(|tie| tie.status == Status::Candidate)
    }

    fn op(&mut self, author: PersonId, key: &str, intent: Intent, at: Millis) {
        let op = Op { id: OpId(id(key)), intent };
        self.names.insert(op.id, key.to_owned());
        self.waiting.push((at, ops::decision(author, op, at)));
    }

    fn decide(&mut self, order: Millis, decide: Decide) {
        self.waiting.push((order, Ok(decide)));
    }

    /// Carries out everything that waits, in the order of time; what has the same time, as it was said.
    async fn carry_out(&mut self) -> Result<(), AdminError> {
        self.waiting.sort_by_key(|(at, _)| *at);
        let mut waiting = self.waiting.drain(..).map(|(_, decide)| decide).peekable();
        while waiting.peek().is_some() {
            let batch = waiting.by_ref().take(BATCH).collect::<Result<Vec<_>, _>>()?;
            for answer in self.app.storage().commit(batch).await?.into_iter().flatten() {
                let name = self.names.get(&answer.id).map_or("", String::as_str);
                check(name, &answer.outcome)?;
            }
        }
        Ok(())
    }
}

fn check(name: &str, outcome: &OpOutcome) -> Result<(), AdminError> {
    match outcome {
        // A conflict: somebody has lived in this world since it was made; what they wrote stays.
        OpOutcome::Applied { .. }
        | OpOutcome::Merged { .. }
        | OpOutcome::Removed { .. }
        | OpOutcome::Unchanged { .. }
        | OpOutcome::Known
        | OpOutcome::Conflict { .. } => Ok(()),
        // Made on another day, when it named another day.
        OpOutcome::Refused { refusal } if refusal.code == RefusalCode::IdReused => Ok(()),
        OpOutcome::Refused { refusal } => {
            Err(StorageError::Failed(format!("the demo world, {name}: {refusal}")).into())
        }
    }
}
