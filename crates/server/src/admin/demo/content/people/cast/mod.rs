//! The people written by hand: those who talk.

mod afar;
mod association;
mod campus;
mod left;
mod stays;

use super::{
    super::{
        careers::Profession,
        month::{Month, PRESENT, ym},
        seed::Seed,
    },
    Education, Membership, Openness, Outcome, Person, Role, Status, WORLD, Work,
    draw::{latin, read},
    extras,
    key::Keys,
    life::since,
};

/// A person, as a part in a play; what is not written is drawn.
struct Part {
    family: &'static str,
    given: &'static str,
    /// With a `|` where `romaji` needs it.
    family_kana: &'static str,
    given_kana: &'static str,
    /// 旧姓 and its reading; empty: none.
    former: (&'static str, &'static str),
    /// Whether the name is also given in Latin letters.
    is_latin: bool,
    /// 生年月日
    born: &'static str,
    profession: &'static Profession,
    ties: &'static [Membership],
    headline: &'static str,
    summary: &'static str,
    /// Employer, title, from, to, description; newest first.
    work: &'static [(&'static str, &'static str, Month, Option<Month>, &'static str)],
    /// School, course, from, to (after the present: still there); newest first.
    education: &'static [(&'static str, &'static str, Month, Month)],
    openness: Openness,
}

/// The parts, in an order that stays.
pub(super) fn cast() -> impl Iterator<Item = CastPerson> {
    [left::LEFT, afar::AFAR, stays::STAYS, campus::CAMPUS, association::ASSOCIATION]
        .into_iter()
        .flatten()
        .map(CastPerson)
}

/// A part to be played.
pub(super) struct CastPerson(&'static Part);

impl CastPerson {
    /// The person of the part.
    pub(super) fn person(self, at: usize, keys: &mut Keys) -> Person {
        let part = self.0;
        let mut seed = Seed::new(WORLD, 5_000 + at as u64);
        let key = keys.next(part.family, part.family_kana, part.given, part.given_kana);
        let work: Vec<_> = part.work.iter().map(work).collect();
        let start = work.iter().map(|work| work.from).min().unwrap_or(PRESENT);
        let is_working = work.first().is_some_and(|work| work.to.is_none());
        let (skills, certificates) = if work.is_empty() {
            extras::of_student(&mut seed)
        } else {
            let years = (start.until(PRESENT) / 12).max(1);
            (extras::skills(part.profession, years, &mut seed), extras::certificates(part.profession, start, &mut seed))
        };
        let first_language =
            part.family.is_ascii().then_some(if part.family == "Quintela" { "ポルトガル語" } else { "英語" });
        Person {
            family: part.family.to_owned(),
            given: part.given.to_owned(),
            family_kana: read(part.family_kana),
            given_kana: read(part.given_kana),
            latin: match (part.is_latin, part.family.is_ascii()) {
                (true, true) => format!("{} {}", part.given, part.family),
                (true, false) => format!("{} {}", latin(part.given_kana), latin(part.family_kana)),
                (false, _) => String::new(),
            },
            former: Some(part.former)
                .filter(|(name, _)| !name.is_empty())
                .map(|(name, kana)| (name.to_owned(), kana.to_owned())),
            born: part.born.to_owned(),
            memberships: part
                .ties
                .iter()
                .map(|tie| Membership { since_days_ago: since(tie.status, tie.from, &mut seed), ..*tie })
                .collect(),
            headline: part.headline.to_owned(),
            summary: part.summary.to_owned(),
            certificates,
            skills,
            languages: extras::languages(part.profession, first_language, &mut seed),
            projects: extras::projects(part.profession, &work, &mut seed),
            links: extras::links(&key, &mut seed),
            contacts: extras::contacts(&key, is_working, &mut seed),
            key,
            work,
            education: part.education.iter().map(school).collect(),
            openness: part.openness.clone(),
        }
    }
}

fn work((employer, title, from, to, description): &(&str, &str, Month, Option<Month>, &str)) -> Work {
    Work {
        employer: (*employer).to_owned(),
        title: (*title).to_owned(),
        from: *from,
        to: *to,
        description: (*description).to_owned(),
    }
}

fn school((school, course, from, to): &(&str, &str, Month, Month)) -> Education {
    let outcome = match *to {
        to if to > PRESENT => Outcome::Entered,
        _ if course.contains("大学院") => Outcome::Completed,
        _ => Outcome::Graduated,
    };
    Education {
        school: (*school).to_owned(),
        course: (*course).to_owned(),
        from: *from,
        to: Some(*to).filter(|to| *to <= PRESENT),
        outcome,
    }
}

const fn tie(organization: char, status: Status, unit: &'static str, cohort: i32) -> Membership {
    Membership { organization, status, role: Role::Member, unit, cohort, from: None, to: None, since_days_ago: 0 }
}

/// Was there from a month to a month.
const fn was(organization: char, unit: &'static str, cohort: i32, from: Month, to: Month) -> Membership {
    Membership { from: Some(from), to: Some(to), ..tie(organization, Status::Alumnus, unit, cohort) }
}

/// Is there since a month.
const fn is(organization: char, unit: &'static str, cohort: i32, from: Month) -> Membership {
    Membership { from: Some(from), ..tie(organization, Status::Current, unit, cohort) }
}

/// Will be there from next spring.
const fn will(organization: char, unit: &'static str) -> Membership {
    tie(organization, Status::Candidate, unit, ym(2027, 4).year())
}
