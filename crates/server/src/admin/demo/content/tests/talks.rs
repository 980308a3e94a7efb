use super::super::{
    people::{Openness, people},
    talks::{
        Line, Talk,
        desk::{DESK, Side},
        reports::{REPORTS, Reason},
        requests::{Purpose, REQUESTS},
        talks,
    },
};
use super::*;

/// Those that are written elsewhere: between, organisation.
const ELSEWHERE: &[(&str, &str, char)] = &[
    ("kenta", "hanako", 'c'),
    ("misaki", "hanako", 'c'),
    ("takumi", "hanako", 'c'),
    ("emily", "hanako", 'c'),
    ("yui", "hanako", 'u'),
    ("ren", "hanako", 'u'),
    ("aoi", "hanako", 'u'),
    ("daichi", "kenta", 'c'),
    ("misaki", "kenta", 'c'),
];

fn pair(a: &str, b: &str, organization: char) -> (String, String, char) {
    (a.min(b).to_owned(), a.max(b).to_owned(), organization)
}

fn times(lines: &[Line]) -> Vec<i64> {
    lines.iter().map(|(_, minutes_ago, _)| *minutes_ago).collect()
}

#[test]
fn two_who_talk_share_an_organisation_and_one_conversation() {
    let of = organizations_of();
    let mut pairs: BTreeSet<_> = ELSEWHERE.iter().map(|(a, b, organization)| pair(a, b, *organization)).collect();
    let asked = REQUESTS.iter().map(|request| (request.from, request.to, request.organization));
    for (a, b, organization) in talks().map(|talk| (talk.between.0, talk.between.1, talk.organization)).chain(asked) {
        assert_ne!(a, b);
        for key in [a, b] {
            let theirs = of.get(key).unwrap_or_else(|| panic!("{key} exists"));
            assert!(theirs.contains(&organization), "{key} belongs to {organization}");
        }
        assert!(pairs.insert(pair(a, b, organization)), "{a} and {b} have one conversation in {organization}");
    }
    assert_eq!((talks().count(), REQUESTS.len(), DESK.len()), (33, 6, 6));
}

#[test]
fn nobody_talks_to_somebody_they_exclude() {
    let excluded: Vec<_> = people()
        .into_iter()
        .filter_map(|person| match person.openness {
            Openness::Excludes(whom) => Some((person.key, whom)),
            _ => None,
        })
        .collect();
    for Talk { between: (a, b), .. } in talks() {
        assert!(excluded.iter().all(|(who, whom)| (who != a || whom != b) && (who != b || whom != a)), "{a} and {b}");
    }
}

#[test]
fn time_goes_forward_and_the_first_one_begins() {
    for talk in talks() {
        let (between, times) = (talk.between, times(talk.lines));
        assert!((3..=25).contains(&talk.lines.len()), "{between:?}: {} lines", talk.lines.len());
        assert!(times.windows(2).all(|pair| pair[0] > pair[1]), "{between:?}");
        assert!(times[0] - times[1] >= 2, "{between:?}: the request is answered in between");
        assert!(*times.last().unwrap() > 45, "{between:?}: older than what is written elsewhere");
        assert!(times[0] < 80 * 24 * 60, "{between:?}: both had joined");
        assert_eq!(talk.lines[0].0, 1, "{between:?}");
        assert!(talk.lines.iter().all(|(who, _, _)| [1, 2].contains(who)), "{between:?}");
    }
    for desk in DESK {
        let times: Vec<_> = desk.lines.iter().map(|(_, minutes_ago, _)| *minutes_ago).collect();
        assert!(times.windows(2).all(|pair| pair[0] > pair[1]), "{}", desk.person);
        assert!(desk.lines.len() >= 4 && *times.last().unwrap() > 45, "{}", desk.person);
        assert_eq!(desk.lines[0].0, Side::Person);
    }
    assert!(REQUESTS.iter().all(|request| request.minutes_ago > 45));
}

#[test]
fn they_read_like_people() {
    let bodies = || talks().flat_map(|talk| talk.lines).map(|(_, _, body)| *body);
    let all = bodies().chain(DESK.iter().flat_map(|desk| desk.lines).map(|(_, _, body)| *body));
    for body in all.chain(REQUESTS.iter().map(|request| request.body)) {
        assert!(!body.is_empty() && is_within(body, 20_000), "{body}");
        assert!(!body.contains(['！', '!']), "{body}");
    }
    assert!(bodies().any(|body| body.chars().count() <= 3), "one word");
    assert!(bodies().any(|body| body.chars().count() > 150), "a long one");
    assert!(bodies().filter(|body| body.contains('\n')).count() > 20, "several lines");
    assert!(bodies().filter(|body| body.is_ascii()).count() > 15, "English");
    let lengths: BTreeSet<_> = talks().map(|talk| talk.lines.len()).collect();
    assert!(lengths.first() == Some(&3) && lengths.last() == Some(&25), "{lengths:?}");
    let unread = talks().filter(|talk| !talk.is_read).count();
    assert!((5..=15).contains(&unread), "{unread}");
    let of = |key| talks().filter(|talk| talk.between.0 == key || talk.between.1 == key).count();
    assert!(["hanako", "kenta", "misaki"].into_iter().all(|key| of(key) >= 6), "the main characters");
    let purposes: BTreeSet<Purpose> = REQUESTS.iter().map(|request| request.purpose).collect();
    assert!(purposes.len() >= 5, "{purposes:?}");
}

#[test]
fn a_desk_answers_its_own_people() {
    let of = organizations_of();
    let is_there = |key: &str, organization| of.get(key).is_some_and(|of| of.contains(&organization));
    for desk in DESK {
        assert!(is_there(desk.person, desk.organization), "{}", desk.person);
        let organizer = organization(desk.organization).map(|organization| organization.organizer);
        for (side, _, _) in desk.lines {
            assert!(matches!(side, Side::Person) || organizer.map(Side::Organizer) == Some(*side), "{}", desk.person);
        }
    }
}

#[test]
fn a_report_shows_messages_of_the_one_it_is_about() {
    assert_eq!(REPORTS.len(), 2);
    for report in REPORTS {
        let both = pair(report.reporter, report.reported, report.organization);
        let talk = talks().find(|talk| pair(talk.between.0, talk.between.1, talk.organization) == both);
        let talk = talk.expect("they have talked");
        let reported = if talk.between.0 == report.reported { 1 } else { 2 };
        assert!(!report.messages.is_empty() && report.messages.is_sorted());
        for at in report.messages {
            let (who, minutes_ago, _) = talk.lines[*at];
            assert!(who == reported && minutes_ago > report.minutes_ago, "{} {at}", report.reported);
        }
        let (by, closed, note) = report.closed;
        assert_eq!(organization(report.organization).map(|it| it.organizer), Some(by));
        assert!(closed < report.minutes_ago && is_within(note, 2_000) && is_within(report.note, 2_000));
    }
    let reasons: Vec<_> = REPORTS.iter().map(|report| report.reason).collect();
    assert_eq!(reasons, [Reason::Spam, Reason::Harassment]);
}
