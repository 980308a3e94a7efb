//! What a person sets for themselves.

use super::*;
use crate::record::{
    Cadence, Category, CategoryCadence, Conditions, Era, LeastPay, NotificationPrefs, OfferKind, PayUnit, Preferences,
    QuietHours, Remote, Setting,
};

pub(super) fn western() -> Setting {
    Setting::Preferences(Preferences { era: Era::Western, quiet: None })
}

fn quiet(from: u16, to: u16) -> Setting {
    Setting::Preferences(Preferences { era: Era::Japanese, quiet: Some(QuietHours { from, to }) })
}

fn prefectures(names: &[&str]) -> Setting {
    let prefectures = names.iter().map(|&name| name.to_owned()).collect();
    Setting::Conditions(Conditions { prefectures, ..Conditions::default() })
}

fn rings(cadences: &[(Category, Cadence)]) -> Setting {
    let cadences = cadences.iter().map(|&(category, cadence)| CategoryCadence { category, cadence }).collect();
    Setting::Notifications(NotificationPrefs { organization: ORG, cadences })
}

#[track_caller]
fn check_stored(value: Setting, stored: Setting) {
    let put = Ok(Applied::Put(Object::Setting(stored.clone())));
    check(NONE, &Intent::Set { value: value.clone() }, put.clone());
    check(deleted(), &Intent::Set { value: value.clone() }, put);
    check(stands(ELSEWHERE, Object::Setting(stored)), &Intent::Set { value }, Ok(Applied::Unchanged));
}

#[track_caller]
fn check_refused(value: Setting, code: RefusalCode, field: &str) {
    check(NONE, &Intent::Set { value }, refused_at(code, field));
}

#[test]
fn the_last_writer_wins() {
    let put = Ok(Applied::Put(Object::Setting(quiet(22 * 60, 7 * 60))));
    check(stands(ELSEWHERE, Object::Setting(western())), &Intent::Set { value: quiet(22 * 60, 7 * 60) }, put);
}

#[test]
fn quiet_hours_lie_in_a_day() {
    for (from, to) in [(0, 0), (1439, 0), (22 * 60, 7 * 60)] {
        check_stored(quiet(from, to), quiet(from, to));
    }
    for (from, to) in [(1440, 0), (0, 1440), (u16::MAX, u16::MAX)] {
        check_refused(quiet(from, to), RefusalCode::Invalid, "quiet");
    }
}

#[test]
fn conditions_are_sets() {
    check_stored(prefectures(&["東京都", " 大阪府\n", "東京都"]), prefectures(&["大阪府", "東京都"]));
    let kinds =
        |kinds: &[OfferKind]| Setting::Conditions(Conditions { kinds: kinds.to_vec(), ..Conditions::default() });
    use OfferKind::{Comeback, Contract, SideJob};
    check_stored(kinds(&[SideJob, Comeback, SideJob, Contract]), kinds(&[Comeback, Contract, SideJob]));
    let full = Setting::Conditions(Conditions {
        kinds: vec![Comeback],
        prefectures: vec!["東京都".to_owned()],
        remote: Some(Remote::Partly),
        pay: Some(LeastPay { unit: PayUnit::Year, yen: u32::MAX }),
        from: "2026-04".parse().ok(),
    });
    check_stored(full.clone(), full);
}

#[test]
fn conditions_have_their_limits() {
    check_refused(prefectures(&[" \u{200b}"]), RefusalCode::Empty, "prefectures");
    check_refused(prefectures(&[&long(limit::SHORT + 1)]), RefusalCode::TextTooLong, "prefectures");
    let names: Vec<String> = (100..=100 + limit::CHOICES).map(|n| n.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check_stored(prefectures(&names[1..]), prefectures(&names[1..]));
    check_refused(prefectures(&names), RefusalCode::TooMany, "prefectures");
}

#[test]
fn only_what_differs_from_the_usual_is_kept() {
    use Cadence::{Now, Off, Weekly};
    use Category::{Desk, Message, Offer};
    check_stored(rings(&[(Message, Now), (Offer, Weekly)]), rings(&[]));
    check_stored(rings(&[(Desk, Off), (Message, Weekly)]), rings(&[(Message, Weekly), (Desk, Off)]));
    // Said twice, the first one counts.
    check_stored(rings(&[(Message, Off), (Message, Weekly)]), rings(&[(Message, Off)]));
}
