//! Where people go to school.

use super::{
    super::{
        careers::Level,
        firms::{COLLEGES, GENERAL, HIGH_SCHOOLS, KOSEN, TECHNICAL},
        month::{Month, PRESENT, ym},
        seed::Seed,
        units::{UNIVERSITY, unit_name},
    },
    Education, Outcome,
    life::{Campus, Life, years_old},
};

/// The schools of a life, newest first. Work begins a year later for one who waited a year before university, earlier for
/// one who left it; and who went on to the graduate school belongs to that.
pub(super) fn education(life: &mut Life, seed: &mut Seed) -> Vec<Education> {
    let mut schools = vec![];
    let is_ours = matches!(life.university, Some(Campus::Graduate | Campus::Student));
    let elsewhere = seed.text(life.profession.elsewhere);
    let other = seed.text(if is_technical(elsewhere) { TECHNICAL } else { GENERAL });
    // Universities are entered from the ordinary course.
    let fit: Vec<_> =
        HIGH_SCHOOLS.iter().filter(|(_, course)| life.level < Level::Bachelor || *course == "普通科").collect();
    let high = seed.one(&fit).copied().copied().unwrap_or_default();
    if life.level == Level::HighSchool || (life.level != Level::Kosen && seed.percent(25)) {
        schools.push(school(high.0, high.1, ym(life.grade + 16, 4), 3, Outcome::Graduated));
    }
    match life.level {
        Level::HighSchool => {}
        Level::College => {
            let [screens, figures, machines, shapes] = COLLEGES;
            let (at, course) = match life.profession.key {
                "it" | "web" => screens,
                "acct" | "sales" => figures,
                "design" => shapes,
                _ => machines,
            };
            schools.push(school(at, course, ym(life.grade + 19, 4), 2, Outcome::Graduated));
        }
        Level::Kosen => {
            schools.push(school(seed.text(KOSEN), elsewhere, ym(life.grade + 16, 4), 5, Outcome::Graduated));
        }
        Level::Bachelor | Level::Master | Level::Doctor => {
            if !life.is_student() && life.start < ym(2020, 1) && seed.percent(12) {
                life.start = life.start.plus(12);
            }
            let waited = life.start.plus(-12 * (years_old(life.level) + 1)).year() - life.grade;
            let from = ym(life.grade + 19 + waited, 4);
            let first = life.profession.courses.iter().copied().find(|course| *course != "u-grad");
            let first = if life.course == "u-grad" { first.unwrap_or("u-info") } else { life.course };
            let name = unit_name(first);
            let (at, course) = if is_ours { (UNIVERSITY, name.as_str()) } else { (other, elsewhere) };
            let leaves = life.level == Level::Bachelor && life.university.is_none() && seed.percent(5);
            if leaves {
                life.start = from.plus(24);
                schools.push(school(at, course, from, 2, Outcome::Left));
            } else {
                schools.push(school(at, course, from, 4, Outcome::Graduated));
            }
            let graduate = if is_ours && !life.profession.courses.contains(&"u-grad") { other } else { at };
            let elsewhere = format!("大学院 {}専攻", elsewhere.trim_end_matches('科'));
            let course = if graduate == UNIVERSITY { "大学院工学研究科" } else { &elsewhere };
            if life.level >= Level::Master {
                schools.push(school(graduate, course, from.plus(48), 2, Outcome::Completed));
            }
            if life.level == Level::Doctor {
                schools.push(school(graduate, course, from.plus(72), 3, Outcome::Completed));
            }
            if is_ours {
                let is_graduate = life.level >= Level::Master && graduate == UNIVERSITY;
                life.course = if is_graduate { "u-grad" } else { first };
            }
        }
    }
    // One who has not finished has entered.
    for school in &mut schools {
        if school.to.is_some_and(|to| to > PRESENT) {
            (school.to, school.outcome) = (None, Outcome::Entered);
        }
    }
    schools.retain(|school| school.from <= PRESENT);
    schools.reverse();
    schools
}

fn school(school: &str, course: &str, from: Month, years: i32, outcome: Outcome) -> Education {
    Education {
        school: school.to_owned(),
        course: course.to_owned(),
        from,
        to: Some(from.plus(years * 12 - 1)),
        outcome,
    }
}

fn is_technical(course: &str) -> bool {
    let words = ["工", "情報", "電", "機械", "物理", "数学", "材料", "システム", "化学"];
    !course.contains("デザイン") && words.iter().any(|word| course.contains(word))
}
