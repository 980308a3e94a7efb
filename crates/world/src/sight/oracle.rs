//! Who may see what, written down plainly in the words of the domain and apart from the code that decides it. It knows the
//! objects as they stand on the wire and nothing else of the project.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    cast::{Cast, Who},
    truth::Truth,
};

/// Texts that stand nowhere else.
pub(crate) type Marks = BTreeSet<String>;

/// What a viewer may see, by the marks in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sight {
    /// Everybody in the viewer's directory but the viewer.
    pub(crate) listed: BTreeSet<String>,
    /// On Hanako's card.
    pub(crate) card: Marks,
    /// On her page: the card is part of it.
    pub(crate) page: Marks,
    /// In offers.
    pub(crate) offers: Marks,
    /// At the desk, in offers there and in what the roster says; none for those who do not work there.
    pub(crate) desk: Option<[Marks; 2]>,
}

impl Sight {
    /// What is sent without being asked for.
    pub(crate) fn synced(&self) -> Marks {
        let desk = self.desk.iter().flatten().flatten();
        self.card.iter().chain(&self.offers).chain(desk).cloned().collect()
    }
}

/// How somebody stands to Hanako in the organisation that they share.
struct Onlooker<'a> {
    id: &'a str,
    status: &'a str,
    is_organizer: bool,
    units: Vec<&'a str>,
    is_connected: bool,
    is_blocked: bool,
}

/// What somebody may see by the server's word.
pub(crate) fn sight(truth: &Truth, cast: &Cast, who: Who) -> Sight {
    let (home, hanako) = (cast.home(who), cast.id(Who::Hanako));
    let (me, desk) = (format!("me:{hanako}"), format!("desk:{home}"));
    let onlooker = onlooker(truth, cast, who);
    let sees = |object: &Value| may_see(&object["visibility"], home, &onlooker);
    let field = |name: &str| truth.get(&me, &format!("field/{name}")).filter(|field| sees(field));

    let mut sight = Sight::default();
    for offer in truth.list(&desk, "offer/") {
        let audience = offer["value"]["audience"].as_array().unwrap();
        if offer["state"] != "draft" && audience.iter().any(|status| status == onlooker.status) {
            sight.offers.extend(marks(offer));
        }
    }
    if onlooker.is_organizer {
        let offers = truth.list(&desk, "offer/").flat_map(marks).collect();
        sight.desk = Some([offers, truth.list(&desk, "member/").flat_map(marks).collect()]);
    }
    let is_listed = !onlooker.is_blocked && field("family_name").is_some();
    let there = cast.members(who).into_iter().filter(|id| *id != onlooker.id && (*id != hanako || is_listed));
    sight.listed = there.map(str::to_owned).collect();
    if !is_listed {
        return sight;
    }

    // The card: what a list can be searched by.
    for name in ["headline", "latin_name"] {
        sight.card.extend(field(name).into_iter().flat_map(marks));
    }
    let rows: Vec<&Value> = truth.list(&me, "row/").filter(|row| sees(row)).collect();
    let of = |kind: &'static str| rows.iter().map(|row| &row["body"]).filter(move |body| body["type"] == kind);
    // Where she works now: the work begun last. Nobody in this story ends one.
    let work = of("work").max_by_key(|work| work["from"].as_str().unwrap().to_owned());
    let shown = of("skill").map(|skill| &skill["name"]);
    let shown = shown.chain(of("former_name").flat_map(|former| [&former["family"], &former["family_kana"]]));
    let shown = shown.chain(work.into_iter().flat_map(|work| [&work["employer"], &work["title"]]));
    sight.card.extend(shown.flat_map(marks));

    // The page: that, and everything else that is shown.
    sight.page.clone_from(&sight.card);
    sight.page.extend(field("summary").into_iter().flat_map(marks));
    sight.page.extend(rows.iter().flat_map(|row| marks(row)));
    if field("affiliation").is_some() {
        let said = truth.get(&desk, &format!("member/{hanako}"));
        sight.page.extend(said.into_iter().flat_map(|member| marks(&member["membership"]["title"])));
    }
    sight
}

fn onlooker<'a>(truth: &'a Truth, cast: &'a Cast, who: Who) -> Onlooker<'a> {
    let (id, home, hanako) = (cast.id(who), cast.home(who), cast.id(Who::Hanako));
    let said = &truth.get(&format!("desk:{home}"), &format!("member/{id}")).unwrap()["membership"];
    let units = said["units"].as_array();
    let is_accepted = |talk: &Value| {
        let direct = talk["parties"]["direct"].as_array();
        let is_ours = direct.is_some_and(|both| [id, hanako].iter().all(|one| both.iter().any(|id| id == one)));
        is_ours && talk["organization"] == *home && talk["request"]["state"] == "accepted"
    };
    Onlooker {
        id,
        status: said["status"].as_str().unwrap(),
        is_organizer: said["role"] == "organizer",
        units: units.into_iter().flatten().map(|unit| unit.as_str().unwrap()).collect(),
        is_connected: truth.conversations().any(is_accepted),
        is_blocked: is_blocked(truth, id, hanako),
    }
}

/// Whether one of two has blocked the other.
fn is_blocked(truth: &Truth, a: &str, b: &str) -> bool {
    [(a, b), (b, a)].iter().any(|(owner, whom)| truth.get(&format!("me:{owner}"), &format!("block/{whom}")).is_some())
}

/// Whom Hanako sees: nobody else hides.
pub(crate) fn seen_by_hanako(truth: &Truth, cast: &Cast) -> BTreeSet<String> {
    let hanako = cast.id(Who::Hanako);
    let all = cast.members(Who::Kenta).into_iter().chain(cast.members(Who::Jun));
    all.filter(|id| *id != hanako && !is_blocked(truth, id, hanako)).map(str::to_owned).collect()
}

/// Whether rules of visibility let somebody see: only their own organisation's counts, and none means nobody.
fn may_see(rules: &Value, organization: &str, onlooker: &Onlooker<'_>) -> bool {
    let Some(rule) = rules.as_array().unwrap().iter().find(|rule| rule["organization"] == *organization) else {
        return false;
    };
    let names = |list: &str, id: &str| rule[list].as_array().is_some_and(|named| named.iter().any(|named| named == id));
    if onlooker.is_blocked
        || names("excluded_people", onlooker.id)
        || onlooker.units.iter().any(|unit| names("excluded_units", unit))
        || (onlooker.is_organizer && rule["hidden_from_organizers"] == true)
    {
        return false;
    }
    match rule["audience"].as_str().unwrap() {
        "connections" => onlooker.is_connected,
        "alumni" => onlooker.status == "alumnus",
        "current" => onlooker.status == "current",
        "candidates" => onlooker.status == "candidate",
        "members" => true,
        "organizers" => onlooker.is_organizer,
        other => panic!("an audience that is not known: {other}"),
    }
}

/// A mark of a number.
pub(crate) fn mark(number: usize) -> String {
    format!("印{number:04}")
}

/// The marks in something.
pub(crate) fn marks(of: &Value) -> Marks {
    marks_in(&of.to_string())
}

/// The marks in a text.
pub(crate) fn marks_in(text: &str) -> Marks {
    text.match_indices('印').map(|(at, sign)| text[at..at + sign.len() + 4].to_owned()).collect()
}
