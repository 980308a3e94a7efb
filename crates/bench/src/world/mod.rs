//! The generated rows as our records, on a server. The mapping is written down in `docs/performance.md`.

mod offer;
mod person;

pub use offer::value as offer_value;
pub use person::headline;

use std::{path::Path, sync::Arc};

use domain::{
    ConversationId, Intent, MembershipId, MessageId, Millis, OfferId, Op, OpId, OrgId, PersonId, RowId, UnitId,
    record::{MembershipStatus, OrgUnit, OrganizationKind, Purpose},
};
use server::{
    App, Settings,
    admin::{
        self, NewOrganization, NewPerson,
        load::{Joining, Loading, Step},
    },
    mail::NoMail,
    storage::{
        Storage,
        sqlite::{Mode, SqliteStorage},
    },
};
use uuid::Uuid;

use crate::generate::{Generator, Message, Size, T0};

/// The signed-in person's address.
pub const ME: &str = "u00000@example.test";
/// The address of one they write with: of the first, and so largest, conversation.
pub const OTHER: &str = "u00001@example.test";
const DESK: &str = "desk@example.test";
/// Changed with the mapping: a file of another one is not used again.
pub const MAPPING: u32 = 1;

/// Who is who in a loaded world.
#[derive(Clone, Debug)]
pub struct World {
    /// Where everybody belongs.
    pub organization: OrgId,
    /// Who runs it.
    pub desk: PersonId,
    /// The signed-in person: the first of the generated people.
    pub me: PersonId,
    /// The conversations in the order of the generator, each with the other person.
    pub talks: Vec<(ConversationId, PersonId)>,
    generated: Vec<Uuid>,
}

impl World {
    /// The world of a generator, with an organisation that is there.
    pub fn of(generator: &Generator, organization: OrgId, desk: PersonId) -> Self {
        let people = generator.people();
        let me = PersonId(people[0]);
        let talks = (0..generator.convs().len()).map(|at| {
            let other = PersonId(people[1 + at]);
            (ConversationId::direct(organization, me, other), other)
        });
        Self { organization, desk, me, talks: talks.collect(), generated: generator.convs().to_vec() }
    }

    /// The conversation of a generated message, and who of the two wrote it: in a generated conversation anybody may write, in
    /// ours only two do, so the last bit of the sender's id decides.
    pub fn talk(&self, message: &Message) -> (ConversationId, PersonId) {
        let at = self.generated.binary_search(&message.conv).unwrap();
        let (conversation, other) = self.talks[at];
        (conversation, if message.sender.as_u128() & 1 == 0 { self.me } else { other })
    }

    /// A generated message as it is sent.
    pub fn send(&self, message: &Message) -> (PersonId, Op) {
        let (conversation, author) = self.talk(message);
        let intent = Intent::SendMessage {
            conversation,
            message: MessageId(message.id),
            body: message.text.clone(),
            about: None,
            attachments: vec![],
        };
        (author, op(1, message.id, intent))
    }
}

/// An op about something: its id is made of the thing's, so that a world is the same each time.
pub fn op(salt: u128, of: Uuid, intent: Intent) -> Op {
    Op { id: OpId(derived(salt, of)), intent }
}

/// Another id of the same kind.
pub fn derived(salt: u128, of: Uuid) -> Uuid {
    Uuid::from_u128(of.as_u128() ^ (salt << 8))
}

/// The time of a generated row.
pub fn at(ts: u64) -> Millis {
    Millis::try_from(ts).unwrap()
}

/// Makes the file of a server that holds a world; how many steps it took. `bodies_of` people and conversations as generated.
pub async fn make(size: Size, file: &Path) -> u64 {
    let storage = Arc::new(SqliteStorage::open(file, Mode::Inline).unwrap());
    let entropy = Arc::new(Numbers::default());
    let app = App::new(
        Arc::clone(&storage) as _,
        Arc::new(NoMail),
        Arc::new(server::SystemClock),
        entropy,
        Settings::default(),
    );
    let mut generator = Generator::new(size);
    let (organization, desk) = admin::create_organization(&app, &organization()).await.unwrap();
    admin::add_units(&app, organization, person::units()).await.unwrap();
    let world = World::of(&generator, organization, desk);
    let steps = steps(&mut generator, &world);
    let mut loading = Loading::new(&app, organization);
    for (step, at) in steps {
        loading.add(step, at).await.unwrap();
    }
    let count = loading.finish().await.unwrap();
    storage.close().await;
    count
}

/// The organisation and its desk, as [`make`] made them in a file: its numbers are the same each time.
pub fn names(generator: &Generator) -> World {
    let numbers = Numbers::default();
    let id = || {
        let mut bytes = [0; 16];
        server::Entropy::fill(&numbers, &mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    };
    let (organization, desk) = (OrgId(id()), PersonId(id()));
    World::of(generator, organization, desk)
}

/// Everything that happened, in its order.
fn steps(generator: &mut Generator, world: &World) -> Vec<(Step, Millis)> {
    let begun = at(T0) - domain::DAY;
    let mut steps = Vec::new();
    generator.profiles(|profile| {
        let joining = Joining {
            person: person::name(&profile),
            member: person::member(&profile),
            id: PersonId(profile.id),
            membership: MembershipId(derived(2, profile.id)),
            contact: RowId(derived(3, profile.id)),
            profile: person::profile(world.organization, &profile),
        };
        steps.push((Step::Join(joining), begun - domain::DAY));
    });
    let does = |author, op| Step::Do { author, op };
    // The others ask, and the signed-in person accepts: nobody asks more than one may in a day.
    for (conversation, other) in &world.talks {
        let (conversation, organization) = (*conversation, world.organization);
        let ask = Intent::StartConversation { conversation, organization, with: world.me, purpose: Purpose::CatchUp };
        let accept = Intent::AnswerRequest { conversation, accept: true };
        steps.push((does(*other, op(4, conversation.0, ask)), begun));
        steps.push((does(world.me, op(5, conversation.0, accept)), begun));
    }
    generator.offers(|offer| {
        let (organization, id) = (world.organization, OfferId(offer.id));
        let add = Intent::AddOffer { organization, offer: id, value: offer::value(&offer) };
        let publish = Intent::PublishOffer { organization, offer: id };
        steps.push((does(world.desk, op(6, offer.id, add)), at(offer.updated_at)));
        steps.push((does(world.desk, op(7, offer.id, publish)), at(offer.updated_at)));
    });
    let (mut last, mut heads) = (0, vec![0; world.talks.len()]);
    generator.messages(|message| {
        let (author, op) = world.send(&message);
        heads[world.generated.binary_search(&message.conv).unwrap()] = message.seq;
        last = at(message.ts);
        steps.push((does(author, op), last));
    });
    // Read by both, except for every tenth conversation, in which the newest is unread.
    for (number, ((conversation, other), seq)) in world.talks.iter().zip(heads).enumerate() {
        for (salt, reader) in [(8, *other), (9, world.me)] {
            if seq > 0 && (reader != world.me || number % 10 > 0) {
                let read = Intent::MarkRead { conversation: *conversation, seq };
                steps.push((does(reader, op(salt, conversation.0, read)), last));
            }
        }
    }
    steps
}

fn organization() -> NewOrganization {
    NewOrganization {
        name: "はかり製作所".into(),
        kana: "ハカリセイサクショ".into(),
        kind: OrganizationKind::Company,
        organizer: NewPerson {
            mail: DESK.into(),
            family: "事務".into(),
            given: "局子".into(),
            family_kana: "ジム".into(),
            given_kana: "キョクコ".into(),
        },
    }
}

/// Offers are for both.
const AUDIENCE: [MembershipStatus; 2] = [MembershipStatus::Alumnus, MembershipStatus::Current];

fn unit(number: usize) -> UnitId {
    UnitId(Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number as u128))
}

fn org_unit(number: usize, name: &str) -> OrgUnit {
    OrgUnit { id: unit(number), name: name.to_owned(), parent: None }
}

/// Numbers that are the same each time.
#[derive(Debug, Default)]
struct Numbers(std::sync::atomic::AtomicU64);

impl server::Entropy for Numbers {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst).wrapping_add(1);
            let mixed = next.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let length = part.len();
            part.copy_from_slice(&mixed.to_le_bytes()[..length]);
        }
    }
}
