//! The policy of seeing against an oracle (trust, S3): any profile with any rules, before anybody.

mod build;
mod world;

use domain::{
    Applied, Intent, Name, Object, Op, OpId, Scope, Standing, Viewer,
    card::{Profile, card},
    page::page,
    record::{FieldValue, Row, RowValue},
};
use proptest::{prelude::*, sample::Index};

use self::{
    build::{Built, DAY, on_the_wire, organization, viewer, visibility},
    world::{ORGANIZATIONS, any_rules, any_world, one_looker_and_their_world},
};
use super::{
    PEOPLE, id,
    oracle::{self, Guarded, Looker, Rule, World},
    server::Server,
};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 1_000, ..super::config() }
}

/// The card and the page as they go over the wire; none: there is nothing.
fn shown(built: &Built, viewer: &Viewer, looker: &Looker) -> Option<[String; 2]> {
    let profile = built.profile(looker.organization);
    let card = card(&profile, viewer).map(|card| serde_json::to_string(&card).unwrap());
    let page = page(&profile, viewer).map(|page| serde_json::to_string(&page).unwrap());
    assert_eq!(card.is_some(), page.is_some(), "a page exactly where there is a card");
    Some([card?, page?])
}

fn to(world: &World, looker: &Looker) -> Option<[String; 2]> {
    shown(&Built::of(world), &viewer(looker), looker)
}

/// Every guarded value's rules, in one order.
fn all_rules(world: &mut World) -> Vec<&mut Vec<Rule>> {
    let mut all = vec![&mut world.family.rules];
    all.extend(world.on_card.iter_mut().chain(&mut world.on_page).map(|value| &mut value.rules));
    all.extend(world.affiliation.iter_mut().map(|value| &mut value.rules));
    all.extend(world.entries.iter_mut().map(|entry| &mut entry.rules));
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_text_is_seen_exactly_when_the_words_say_so((looker, world) in one_looker_and_their_world()) {
        let expected = oracle::seen(&looker, &world);
        let shown = to(&world, &looker);
        prop_assert_eq!(shown.is_some(), expected.is_some(), "whether there is anything at all");
        let (Some([card, page]), Some(expected)) = (shown, expected) else { return Ok(()) };
        for text in 0..world::texts(&world) {
            let sought = on_the_wire(&world, text);
            prop_assert_eq!(card.contains(&sought), expected.card.contains(&text), "{} on {}", sought, card);
            prop_assert_eq!(page.contains(&sought), expected.page.contains(&text), "{} on {}", sought, page);
        }
        let value: serde_json::Value = serde_json::from_str(&page).unwrap();
        let day = expected.day.map(|day| i64::from(day) * DAY);
        prop_assert_eq!(value["confirmed_at"].as_i64(), day, "the newest day of what is seen");
        for private in ["visibility", "audience", "excluded", "hidden", "\"place\""] {
            prop_assert!(!page.contains(private), "{} on {}", private, page);
        }
        for left_out in (0..9).flat_map(|n| [build::person(n).to_string(), build::unit(n).to_string()]) {
            prop_assert!(!page.contains(&left_out), "whom somebody leaves out is not told");
        }
    }

    #[test]
    fn the_person_sees_all_and_whoever_is_blocked_nothing((looker, world) in one_looker_and_their_world()) {
        let oneself = Looker { is_self: true, is_blocked: false, ..looker.clone() };
        let [_, page] = to(&world, &oneself).expect("a page of one's own");
        for text in 0..world::texts(&world) {
            prop_assert!(page.contains(&on_the_wire(&world, text)), "text {} on {}", text, page);
        }
        prop_assert_eq!(to(&world, &Looker { is_self: false, is_blocked: true, ..looker.clone() }), None);
        let mut nameless = world;
        nameless.family.rules.clear();
        prop_assert_eq!(to(&nameless, &Looker { is_self: false, ..looker }), None, "who hides the name is not listed");
    }

    /// What is hidden might as well not be there: no order, no count, no day tells of it, nor any change of it.
    #[test]
    fn what_is_hidden_leaves_no_trace((looker, world) in one_looker_and_their_world(), other in any_world()) {
        let seen = Built::of_those(&world, |rules| oracle::sees(&looker, rules));
        prop_assert_eq!(to(&world, &looker), shown(&seen, &viewer(&looker), &looker));
        // As the other world has it, but for this one as closed as before.
        let mut edited = world.clone();
        for (mine, theirs) in edited.entries.iter_mut().zip(other.entries) {
            if !oracle::sees(&looker, &mine.rules) && !oracle::sees(&looker, &theirs.rules) {
                *mine = theirs;
            }
        }
        prop_assert_eq!(to(&edited, &looker), to(&world, &looker));
    }

    /// Another organisation learns nothing (trust, threat 2).
    #[test]
    fn a_rule_for_another_organisation_changes_nothing(
        (looker, world) in one_looker_and_their_world(), rules in any_rules(), at in any::<Index>(),
    ) {
        let mut more = world.clone();
        let elsewhere = rules.into_iter().map(|rule| Rule {
            organization: (looker.organization + 1) % ORGANIZATIONS, ..rule
        });
        let mut all = all_rules(&mut more);
        let count = all.len();
        all[at.index(count)].extend(elsewhere);
        prop_assert_eq!(to(&more, &looker), to(&world, &looker));
    }

    #[test]
    fn a_doubled_rule_opens_nothing(
        (looker, world) in one_looker_and_their_world(), rules in any_rules(), at in any::<Index>(),
    ) {
        let more_rules: Vec<Rule> =
            rules.into_iter().map(|rule| Rule { organization: looker.organization, ..rule }).collect();
        let mut more = world.clone();
        let mut all = all_rules(&mut more);
        let count = all.len();
        let at = at.index(count);
        // Where no rule stood, the first one opens what it says.
        if all[at].iter().all(|rule| rule.organization != looker.organization) {
            return Ok(());
        }
        all[at].extend(more_rules);
        let (before, after) = (oracle::seen(&looker, &world), oracle::seen(&looker, &more));
        let texts = |seen: &Option<oracle::Seen>| seen.as_ref().map(|seen| seen.page.clone()).unwrap_or_default();
        // By the oracle and by the library alike: fewer texts or the same.
        prop_assert!(texts(&after).is_subset(&texts(&before)));
        let (before, after) = (to(&world, &looker), to(&more, &looker));
        for text in 0..world::texts(&world) {
            let sought = on_the_wire(&world, text);
            let has = |shown: &Option<[String; 2]>| shown.as_ref().is_some_and(|[_, page]| page.contains(&sought));
            prop_assert!(!has(&after) || has(&before), "text {}", text);
        }
    }

    /// The server keeps one view for each class, and one of its own for whoever has a tie: a block, a connection, or a rule
    /// that names the person or a unit of theirs.
    #[test]
    fn whoever_has_no_tie_sees_what_anybody_of_the_class_sees((looker, world) in one_looker_and_their_world()) {
        let mut rules = world.clone();
        let names = |rule: &Rule| {
            looker.person.is_some_and(|person| rule.not_people.contains(&person)) || !rule.not_units.is_disjoint(&looker.units)
        };
        let is_named = all_rules(&mut rules).into_iter().flatten().any(|rule| names(rule));
        let one = viewer(&looker);
        if !is_named && !one.is_connected && !one.is_blocked && !looker.is_self {
            let built = Built::of(&world);
            prop_assert_eq!(shown(&built, &one, &looker), shown(&built, &Viewer::anybody(one.standing), &looker));
        }
    }

    /// The whole way: an op opens a value to another organisation, and here no byte moves, not even the day.
    #[test]
    fn an_edit_of_who_sees_it_elsewhere_moves_no_byte_here(
        (looker, world) in one_looker_and_their_world(), at in any::<Index>(), rules in any_rules(),
    ) {
        let built = Built::of(&world);
        prop_assume!(!built.rows.is_empty());
        let at = at.index(built.rows.len());
        let row = &built.rows[at];
        let here = |rule: &&domain::VisibilityRule| rule.organization == organization(looker.organization);
        let mut opened: Vec<domain::VisibilityRule> = row.value.visibility.rules().iter().filter(here).cloned().collect();
        opened.extend(visibility(&rules).rules().iter().filter(|rule| !here(rule)).cloned());
        let value = RowValue { visibility: opened.into(), ..row.value.clone() };
        let intent = Intent::EditRow { row: row.id, base: row.value.clone(), value };
        let mut server = Server::holding((Scope::Me(PEOPLE[0]), Name::Row(row.id)), Object::Row(row.clone()));
        let edited = match server.take(PEOPLE[0], &Op { id: OpId(id(1)), intent }) {
            Ok(Applied::Put(Object::Row(edited))) => edited,
            Ok(Applied::Unchanged) => row.clone(),
            other => panic!("{other:?}"),
        };
        let mut rows: Vec<Row> = built.rows.clone();
        rows[at] = edited;
        let after = Built { rows, ..built.clone() };
        let see = |built: &Built| page(&built.profile(looker.organization), &viewer(&looker));
        prop_assert_eq!(see(&after), see(&built));
    }
}

/// The stated class of a viewer is the only thing that opens what a rule gives to a class: all of them, one by one.
#[test]
fn every_audience_before_every_class() {
    for (audience, (_, meant)) in oracle::AUDIENCES.iter().enumerate() {
        for standing in Standing::ALL {
            for is_connected in [false, true] {
                let looker = world::looker_of(standing, is_connected);
                let rules = vec![world::plain_rule(looker.organization, audience)];
                let family = Guarded { value: 0, rules, day: None };
                let value = FieldValue { text: String::new(), visibility: visibility(&family.rules) };
                let opens = value.visibility.opens_to(organization(looker.organization), &viewer(&looker));
                assert_eq!(opens, oracle::sees(&looker, &family.rules), "{meant} to {looker:?}");
            }
        }
    }
}

/// A profile is looked at in the organisation that its rules are asked about, whatever the viewer is elsewhere.
#[test]
fn a_profile_is_looked_at_in_one_organisation() {
    let looker = world::looker_of(Standing::ALL[0], false);
    let rules = vec![world::plain_rule(looker.organization, 5)];
    let world = World {
        family: Guarded { value: 0, rules, day: None },
        on_card: Vec::new(),
        on_page: Vec::new(),
        affiliation: None,
        entries: Vec::new(),
        said_on_card: [1, 2],
        said_on_page: 3,
    };
    assert!(to(&world, &looker).is_some());
    let elsewhere = Looker { organization: (looker.organization + 1) % ORGANIZATIONS, ..looker };
    assert_eq!(to(&world, &elsewhere), None);
    let built = Built::of(&world);
    let profile: Profile<'_> = built.profile(elsewhere.organization);
    assert_eq!(card(&profile, &viewer(&elsewhere)), None);
}
