//! The directory and the page of a person.

use domain::{
    ConversationId, Millis, OrgId, PersonId, Standing as Class, UnitId,
    page::PageRow,
    record::{FormerName, MembershipStatus, PersonName, Role},
};
use serde::Serialize;
use ts_rs::TS;

use super::ConversationState;

/// A person in a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonItem {
    /// Who.
    pub person: PersonId,
    /// In which organisation.
    pub organization: OrgId,
    /// The person's name as shown there.
    pub name: PersonName,
    /// 旧姓
    pub former: Vec<FormerName>,
    /// The line under the name.
    pub headline: String,
    /// Where they work now.
    pub employer: String,
    /// As what.
    pub position: String,
    /// The status there.
    pub status: MembershipStatus,
    /// The role there.
    pub role: Role,
    /// Names of the units, the person's first.
    pub units: Vec<String>,
    /// 期・卒業年度
    pub cohort: Option<u16>,
}

/// A stretch of the directory, sorted by reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PeopleList {
    /// The people.
    pub items: Vec<PersonItem>,
    /// How many there are in all that fit.
    pub total: u32,
    /// How many there are without any filter.
    pub everybody: u32,
    /// False until every directory has been read to its end once.
    pub ready: bool,
}

/// A value to filter by, and how many people have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// What a filter names: an id, a year or a text.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// How many people have it.
    pub count: u32,
}

/// What the directory can be filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PeopleChoices {
    /// 部署・学部, by id; a unit counts everybody below it.
    pub units: Vec<Choice>,
    /// 期・卒業年度, newest first.
    pub cohorts: Vec<Choice>,
    /// Employers, the most frequent first.
    pub employers: Vec<Choice>,
    /// Skills, the most frequent first.
    pub skills: Vec<Choice>,
    /// Statuses.
    pub statuses: Vec<Choice>,
}

/// What one can do about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Contact {
    /// The conversation with them in this organisation, if there is one.
    pub conversation: Option<ConversationId>,
    /// How it stands.
    pub standing: Option<ConversationState>,
    /// Whether one may ask for contact.
    pub may_ask: bool,
}

/// The page of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonView {
    /// What the list shows.
    pub item: PersonItem,
    /// The organisation's name.
    pub organization_name: String,
    /// The name in Latin letters.
    pub latin: String,
    /// スキル on the card: there before the page is.
    pub skills: Vec<String>,
    /// What is on the page; none until it has been fetched once.
    pub page: Option<PageView>,
    /// What one can do.
    pub contact: Contact,
    /// It is oneself.
    pub is_me: bool,
}

/// Everything that a viewer sees of a person beyond the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PageView {
    /// The text about oneself.
    pub summary: String,
    /// A JPEG as base64.
    pub photo: String,
    /// The position they hold or held there.
    pub title: String,
    /// Entries, each list in its order.
    pub rows: Vec<PageRow>,
    /// When the person last confirmed any of it.
    pub confirmed_at: Option<Millis>,
    /// When it was fetched; none for what was computed here.
    pub fetched_at: Option<Millis>,
}

/// "See as…": the page as a viewer would get it, by the rules as they stand on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SeenAs {
    /// The class of viewers.
    pub class: Class,
    /// A certain person of it, if one was chosen.
    pub viewer: Option<PersonName>,
    /// What they see; none: for them the person is not in the directory.
    pub person: Option<PersonView>,
}

/// A unit of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnitItem {
    /// Its id.
    pub id: UnitId,
    /// Its name with those above it: 技術本部 制御技術部.
    pub path: String,
    /// Its own name.
    pub name: String,
    /// How deep it lies, 0 at the top. The list is in the order of the tree.
    pub depth: u8,
}
