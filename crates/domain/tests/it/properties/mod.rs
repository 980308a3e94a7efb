//! What holds of `apply` for every op, however it was made, and of what is seen of every profile.

mod arbitrary;
mod edit;
mod mark;
mod mutant;
mod op;
mod oracle;
mod plain;
mod request;
mod seeing;
mod server;
mod setting;
mod storable;

use domain::{ConversationId, NoticeId, OfferId, OrgId, PersonId, ReportId, RowId};
use proptest::prelude::ProptestConfig;
use uuid::Uuid;

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const PEOPLE: [PersonId; 2] = [PersonId(id(1)), PersonId(id(2))];
const ORG: OrgId = OrgId(id(3));
const ROW: RowId = RowId(id(4));
const OFFER: OfferId = OfferId(id(5));
const REPORT: ReportId = ReportId(id(6));
const NOTICE: NoticeId = NoticeId(id(7));

fn conversation() -> ConversationId {
    ConversationId::direct(ORG, PEOPLE[0], PEOPLE[1])
}

/// The first one's with the desk.
fn desk() -> ConversationId {
    ConversationId::desk(ORG, PEOPLE[0])
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
