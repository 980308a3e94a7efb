//! A person who is drawn.

use std::collections::BTreeSet;

use super::{
    super::{
        names::{Era, FAMILIES, FOREIGN, Sex, given},
        romaji::{capital, romaji},
        seed::Seed,
    },
    Membership, Openness, Person, Status, WORLD, extras,
    key::Keys,
    life::Life,
    school, words, work,
};

struct Name {
    family: &'static str,
    given: &'static str,
    family_kana: &'static str,
    given_kana: &'static str,
    first_language: Option<&'static str>,
}

/// The person of a number. No two tell the same of themselves: `told` holds what has been told.
pub(super) fn drawn(at: usize, keys: &mut Keys, told: &mut BTreeSet<String>) -> Person {
    let mut seed = Seed::new(WORLD, at as u64);
    let mut life = Life::draw(&mut seed);
    let sex = if seed.percent(46) { Sex::Woman } else { Sex::Man };
    let name = name(at, sex, life.grade, &mut seed);
    let education = school::education(&mut life, &mut seed);
    let career = work::career(&life, &mut seed);
    let memberships = life.memberships(&education, &career, &mut seed);
    let key = keys.next(name.family, name.family_kana, name.given, name.given_kana);
    let former = (name.first_language.is_none() && seed.percent(if sex == Sex::Woman { 22 } else { 4 }))
        .then(|| seed.one(FAMILIES).filter(|(family, _)| *family != name.family))
        .flatten()
        .map(|(family, kana)| ((*family).to_owned(), read(kana)));
    let speaker = words::Speaker { life: &life, memberships: &memberships, work: &career.work, education: &education };
    let is_foreign = name.first_language.is_some();
    let mut summary = speaker.summary(is_foreign, &mut seed);
    for _ in 0..20 {
        if summary.is_empty() || !told.contains(&summary) {
            break;
        }
        summary = speaker.summary(is_foreign, &mut seed);
    }
    told.insert(summary.clone());
    let headline = speaker.headline(&mut seed);
    let latin = match name.first_language {
        Some(_) if name.family.is_ascii() => format!("{} {}", name.given, name.family),
        _ if seed.percent(30) => format!("{} {}", latin(name.given_kana), latin(name.family_kana)),
        _ => String::new(),
    };
    let (skills, certificates) = if life.is_student() {
        extras::of_student(&mut seed)
    } else {
        (
            extras::skills(life.profession, life.years(), &mut seed),
            extras::certificates(life.profession, life.start, &mut seed),
        )
    };
    let is_working = career.work.first().is_some_and(|work| work.to.is_none());
    let (openness, born) = (openness(&memberships, &mut seed), life.birthday(&mut seed));
    Person {
        family: name.family.to_owned(),
        given: name.given.to_owned(),
        family_kana: read(name.family_kana),
        given_kana: read(name.given_kana),
        latin,
        former,
        born,
        headline,
        summary,
        certificates,
        skills,
        languages: extras::languages(life.profession, name.first_language, &mut seed),
        projects: extras::projects(life.profession, &career.work, &mut seed),
        links: extras::links(&key, &mut seed),
        contacts: extras::contacts(&key, is_working, &mut seed),
        key,
        memberships,
        work: career.work,
        education,
        openness,
    }
}

/// A reading without the bar that parts vowels.
pub(super) fn read(kana: &str) -> String {
    kana.replace('|', "")
}

/// A reading in Latin letters, with a capital.
pub(super) fn latin(kana: &str) -> String {
    capital(&romaji(kana))
}

/// Every thirty-first comes from elsewhere.
fn name(at: usize, sex: Sex, grade: i32, seed: &mut Seed) -> Name {
    if at % 31 == 7
        && let Some((family, given, family_kana, given_kana, language)) = FOREIGN.get(at / 31)
    {
        return Name { family, given, family_kana, given_kana, first_language: Some(language) };
    }
    let (family, family_kana) = seed.one(FAMILIES).copied().unwrap_or_default();
    let (given, given_kana) = seed.one(given(Era::of(grade), sex)).copied().unwrap_or_default();
    Name { family, given, family_kana, given_kana, first_language: None }
}

fn openness(memberships: &[Membership], seed: &mut Seed) -> Openness {
    let left = memberships.iter().any(|membership| membership.status == Status::Alumnus);
    match seed.below(100) {
        0..44 => Openness::Members,
        44..70 => Openness::HidesContacts,
        // For alumni only: what nobody but an alumnus would choose.
        70..81 if left => Openness::AlumniOnly,
        70..90 => Openness::HidesFromOrganizers,
        90..95 => Openness::Excludes(String::new()),
        _ => Openness::NameOnly,
    }
}
