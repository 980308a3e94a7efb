//! S2 of the promises: a marker in every private value never reaches anybody who may not see it, by whatever they can ask;
//! and an edit that somebody may not see changes no byte of what they get.
//!
//! Nobody can leave an organisation yet, so there is no principal who was a member once; the nearest is one who was at the
//! desk once.

mod cast;
mod cover;
mod edit;
mod oracle;
mod probe;
mod scene;

use std::collections::BTreeSet;

use domain::{
    Audience, VisibilityRule,
    privacy::{CLASSES, Privacy},
    record::ProfileField,
    wire::OpOutcome,
};

use self::{
    cast::Stage,
    cover::{COVER, Cover},
    edit::Edits,
    oracle::{MEMBERS, Secret, Who},
    probe::{Harvest, OTHER_ROUTES, ROUTES, crawl},
};
use crate::tcp::{self, Events};

/// Everybody who crawls.
fn crawlers() -> impl Iterator<Item = Who> {
    MEMBERS.into_iter().chain([Who::Outsider, Who::Anonymous])
}

async fn stage() -> (Stage, Vec<Secret>) {
    let stage = Stage::set().await;
    let mut secrets = scene::play(&stage).await;
    secrets.extend(oracle::of_profiles(&stage));
    (stage, secrets)
}

/// A marker is found exactly where the oracle allows.
fn check(who: Who, harvest: &Harvest, secrets: &[Secret]) {
    for secret in secrets {
        match (secret.is_for(who), harvest.found_in(&secret.marker)) {
            (true, Some(_)) | (false, None) => {}
            (true, None) => panic!("{who:?} ought to see {}", secret.marker),
            (false, Some(question)) => panic!("{who:?} got {} by asking {question}", secret.marker),
        }
    }
}

#[tokio::test]
async fn a_marker_reaches_those_who_may_see_it_and_nobody_else() {
    let (stage, secrets) = stage().await;
    for who in crawlers() {
        let harvest = crawl(&stage, who).await;
        check(who, &harvest, &secrets);
        // Rules are their author's: whom somebody leaves out is the most private of all.
        for word in ["excluded_people", "excluded_units", "hidden_from_organizers"] {
            assert!(who == Who::Subject || !harvest.contains(word), "{who:?} sees a rule");
        }
    }
    for subject in &stage.subjects {
        let me = stage.world.pull(&subject.person, subject.person.me(), None).await;
        assert!(format!("{me:?}").contains(&cast::mark(subject.number, "custom")), "each sees their own");
    }
}

#[tokio::test]
async fn nothing_hidden_is_observable() {
    let (stage, secrets) = stage().await;
    let address = tcp::serve(stage.world.router()).await;
    let mut edits = Edits::default();
    for who in crawlers() {
        let before = crawl(&stage, who).await;
        let mut stream = match who {
            Who::Anonymous => None,
            _ => Some(Events::open(&address, &stage.of(who).token).await),
        };
        if let Some(stream) = &mut stream {
            stream.hint().await.unwrap();
        }
        let hidden = edits.hidden_from(&stage, who);
        assert!(hidden.len() > 50, "or it proves little: {}", hidden.len());
        for edit in &hidden {
            let outcome = stage.world.does(&edit.author, edit.intent.clone()).await;
            assert!(matches!(outcome, OpOutcome::Applied { .. }), "{}: {outcome:?}", edit.what);
        }
        let after = crawl(&stage, who).await;
        assert_eq!(before.differs_in(&after), [""; 0], "{who:?} notices an edit");
        check(who, &after, &secrets);
        if let Some(stream) = &mut stream {
            // The next thing they hear is their own.
            let person = stage.of(who);
            stage.does(person, scene::conditions(&format!("{who:?}"))).await;
            assert_eq!(stream.hint().await.unwrap(), [person.me().to_string()], "{who:?} hears of an edit");
        }
    }
}

/// Whoever is left out of something new sees what they saw, and must not learn that there is something: not even when it is
/// the first time that anything sets them apart.
#[tokio::test]
async fn the_first_exclusion_is_not_noticed() {
    let (stage, _) = stage().await;
    let address = tcp::serve(stage.world.router()).await;
    // The first of each two is listed, with a headline for nobody or for organizers; the other is not.
    for (who, listed, unlisted) in [(Who::Current, 0, 1), (Who::InUnit, 4, 5)] {
        let person = stage.of(who);
        let open = VisibilityRule::new(stage.home, Audience::Members);
        let rule = match who {
            Who::InUnit => VisibilityRule { excluded_units: vec![cast::UNIT], ..open },
            _ => VisibilityRule { excluded_people: vec![person.id], ..open },
        };
        let before = crawl(&stage, who).await;
        let bystander = crawl(&stage, Who::Former).await;
        let mut stream = Events::open(&address, &person.token).await;
        stream.hint().await.unwrap();
        for (subject, field) in [(listed, ProfileField::Headline), (unlisted, ProfileField::FamilyName)] {
            let author = &stage.subjects[subject].person;
            let outcome = stage.world.sets(author, field, "NEWS", vec![rule.clone()].into()).await;
            assert!(matches!(outcome, OpOutcome::Applied { .. }), "{outcome:?}");
        }
        assert_eq!(before.differs_in(&crawl(&stage, who).await), [""; 0], "{who:?} notices");
        assert!(crawl(&stage, Who::Former).await != bystander, "others see it");
        stage.does(person, scene::conditions(&format!("{who:?}"))).await;
        assert_eq!(stream.hint().await.unwrap(), [person.me().to_string()], "{who:?} hears");
    }
}

#[tokio::test]
async fn what_is_seen_is_noticed() {
    let (stage, _) = stage().await;
    // The edits of the test above, by somebody who sees none of them, are seen by those whom the oracle names.
    let before: Vec<_> = join(&stage, [Who::Connection, Who::Organizer, Who::Current]).await;
    for edit in Edits::default().hidden_from(&stage, Who::Outsider) {
        stage.does(&edit.author, edit.intent).await;
    }
    let after = join(&stage, [Who::Connection, Who::Organizer, Who::Current]).await;
    for (before, after) in before.iter().zip(&after) {
        assert!(before.differs_in(after).len() > 10, "or the test above proves nothing");
    }
}

async fn join(stage: &Stage, all: [Who; 3]) -> Vec<Harvest> {
    let mut harvests = vec![];
    for who in all {
        harvests.push(crawl(stage, who).await);
    }
    harvests
}

#[tokio::test]
async fn every_private_field_is_covered() {
    let (_, secrets) = stage().await;
    let marked: BTreeSet<_> = secrets.iter().flat_map(|secret| secret.covers).collect();
    for (record, field, class) in CLASSES {
        let found: Vec<_> = COVER.iter().filter(|(of, name, _)| (of, name) == (record, field)).collect();
        match (class, &found[..]) {
            (Privacy::Open, []) => {}
            (Privacy::Open, [(.., Cover::Reason(_))]) => {}
            (_, [(.., Cover::Marked)]) => {
                assert!(marked.contains(&(*record, *field)), "no marker stands in {record}.{field}");
            }
            (_, [(.., Cover::Beside(other))]) => {
                let is_marked = COVER
                    .iter()
                    .any(|(of, name, cover)| of == record && name == other && matches!(cover, Cover::Marked));
                assert!(is_marked, "{record}.{field} is beside {other}, which is not marked");
            }
            (_, [(.., Cover::Reason(why))]) => assert!(!why.is_empty()),
            (_, []) => panic!("{record}.{field} is not tried: add it to the table"),
            (_, _) => panic!("{record}.{field} stands twice, or needs no place"),
        }
    }
    let known: BTreeSet<_> = CLASSES.iter().map(|(record, field, _)| (*record, *field)).collect();
    for (record, field, _) in COVER {
        assert!(known.contains(&(*record, *field)), "{record}.{field} is no field any more");
    }
}

#[test]
fn every_route_is_crawled() {
    let document = serde_json::to_value(server::openapi()).unwrap();
    let mut there = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        there.extend(item.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())));
    }
    let named = ROUTES.iter().copied().chain(OTHER_ROUTES.iter().map(|(method, path, _)| (*method, *path)));
    let named: BTreeSet<_> = named.map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    assert_eq!(there, named, "a new route is crawled, or says why not");
}
