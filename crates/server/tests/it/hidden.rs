//! Nothing hidden is observable: an edit that a viewer may not see changes no byte of what the viewer gets.

use std::sync::Arc;

use axum::http::header;
use domain::{
    Audience, Intent, Object, RowId, Scope, UnitId, Visibility, VisibilityRule,
    record::{MembershipStatus, OrgUnit, PersonName, ProfileField, RowBody, RowValue},
    wire::{ScopeState, StateToken, SyncRequest},
};
use server::{
    admin,
    storage::{Storage, sqlite::SqliteStorage},
};
use uuid::Uuid;

use crate::{
    tcp::{self, Events},
    world::{Person, World, add, is_applied, send},
};

const UNIT: UnitId = UnitId(Uuid::from_u128(71));

/// A scope, and from where on it is read.
pub type Had = (Scope, Option<StateToken>);

/// Where a viewer stands in some scopes now, and from the start.
async fn stands(world: &World, viewer: &Person, scopes: &[Scope]) -> Vec<Had> {
    let mut had = vec![];
    for scope in scopes {
        had.extend([(*scope, None), (*scope, world.pull(viewer, *scope, None).await.state)]);
    }
    had
}

/// Everything a viewer can get, byte for byte: from each of these places, and the poll.
pub async fn view(world: &World, viewer: &Person, had: &[Had]) -> Vec<u8> {
    let mut all = vec![];
    for (scope, state) in had {
        let scopes = vec![ScopeState::after(*scope, state.clone())];
        let answer =
            world.post("/v1/sync", Some(viewer), &SyncRequest { schema: domain::SCHEMA, scopes, total: false }).await;
        all.extend_from_slice(&answer.body);
    }
    let poll = world.get("/v1/poll", viewer).await;
    all.extend_from_slice(poll.headers[header::ETAG].as_bytes());
    all.extend_from_slice(&poll.body);
    all
}

fn card_of(person: &Person) -> String {
    format!("card/{}", person.id)
}

/// Three members beside the organizer hanako: kenta, of a unit, who watches; aoi, who edits; mina, who watches like kenta
/// but whom nothing sets apart.
struct Watched {
    world: World,
    aoi: Person,
    mina: Person,
}

impl Watched {
    async fn new() -> Self {
        let world = World::new().await;
        let unit = OrgUnit { id: UNIT, name: "開発部".to_owned(), parent: None };
        admin::add_units(&world.app, world.company, vec![unit]).await.unwrap();
        let aoi = world.joins(world.company, "aoi", MembershipStatus::Alumnus).await;
        let mina = world.joins(world.company, "mina", MembershipStatus::Current).await;
        let join = |value: &mut domain::record::MemberValue| value.units = vec![UNIT];
        assert!(is_applied(&world.sets_member(&world.hanako, world.company, world.kenta.id, join).await));
        Self { world, aoi, mina }
    }

    /// Rules by which kenta does not see what mina may see.
    fn apart(&self) -> [Visibility; 2] {
        let open = VisibilityRule::new(self.world.company, Audience::Members);
        let (people, units) = (vec![self.world.kenta.id], vec![UNIT]);
        [
            vec![VisibilityRule { excluded_people: people, ..open.clone() }].into(),
            vec![VisibilityRule { excluded_units: units, ..open }].into(),
        ]
    }

    fn scopes(&self, viewer: &Person) -> [Scope; 3] {
        [viewer.me(), Scope::Dir(self.world.company), Scope::Offers(self.world.company)]
    }
}

fn skill(name: &str, visibility: Visibility) -> RowValue {
    RowValue { body: RowBody::Skill { name: name.to_owned(), note: String::new() }, visibility }
}

#[tokio::test]
async fn a_hidden_edit_changes_nothing_for_others() {
    let world = World::new().await;
    let conversation = world.conversation().await;
    world.does(&world.hanako, send(conversation, 1, "こんにちは")).await;
    let (company, school) = (Scope::Dir(world.company), Scope::Dir(world.school));
    let kentas = stands(&world, &world.kenta, &[world.kenta.me(), company, Scope::Conv(conversation)]).await;
    let rens = stands(&world, &world.ren, &[world.ren.me(), school]).await;
    let seen = async || (view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await);
    let before = seen().await;

    let hidden = Visibility::default();
    let (here, elsewhere) = (Visibility::members(world.company), Visibility::members(world.school));
    let to_alumni: Visibility = vec![VisibilityRule::new(world.company, Audience::Alumni)].into();
    let edits = [
        (ProfileField::Headline, "転職を考えています MARKER", &hidden),
        (ProfileField::Headline, "大学の人にだけ MARKER", &elsewhere),
        (ProfileField::Headline, "アルムナイにだけ MARKER", &to_alumni),
        (ProfileField::Summary, "誰にも見せない MARKER", &hidden),
    ];
    for (field, text, visibility) in edits {
        assert!(is_applied(&world.sets(&world.hanako, field, text, visibility.clone()).await));
        assert!(seen().await == before, "{text}");
    }
    world.does(&world.hanako, add(1, "MARKER")).await;
    assert!(seen().await == before);
    // Shown, but on the page alone: the card says that the page is another one, and nothing of what stands there.
    assert!(is_applied(&world.sets(&world.hanako, ProfileField::Summary, "会社の人には MARKER", here).await));
    let after = seen().await;
    assert!(after.0 != before.0 && after.1 == before.1);
    assert!(!String::from_utf8_lossy(&[before.0, after.0].concat()).contains("MARKER"));
}

#[tokio::test]
async fn who_is_left_out_gets_no_byte_of_what_others_see() {
    let watched = Watched::new().await;
    let Watched { world, aoi, mina } = &watched;
    let kentas = stands(world, &world.kenta, &watched.scopes(&world.kenta)).await;
    let minas = stands(world, mina, &watched.scopes(mina)).await;
    let before = view(world, &world.kenta, &kentas).await;
    let mut others = view(world, mina, &minas).await;
    for (n, apart) in (0..).zip(watched.apart()) {
        // The first of these sets kenta apart; of that, too, nothing is heard.
        for text in ["転職します MARKER", "やはりします MARKER"] {
            assert!(is_applied(&world.sets(aoi, ProfileField::Headline, text, apart.clone()).await));
            assert!(view(world, &world.kenta, &kentas).await == before, "{text}");
            let seen = view(world, mina, &minas).await;
            assert!(seen != others, "mina sees it, or this proves nothing");
            others = seen;
        }
        let row = RowId(Uuid::from_u128(900 + n));
        let place = domain::place::between(None, None).unwrap();
        let outcome = world.does(aoi, Intent::AddRow { row, value: skill("MARKER", apart), place }).await;
        assert!(is_applied(&outcome));
        assert!(view(world, &world.kenta, &kentas).await == before);
    }
    assert!(!String::from_utf8_lossy(&before).contains("MARKER"));

    // What kenta may see comes again, on the card that is made for kenta.
    world.sets(aoi, ProfileField::Headline, "元気です", Visibility::members(world.company)).await;
    let dir = Scope::Dir(world.company);
    let next = world.pull(&world.kenta, dir, kentas[3].1.as_ref()).await;
    assert!(
        matches!(next.object(&card_of(aoi)), Object::Card(card) if card.headline == "元気です" && card.skills.is_empty())
    );
}

#[tokio::test]
async fn somebody_new_who_hides_from_one_is_never_there_for_that_one() {
    let watched = Watched::new().await;
    let Watched { world, aoi, mina } = &watched;
    let dir = Scope::Dir(world.company);
    // Unlisted for everybody, before anybody had the card; then listed for all but kenta.
    let [apart, _] = watched.apart();
    world.sets(aoi, ProfileField::FamilyName, "青井", Visibility::default()).await;
    let kentas = stands(world, &world.kenta, &watched.scopes(&world.kenta)).await;
    let before = view(world, &world.kenta, &kentas).await;
    world.sets(aoi, ProfileField::FamilyName, "青井", apart.clone()).await;
    assert!(view(world, &world.kenta, &kentas).await == before);
    world.sets(aoi, ProfileField::FamilyName, "青井川", apart).await;
    assert!(view(world, &world.kenta, &kentas).await == before);
    assert!(world.pull(mina, dir, None).await.names().contains(&card_of(aoi).as_str()));
    assert!(!world.pull(&world.kenta, dir, None).await.names().contains(&card_of(aoi).as_str()));
}

#[tokio::test]
async fn a_block_takes_the_card_away_and_then_nothing_more_is_heard() {
    let watched = Watched::new().await;
    let Watched { world, aoi, mina } = &watched;
    let dir = Scope::Dir(world.company);
    let [of_kenta, of_aoi] = [&world.kenta, aoi];
    let had = world.pull(of_kenta, dir, None).await.state;
    let aois = world.pull(of_aoi, dir, None).await.state;
    assert!(is_applied(&world.does(aoi, Intent::Block { name: PersonName::hidden(world.kenta.id) }).await));
    let next = world.pull(of_kenta, dir, had.as_ref()).await;
    assert_eq!((next.deletes, next.puts.len()), (vec![card_of(aoi)], 0), "as if aoi had left");
    assert_eq!(world.pull(of_aoi, dir, aois.as_ref()).await.deletes, [card_of(&world.kenta)], "in both directions");

    let mut kentas = stands(world, of_kenta, &watched.scopes(of_kenta)).await;
    kentas.push((dir, had));
    let minas = stands(world, mina, &watched.scopes(mina)).await;
    let before = (view(world, of_kenta, &kentas).await, view(world, mina, &minas).await);
    let all = Visibility::members(world.company);
    world.sets(aoi, ProfileField::Headline, "静かです MARKER", all.clone()).await;
    assert!(view(world, of_kenta, &kentas).await == before.0);
    assert!(view(world, mina, &minas).await != before.1);
    world.sets(aoi, ProfileField::FamilyName, "青井", Visibility::default()).await;
    world.sets(aoi, ProfileField::FamilyName, "青井", all).await;
    assert!(view(world, of_kenta, &kentas).await == before.0, "leaving and coming back, too");

    world.does(aoi, Intent::Unblock { person: world.kenta.id }).await;
    let back = world.pull(of_kenta, dir, kentas[3].1.as_ref()).await;
    assert!(matches!(back.object(&card_of(aoi)), Object::Card(card) if card.headline == "静かです MARKER"));
}

#[tokio::test]
async fn pruning_does_not_open_a_hidden_card_again() {
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory_inline().unwrap());
    let world = World::on(Arc::clone(&storage)).await;
    let dir = Scope::Dir(world.company);
    let apart = VisibilityRule {
        excluded_people: vec![world.kenta.id],
        ..VisibilityRule::new(world.company, Audience::Members)
    };
    let had = world.pull(&world.kenta, dir, None).await.state;
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", vec![apart].into()).await;
    let gone = world.pull(&world.kenta, dir, had.as_ref()).await;
    assert_eq!(gone.deletes, [card_of(&world.hanako)]);
    let kentas = [(dir, None), (dir, had), (dir, gone.state)];
    let before = view(&world, &world.kenta, &kentas).await;
    for _ in 0..3 {
        world.clock.advance(100 * 24 * 60 * 60_000);
        storage.prune(server::Clock::now(&*world.clock)).await.unwrap();
        assert!(view(&world, &world.kenta, &kentas).await == before, "neither opened nor told anew");
    }
}

#[tokio::test]
async fn a_hidden_edit_gives_no_hint() {
    let watched = Watched::new().await;
    let Watched { world, aoi, mina } = &watched;
    let address = tcp::serve(world.router()).await;
    let mut kenta = Events::open(&address, &world.kenta.token).await;
    let mut other = Events::open(&address, &mina.token).await;
    kenta.hint().await.unwrap();
    other.hint().await.unwrap();
    let dir = Scope::Dir(world.company).to_string();
    let [by_name, by_unit] = watched.apart();
    let edits = [
        (ProfileField::Headline, "一", by_name.clone()),
        (ProfileField::Headline, "二", by_unit),
        (ProfileField::Headline, "三", by_name),
    ];
    for (field, text, visibility) in edits {
        world.sets(aoi, field, text, visibility).await;
        assert_eq!(other.hint().await.unwrap(), [dir.as_str()], "{text}");
    }
    // The next thing that kenta hears is kenta's own.
    world.does(&world.kenta, add(1, "溶接")).await;
    assert_eq!(kenta.hint().await.unwrap(), [world.kenta.me().to_string()]);

    world.does(aoi, Intent::Block { name: PersonName::hidden(world.kenta.id) }).await;
    assert_eq!(kenta.hint().await.unwrap(), [dir.as_str()], "the card went");
    // A stream that opens only now knows of it, too.
    let mut again = Events::open(&address, &world.kenta.token).await;
    again.hint().await.unwrap();
    world.sets(aoi, ProfileField::LatinName, "Aoi", Visibility::members(world.company)).await;
    world.does(&world.kenta, add(2, "旋盤")).await;
    for stream in [&mut kenta, &mut again] {
        assert_eq!(stream.hint().await.unwrap(), [world.kenta.me().to_string()]);
    }
}

#[tokio::test]
async fn a_shown_edit_is_seen_by_its_organization_alone() {
    let world = World::new().await;
    let kentas = stands(&world, &world.kenta, &[Scope::Dir(world.company)]).await;
    let rens = stands(&world, &world.ren, &[world.ren.me(), Scope::Dir(world.school)]).await;
    let before = (view(&world, &world.kenta, &kentas).await, view(&world, &world.ren, &rens).await);
    world.sets(&world.hanako, ProfileField::Headline, "設計", Visibility::members(world.company)).await;
    assert!(view(&world, &world.kenta, &kentas).await != before.0, "or the tests above prove nothing");
    assert!(view(&world, &world.ren, &rens).await == before.1);
}

#[tokio::test]
async fn who_hides_the_name_leaves_the_directory() {
    let world = World::new().await;
    let dir = Scope::Dir(world.company);
    let card = card_of(&world.hanako);
    let had = world.pull(&world.kenta, dir, None).await;
    assert!(matches!(had.object(&card), Object::Card(card) if card.name.family == "佐倉"));
    world.sets(&world.hanako, ProfileField::FamilyName, "佐倉", Visibility::default()).await;
    let next = world.pull(&world.kenta, dir, had.state.as_ref()).await;
    assert_eq!(next.deletes, std::slice::from_ref(&card));
    assert!(next.puts.is_empty());

    world.sets(&world.hanako, ProfileField::FamilyName, "桜", Visibility::members(world.company)).await;
    let back = world.pull(&world.kenta, dir, next.state.as_ref()).await;
    assert!(matches!(back.object(&card), Object::Card(card) if card.name.family == "桜" && card.name.given == "名"));
}
