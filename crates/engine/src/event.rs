//! What the engine tells its host: one channel, two kinds.

use std::collections::BTreeSet;

use domain::{Name, Scope};
use serde::Serialize;
use store::Touched;
use ts_rs::TS;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Queries that declared one of these topics should ask again.
    Changed(BTreeSet<String>),
    /// Navigate to a path of the app; never more than navigate. None: a link was followed that leads nowhere here, and the
    /// person who followed it is told.
    Open(Option<String>),
}

/// So many people are named one by one; a page of a first sync has thousands, and then `people` says it all: the page of a
/// person depends on that topic too, because of what one can do about them.
const MOST_PEOPLE: usize = 100;

/// The topics whose queries a committed write may have changed.
pub(crate) fn topics(touched: &BTreeSet<Touched>) -> BTreeSet<String> {
    // A page of a first sync touches thousands of records and few topics: texts are made once of each.
    let mut named: BTreeSet<&'static str> = BTreeSet::new();
    let mut add = |names: &[&'static str]| named.extend(names);
    let (mut conversations, mut people) = (BTreeSet::new(), BTreeSet::new());
    for touched in touched {
        match touched {
            Touched::Object(Scope::Me(_), Name::Field(_)) => add(&["profile", "start", "today"]),
            // Entries of the profile are held against offers.
            Touched::Object(Scope::Me(_), Name::Row(_)) => add(&["profile", "offers", "today"]),
            Touched::Object(Scope::Me(_), Name::Inbox(_) | Name::Notification(_)) => {
                add(&["inbox", "start", "people", "desk", "today"]);
            }
            Touched::Object(Scope::Me(_), Name::Saved(_)) => add(&["offers", "today"]),
            Touched::Object(Scope::Me(_), Name::Setting(_)) => add(&["settings", "start", "offers", "today"]),
            Touched::Object(Scope::Me(_), Name::Block(_)) => add(&["settings", "inbox", "people", "today"]),
            Touched::Object(Scope::Me(_), _) => {
                add(&["inbox", "start", "profile", "people", "offers", "desk", "settings", "today"]);
            }
            Touched::Object(Scope::Dir(_), Name::Page(person)) => {
                people.insert(*person);
            }
            Touched::Object(Scope::Dir(_), Name::Card(person)) => {
                add(&["people", "inbox", "profile", "desk", "today"]);
                people.insert(*person);
            }
            Touched::Object(Scope::Dir(_), _) => add(&["people", "inbox", "profile", "desk", "today"]),
            Touched::Object(Scope::Offers(_), _) => add(&["offers", "today"]),
            Touched::Object(Scope::Desk(_), _) => add(&["desk", "today"]),
            Touched::Object(Scope::Conv(id), name) => {
                add(&["inbox", "today"]);
                if *name == Name::Conversation {
                    add(&["people"]);
                }
                conversations.insert(*id);
            }
            Touched::Scope(Scope::Conv(id)) => {
                conversations.insert(*id);
            }
            Touched::Scope(Scope::Me(_) | Scope::Dir(_)) => add(&["people", "today"]),
            Touched::Scope(Scope::Offers(_)) => add(&["offers", "today"]),
            Touched::Scope(Scope::Desk(_)) => add(&["desk", "today"]),
            Touched::Outbox => add(&["outbox", "status", "start", "today"]),
            Touched::Draft(_) => add(&["inbox"]),
            Touched::Setting => add(&["start"]),
        }
    }
    let mut topics: BTreeSet<String> = named.into_iter().map(str::to_owned).collect();
    topics.extend(conversations.into_iter().map(|id| format!("conversation:{id}")));
    if people.len() <= MOST_PEOPLE {
        topics.extend(people.into_iter().map(|id| format!("person:{id}")));
    }
    topics
}

#[cfg(test)]
mod tests {
    use domain::{OrgId, PersonId};
    use uuid::Uuid;

    use super::*;

    const ORG: OrgId = OrgId(Uuid::from_u128(1));

    fn person(number: usize) -> PersonId {
        PersonId(Uuid::from_u128(number as u128))
    }

    fn of(touched: impl IntoIterator<Item = Touched>) -> BTreeSet<String> {
        topics(&touched.into_iter().collect())
    }

    #[test]
    fn a_page_concerns_one_person_and_a_card_the_list_too() {
        let page = of([Touched::Object(Scope::Dir(ORG), Name::Page(person(7)))]);
        assert_eq!(page, [format!("person:{}", person(7))].into());
        let card = of([Touched::Object(Scope::Dir(ORG), Name::Card(person(7)))]);
        assert!(card.is_superset(&page) && card.contains("people"), "{card:?}");
    }

    #[test]
    fn a_whole_directory_is_one_change() {
        let cards = |count| of((0..count).map(|number| Touched::Object(Scope::Dir(ORG), Name::Card(person(number)))));
        assert_eq!(cards(MOST_PEOPLE).iter().filter(|topic| topic.starts_with("person:")).count(), MOST_PEOPLE);
        let many = cards(5_000);
        assert!(many.len() < 10 && many.contains("people"), "{many:?}");
    }
}
