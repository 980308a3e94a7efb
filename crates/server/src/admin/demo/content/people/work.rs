//! Where people work, and when.

use std::collections::BTreeSet;

use super::{
    super::{
        firms::firms,
        month::{Month, PRESENT, ym},
        seed::Seed,
        units::{COMPANY, UNIVERSITY, unit_name},
    },
    Status, Work,
    life::{Campus, Life},
};

/// A career.
#[derive(Default)]
pub(super) struct Career {
    /// Newest first.
    pub(super) work: Vec<Work>,
    /// The last time at the company.
    pub(super) company: Option<(Month, Option<Month>)>,
    /// When the person began to teach at the university.
    pub(super) campus: Option<Month>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Company,
    Campus,
    Firm,
    Alone,
}

#[derive(Clone, Copy)]
struct Stint {
    place: Place,
    from: Month,
    to: Option<Month>,
}

/// The career of a life.
pub(super) fn career(life: &Life, seed: &mut Seed) -> Career {
    let stints = if life.is_student() { vec![] } else { stints(life, seed) };
    let at = |place| stints.iter().rev().find(|stint| stint.place == place);
    let (company, campus) =
        (at(Place::Company).map(|stint| (stint.from, stint.to)), at(Place::Campus).map(|stint| stint.from));
    let mut told = seed.some(life.profession.work, stints.len() + 2).into_iter();
    let mut employers = BTreeSet::new();
    let mut work = vec![];
    for stint in &stints {
        for (from, to) in parts(stint, seed) {
            let years = life.start.until(to.unwrap_or(PRESENT)) / 12;
            let description = if seed.percent(12) { "" } else { told.next().unwrap_or_default() };
            work.push(Work {
                employer: employer(life, stint, &mut employers, seed),
                title: title(life, stint.place, years, seed),
                from,
                to,
                description: description.to_owned(),
            });
        }
    }
    work.reverse();
    Career { work, company, campus }
}

fn stints(life: &Life, seed: &mut Seed) -> Vec<Stint> {
    let (start, all) = (life.start, life.start.until(PRESENT));
    let stint = |place, from, to| Stint { place, from, to };
    let before = |month: Month| Some(month.plus(-1));
    match (life.company, life.university) {
        (Some(Status::Current), _) => {
            let joined = start.plus(seed.between(24, (all / 2).max(25)));
            match seed.below(100) {
                // Mid-career.
                0..32 if all > 48 => {
                    let mut stints = elsewhere(life, start, before(joined), seed);
                    stints.push(stint(Place::Company, joined, None));
                    stints
                }
                // Left, and came back.
                32..40 if all > 120 => {
                    let back = joined.plus(seed.between(24, (all / 3).max(25)));
                    vec![
                        stint(Place::Company, start, before(joined)),
                        stint(Place::Firm, joined, before(back)),
                        stint(Place::Company, back, None),
                    ]
                }
                _ => vec![stint(Place::Company, start, None)],
            }
        }
        (Some(Status::Alumnus), _) => {
            let is_late = all > 120 && seed.percent(22);
            let joined = if is_late { start.plus(seed.between(24, all / 3)) } else { start };
            let mut stints = if is_late { elsewhere(life, start, before(joined), seed) } else { vec![] };
            let sixty = ym(life.grade + 61, 3);
            if sixty <= ym(2026, 3) && seed.percent(60) {
                stints.push(stint(Place::Company, joined, Some(sixty)));
                if seed.percent(40) && sixty < ym(2024, 1) {
                    stints.push(stint(Place::Firm, sixty.plus(1), Some(sixty.plus(24))));
                }
                return stints;
            }
            let room = joined.until(PRESENT) - 8;
            let left = joined.plus(seed.between(room.min(20), room.min(280)));
            stints.push(stint(Place::Company, joined, Some(left)));
            stints.extend(elsewhere(life, left.plus(1 + gap(seed)), None, seed));
            stints
        }
        (_, Some(Campus::Staff)) => {
            let joined = start.plus(if all > 60 { seed.between(0, all / 2) } else { 0 });
            let mut stints = if joined > start { elsewhere(life, start, before(joined), seed) } else { vec![] };
            stints.push(stint(Place::Campus, joined, None));
            stints
        }
        _ => elsewhere(life, start, None, seed),
    }
}

/// Jobs elsewhere, until a month, or as long as people of that age work.
fn elsewhere(life: &Life, from: Month, until: Option<Month>, seed: &mut Seed) -> Vec<Stint> {
    let can_be_alone = until.is_none() && !life.profession.alone.is_empty() && life.years() > 6;
    let end = until.or_else(|| match seed.below(100) {
        _ if from > PRESENT.plus(-6) => None,
        0..55 if life.grade < 1963 => Some(ym(life.grade + 61 + seed.between(0, 2), 3).max(from.plus(5))),
        // Between two jobs.
        96.. => Some(PRESENT.plus(-seed.between(1, 5))),
        _ => None,
    });
    let mut stints = vec![];
    let mut at = from;
    loop {
        let left = at.until(end.unwrap_or(PRESENT));
        let length = seed.between(22, 150);
        let is_last = left < length + 24 || stints.len() == 3;
        let to = if is_last { end } else { Some(at.plus(length)) };
        let place = if is_last && can_be_alone && seed.percent(13) { Place::Alone } else { Place::Firm };
        stints.push(Stint { place, from: at, to });
        let Some(to) = to.filter(|_| !is_last) else { return stints };
        at = to.plus(1 + gap(seed));
    }
}

/// Months between two jobs.
fn gap(seed: &mut Seed) -> i32 {
    match seed.below(100) {
        0..66 => 0,
        66..92 => seed.between(1, 3),
        _ => seed.between(4, 20),
    }
}

/// A long time at one place is sometimes told in two parts.
fn parts(stint: &Stint, seed: &mut Seed) -> Vec<(Month, Option<Month>)> {
    let length = stint.from.until(stint.to.unwrap_or(PRESENT));
    let whole = vec![(stint.from, stint.to)];
    if stint.place != Place::Company || length < 110 || seed.percent(50) {
        return whole;
    }
    // People move in April.
    let moved = ym(stint.from.plus(length / 2).year(), 4);
    vec![(stint.from, Some(moved.plus(-1))), (moved, stint.to)]
}

fn employer(life: &Life, stint: &Stint, known: &mut BTreeSet<&'static str>, seed: &mut Seed) -> String {
    let name = match stint.place {
        Place::Company => COMPANY,
        Place::Campus => UNIVERSITY,
        Place::Alone => "個人事業",
        Place::Firm => {
            let trade = seed.one(life.profession.trades).copied();
            let fit: Vec<_> = trade.into_iter().flat_map(firms).copied().filter(|firm| !known.contains(firm)).collect();
            let any = life.profession.trades.iter().flat_map(|trade| firms(*trade)).copied();
            let name = if fit.is_empty() { any.last().unwrap_or_default() } else { seed.text(&fit) };
            known.insert(name);
            name
        }
    };
    name.to_owned()
}

fn title(life: &Life, place: Place, years: i32, seed: &mut Seed) -> String {
    let [first, second, third, fourth] = life.profession.ladder;
    let rank = match years {
        ..5 => first,
        5..11 => second,
        11..19 => third,
        19.. => fourth,
    };
    let department = match place {
        Place::Company => unit_name(life.unit),
        Place::Campus => unit_name(life.course),
        Place::Firm => seed.text(life.profession.departments).to_owned(),
        Place::Alone => return life.profession.alone.to_owned(),
    };
    format!("{department} {rank}").trim().to_owned()
}
