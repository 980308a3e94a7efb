//! What holds of `apply` for every op, however it was made.

mod arbitrary;
mod edit;
mod mark;
mod mutant;
mod op;
mod server;
mod storable;

use domain::{ConversationId, OrgId, PersonId, RowId};
use proptest::prelude::ProptestConfig;
use uuid::Uuid;

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const PEOPLE: [PersonId; 2] = [PersonId(id(1)), PersonId(id(2))];
const ORG: OrgId = OrgId(id(3));
const ROW: RowId = RowId(id(4));

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, PEOPLE[0], PEOPLE[1])
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
