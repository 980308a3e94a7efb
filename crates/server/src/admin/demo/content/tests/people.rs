use super::super::{
    month::{Month, PRESENT},
    people::{COUNT, Openness, Outcome, Person, Role, Status, people},
    units::{COMPANY, UNIVERSITY},
};
use super::*;

fn check(holds: impl Fn(&Person) -> bool, why: &str) {
    let failing: Vec<_> = people().into_iter().filter(|person| !holds(person)).map(|person| person.key).collect();
    assert!(failing.is_empty(), "{why}: {failing:?}");
}

#[test]
fn they_are_the_same_for_ever() {
    let keys = || people().into_iter().map(|person| person.key).collect::<Vec<_>>();
    assert_eq!(keys(), keys());
    assert_eq!(keys().len(), COUNT);
    // FNV-1a. Ids in a database that lives on are made of the keys.
    let print = keys()
        .join(" ")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(print, FINGERPRINT, "other people than before");
}

const FINGERPRINT: u64 = 3_646_495_091_388_176_578;

#[test]
fn nobody_is_there_twice() {
    let people = people();
    let keys: BTreeSet<_> = people.iter().map(|person| person.key.as_str()).collect();
    assert_eq!(keys.len(), people.len());
    assert!(STANDING.iter().all(|(key, _, _, _)| !keys.contains(key)), "beside the ones written by hand");
    let names: BTreeSet<_> = people.iter().map(|person| (&person.family, &person.given)).collect();
    assert!(names.len() * 100 >= people.len() * 97, "{} names", names.len());
    let told: Vec<_> = people.iter().map(|person| &person.summary).filter(|summary| !summary.is_empty()).collect();
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "nobody tells what another has told");
    check(|person| person.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "a local part");
}

#[test]
fn a_life_goes_forward() {
    check(
        |person| {
            let spans: Vec<_> = person.work.iter().map(|work| (work.from, work.to)).collect();
            spans.windows(2).all(|pair| pair[1].1.is_some_and(|to| to < pair[0].0))
        },
        "one job after the other, newest first, only the newest goes on",
    );
    check(|person| person.work.iter().all(|work| work.to.is_none_or(|to| work.from <= to && to <= PRESENT)), "a job");
    check(
        |person| {
            person.education.windows(2).all(|pair| pair[1].to.is_some_and(|to| to < pair[0].from))
                && person.education.iter().all(|school| school.to.is_none_or(|to| school.from < to && to <= PRESENT))
        },
        "one school after the other",
    );
    check(
        |person| person.education.iter().all(|school| school.to.is_none() == (school.outcome == Outcome::Entered)),
        "who has finished is not there",
    );
    check(
        |person| {
            let first = person.work.iter().map(|work| work.from).min();
            let out = person.education.iter().filter_map(|school| school.to).max();
            first.is_none_or(|first| out.is_none_or(|out| out < first))
        },
        "school before work",
    );
    check(
        |person| {
            let Some(born) = person.born.get(..4).and_then(|year| year.parse::<i32>().ok()) else { return true };
            let first = person.work.iter().map(|work| work.from.year()).min().unwrap_or(PRESENT.year());
            (1958..=2006).contains(&born) && (18..=30).contains(&(first - born))
        },
        "a plausible age at the first job, or now",
    );
    check(
        |person| {
            person.certificates.iter().all(|certificate| certificate.at <= PRESENT)
                && person.projects.iter().all(|project| project.to.is_none_or(|to| project.from <= to && to <= PRESENT))
        },
        "nothing from the future",
    );
}

#[test]
fn a_standing_agrees_with_the_career() {
    for person in people() {
        let key = &person.key;
        let of: BTreeSet<_> = person.memberships.iter().map(|membership| membership.organization).collect();
        assert!((1..=3).contains(&of.len()) && of.len() == person.memberships.len(), "{key}");
        for membership in &person.memberships {
            let organization = organization(membership.organization).expect("one of the three");
            assert!(organization.units.iter().any(|unit| unit.key == membership.unit), "{key} {}", membership.unit);
            assert!(membership.since_days_ago >= 90, "{key} was there before the talks");
            assert_eq!(membership.from.is_none(), membership.status == Status::Candidate, "{key}");
            assert_eq!(membership.to.is_some(), membership.status == Status::Alumnus, "{key}");
            assert!(membership.from <= membership.to || membership.to.is_none(), "{key}");
            let jobs = |at: &str| person.work.iter().filter(|work| work.employer == at).map(|work| work.to).max();
            let is_at = |at: &str| person.work.iter().any(|work| work.employer == at && work.to.is_none());
            match (membership.organization, membership.status) {
                ('c', Status::Alumnus) => {
                    assert_eq!(jobs(COMPANY), Some(membership.to), "{key} left when the career says");
                    assert!(!is_at(COMPANY), "{key}");
                }
                ('c', Status::Current) => assert!(is_at(COMPANY), "{key}"),
                ('c', Status::Candidate) => assert!(!is_at(COMPANY) && membership.cohort == 2027, "{key}"),
                ('u', Status::Alumnus) => {
                    let ours = person.education.iter().find(|school| school.school == UNIVERSITY);
                    let end = ours.and_then(|school| school.to).expect("graduated");
                    assert_eq!((membership.cohort, membership.to), (end.school_year(), Some(end)), "{key}");
                }
                ('u', Status::Current) => {
                    let studies = person.education.iter().any(|it| it.school == UNIVERSITY && it.to.is_none());
                    assert!(studies || is_at(UNIVERSITY), "{key}");
                }
                _ => {}
            }
            assert!(
                !person.position(membership).contains(['部', '課', '室'])
                    || person.position(membership).ends_with('長')
            );
        }
    }
}

#[test]
fn every_kind_is_there() {
    let people = people();
    let share = |key: char, status| {
        let of = people.iter().flat_map(|person| &person.memberships).filter(|it| it.organization == key);
        let (fit, all) = of.fold((0, 0), |(fit, all), it| (fit + usize::from(it.status == status), all + 1));
        fit * 100 / all
    };
    assert!((57..=64).contains(&share('c', Status::Alumnus)), "{}", share('c', Status::Alumnus));
    assert!((32..=38).contains(&share('c', Status::Current)), "{}", share('c', Status::Current));
    assert!((3..=7).contains(&share('c', Status::Candidate)), "{}", share('c', Status::Candidate));
    assert!(share('u', Status::Alumnus) > 70 && share('u', Status::Current) > 10);
    assert!(share('a', Status::Current) > 80);
    let count = |holds: fn(&Person) -> bool| people.iter().filter(|person| holds(person)).count();
    assert!((29..=44).contains(&count(|person| person.former.is_some())), "about one in eight");
    assert!(count(|person| !person.latin.is_empty()) > 60);
    assert!(count(|person| person.memberships.len() > 1) > 50);
    assert!(count(|person| person.memberships.iter().any(|it| it.role == Role::Organizer)) == 1);
    for (least, holds) in [
        (100, (|it| *it == Openness::Members) as fn(&Openness) -> bool),
        (50, |it| *it == Openness::HidesContacts),
        (15, |it| *it == Openness::AlumniOnly),
        (15, |it| *it == Openness::HidesFromOrganizers),
        (5, |it| matches!(it, Openness::Excludes(_))),
        (5, |it| *it == Openness::NameOnly),
    ] {
        let found = people.iter().filter(|person| holds(&person.openness)).count();
        assert!(found >= least, "{found} of at least {least}");
    }
}

#[test]
fn whoever_is_excluded_exists_and_is_somebody_else() {
    let of = organizations_of();
    for person in people() {
        if let Openness::Excludes(key) = &person.openness {
            assert_ne!(*key, person.key);
            let theirs = of.get(key).expect("exists");
            assert!(person.memberships.iter().any(|it| theirs.contains(&it.organization)), "{} of {key}", person.key);
        }
    }
}

#[test]
fn awkward_values_are_lawful() {
    let people = people();
    let any = |holds: fn(&Person) -> bool| people.iter().any(holds);
    assert!(any(|person| person.headline.chars().count() == 120));
    assert!(any(|person| person.family.chars().count() == 50 && person.given.chars().count() == 50));
    assert!(any(|person| person.family.chars().count() == 1 && person.given.chars().count() == 1));
    assert!(any(|person| person.summary.contains('ש')) && any(|person| person.summary.contains('👩')));
    assert!(any(|person| person.family.contains('𠮷')) && any(|person| person.family.contains('髙')));
    assert!(any(|person| person.headline.is_empty()) && any(|person| person.summary.is_empty()));
}

#[test]
fn texts_fit() {
    for person in people() {
        let key = &person.key;
        for name in [&person.family, &person.given, &person.family_kana, &person.given_kana] {
            assert!(!name.is_empty() && is_within(name, 50), "{key} {name}");
        }
        for kana in [&person.family_kana, &person.given_kana] {
            assert!(kana.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー')), "{key} {kana}");
        }
        assert!(is_within(&person.headline, 120) && !person.headline.contains('\n'), "{key} {}", person.headline);
        assert!(is_within(&person.latin, 120) && person.latin.is_ascii(), "{key} {}", person.latin);
        assert!(is_within(&person.summary, 4_000), "{key} {}", person.summary);
        assert!(!person.summary.contains("。。") && !person.summary.contains("、。"), "{key} {}", person.summary);
        for work in &person.work {
            assert!(!work.employer.is_empty() && is_within(&work.employer, 120), "{key}");
            assert!(!work.title.is_empty() && is_within(&work.title, 120), "{key}");
            assert!(is_within(&work.description, 2_000), "{key}");
        }
        for school in &person.education {
            assert!(is_within(&school.school, 120) && !school.course.is_empty() && is_within(&school.course, 120));
        }
        let named = person.certificates.iter().map(|it| &it.name).chain(person.projects.iter().map(|it| &it.name));
        assert!(named.into_iter().all(|name| !name.is_empty() && is_within(name, 120)), "{key}");
        for (name, note) in person.skills.iter().chain(&person.languages) {
            assert!(!name.is_empty() && is_within(name, 120) && is_within(note, 120), "{key} {name} {note}");
        }
        assert!(
            person.projects.iter().all(|it| is_within(&it.role, 120) && is_within(&it.description, 2_000)),
            "{key}"
        );
    }
}

#[test]
fn nothing_leads_to_anybody() {
    for person in people() {
        for contact in &person.contacts {
            let value = &contact.value;
            let is_nobodys = value.ends_with(".example.test")
                || value.split('-').skip(1).all(|group| group.bytes().all(|digit| digit == b'0'));
            assert!(is_nobodys && !contact.label.is_empty(), "{value}");
        }
        for (label, url) in &person.links {
            assert!(!label.is_empty() && url.starts_with("https://") && url.contains(".example.test/"), "{url}");
        }
    }
}

#[test]
fn a_month_is_never_before_birth() {
    let first = people().into_iter().flat_map(|person| person.education).map(|school| school.from).min();
    assert!(first > Some(Month::plus(PRESENT, -12 * 60)), "{first:?}");
}
