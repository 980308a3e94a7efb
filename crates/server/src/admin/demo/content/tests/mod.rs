//! The content holds together: careers in time, talks between people who know each other, offers that say everything.

mod offers;
mod people;
mod talks;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    people::people as all_people,
    units::{ORGANIZATIONS, STANDING, organization, unit_name},
};

/// Everybody's organisations by key, those written beside the content too.
fn organizations_of() -> BTreeMap<String, BTreeSet<char>> {
    let mut of: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for person in all_people() {
        of.entry(person.key).or_default().extend(person.memberships.iter().map(|membership| membership.organization));
    }
    for (key, organization, _, _) in STANDING {
        of.entry((*key).to_owned()).or_default().insert(*organization);
    }
    of
}

/// As the server stores it: no control characters but tab and line end, no bidi controls, nothing that NFC would change
/// in Japanese (half-composed kana, most compatibility ideographs).
fn is_clean(text: &str) -> bool {
    let unified = ['﨎', '﨏', '﨑', '﨓', '﨔', '﨟', '﨡', '﨣', '﨤', '﨧', '﨨', '﨩'];
    text.chars().all(|c| {
        let is_control = c.is_control() && c != '\n' && c != '\t';
        let is_bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_changed = matches!(c, '\u{3099}' | '\u{309a}' | '\u{f900}'..='\u{faff}' | '\u{300}'..='\u{36f}');
        !is_control && !is_bidi && (!is_changed || unified.contains(&c))
    })
}

fn is_within(text: &str, limit: usize) -> bool {
    is_clean(text) && text.trim() == text && text.chars().count() <= limit && !text.contains(['{', '}'])
}

#[test]
fn units_hang_together() {
    let mut keys = BTreeSet::new();
    for organization in ORGANIZATIONS {
        let mut known = BTreeSet::from([""]);
        for unit in organization.units {
            assert!(unit.key.starts_with(organization.key), "{}", unit.key);
            assert!(known.contains(unit.parent), "{} stands after its parent", unit.key);
            known.insert(unit.key);
            assert!(keys.insert(unit.key), "{} stands once", unit.key);
        }
    }
    let count = |key| organization(key).map(|organization| organization.units.len());
    assert!(count('c') >= Some(14) && count('u') >= Some(12) && count('a') >= Some(6));
    assert_eq!(unit_name("c-control2"), "制御技術部 第二課");
    assert_eq!(unit_name("u-info"), "工学部 情報工学科");
    for (key, of, unit, _) in STANDING {
        assert!(keys.contains(unit) && unit.starts_with(*of), "{key}");
    }
}

#[test]
fn the_desks_are_run_by_people_who_exist() {
    let of = organizations_of();
    for organization in ORGANIZATIONS {
        assert!(of.get(organization.organizer).is_some_and(|of| of.contains(&organization.key)));
    }
}
