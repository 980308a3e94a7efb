//! What drawn people say of themselves.

mod pools;

use self::pools::*;
use super::{
    super::{
        month::{Month, PRESENT},
        seed::Seed,
        units::{COMPANY, unit_name},
    },
    Education, Membership, Status, Work,
    life::{Campus, Life},
};

/// Who speaks.
pub(super) struct Speaker<'a> {
    pub(super) life: &'a Life,
    pub(super) memberships: &'a [Membership],
    /// Newest first.
    pub(super) work: &'a [Work],
    /// Newest first.
    pub(super) education: &'a [Education],
}

impl Speaker<'_> {
    /// The line under the name; some give none.
    pub(super) fn headline(&self, seed: &mut Seed) -> String {
        if seed.percent(5) {
            return String::new();
        }
        let pool = if self.life.is_student() {
            if self.life.company.is_some() { FUTURE_COLLEAGUES } else { STUDENTS }
        } else if self.life.university == Some(Campus::Admitted) && self.now().is_some() {
            ADMITTED
        } else if self.now().is_none() {
            if self.is_retired() { RETIRED } else { BETWEEN }
        } else if self.is_alone() {
            ALONE
        } else {
            self.life.profession.headlines
        };
        self.fill(self.pick(pool, seed))
    }

    /// The text about the person; some give none.
    pub(super) fn summary(&self, is_foreign: bool, seed: &mut Seed) -> String {
        if is_foreign {
            return self.fill(self.pick(ENGLISH, seed));
        }
        if seed.percent(8) {
            return String::new();
        }
        let opening = if self.life.is_student() {
            seed.text(STUDENT_OPENINGS)
        } else if self.now().is_none() {
            self.pick(if self.is_retired() { RETIRED_OPENINGS } else { BETWEEN_OPENINGS }, seed)
        } else {
            self.pick(self.life.profession.openings, seed)
        };
        let middle = if self.life.is_student() {
            STUDENT_MIDDLES
        } else if self.now().is_none() {
            RESTING_MIDDLES
        } else {
            self.life.profession.middles
        };
        let (memories, wishes) = (self.memories(seed), self.wishes(seed));
        let (middle, memory, wish) = (seed.text(middle), seed.text(memories), seed.text(wishes));
        let parts: &[&str] = match seed.below(7) {
            0 => &[opening, middle],
            1 => &[opening, memory, "\n", wish],
            2 => &[memory, opening, wish],
            3 => &[opening, "\n", middle, "\n", wish],
            4 => &[opening, memory, middle],
            5 => &[memory, "\n", opening, middle, "\n", wish],
            _ => &[opening, wish],
        };
        self.fill(&parts.concat()).trim().to_owned()
    }

    /// A text of a pool; who has begun lately does not count years.
    fn pick(&self, pool: &[&'static str], seed: &mut Seed) -> &'static str {
        let fit: Vec<_> =
            pool.iter().copied().filter(|text| self.life.years() > 2 || !text.contains("{years}")).collect();
        seed.text(&fit)
    }

    /// Of the organisation the person is asked about most.
    fn memories(&self, seed: &mut Seed) -> &'static [&'static str] {
        let pools: Vec<_> = self
            .memberships
            .iter()
            .map(|membership| match (membership.organization, membership.status) {
                ('c', Status::Alumnus) => LEFT_COMPANY,
                ('c', Status::Current) => AT_COMPANY,
                ('c', Status::Candidate) => TOWARDS_COMPANY,
                ('u', Status::Alumnus) => LEFT_UNIVERSITY,
                ('u', Status::Current | Status::Candidate) => AT_UNIVERSITY,
                (_, Status::Alumnus) => LEFT_ASSOCIATION,
                (_, Status::Current) => ASSOCIATION,
                (_, Status::Candidate) => TOWARDS_ASSOCIATION,
            })
            .collect();
        seed.one(&pools).copied().unwrap_or(ASSOCIATION)
    }

    fn wishes(&self, seed: &mut Seed) -> &'static [&'static str] {
        let standing = |status| self.memberships.iter().any(|membership| membership.status == status);
        if self.life.is_student() {
            STUDENT_WISHES
        } else if self.now().is_none() {
            RESTING_WISHES
        } else if standing(Status::Alumnus) && seed.percent(55) {
            ALUMNUS_WISHES
        } else if self.life.years() > 20 && seed.percent(60) {
            ELDER_WISHES
        } else {
            WISHES
        }
    }

    fn now(&self) -> Option<&Work> {
        self.work.first().filter(|work| work.to.is_none())
    }

    fn is_alone(&self) -> bool {
        self.now().is_some_and(|work| work.title == self.life.profession.alone)
    }

    fn is_retired(&self) -> bool {
        self.life.grade < 1967
    }

    fn fill(&self, text: &str) -> String {
        let years = self.life.years().to_string();
        let firm = self.now().map_or("", |work| work.employer.as_str());
        let firm = if firm == COMPANY { "うみかぜ精機" } else { firm };
        let tie = |key| self.memberships.iter().find(|membership| membership.organization == key);
        let left = tie('c').and_then(|tie| tie.to).unwrap_or(PRESENT);
        let spent = tie('c').and_then(|tie| tie.from).map_or(1, |from| (from.until(left) + 6) / 12).max(1);
        let studied = self.education.iter().find(|school| school.to.is_none()).or(self.education.first());
        let grade = studied.map_or(1, |school| school.from.until(PRESENT) / 12 + 1);
        let school = studied.map_or("", |school| school.school.as_str());
        let course = studied.map_or("", |school| school.course.as_str());
        let began = tie('a').and_then(|tie| tie.from).unwrap_or(PRESENT);
        text.replace("{years}", &years)
            .replace("{firm}", firm)
            .replace("{left}", &left.year().to_string())
            .replace("{spent}", &spent.to_string())
            .replace("{unit}", &tie('c').map(|tie| unit_name(tie.unit)).unwrap_or_default())
            .replace("{faculty}", &tie('u').map(|tie| unit_name(tie.unit)).unwrap_or_default())
            .replace("{graduated}", &tie('u').and_then(|tie| tie.to).map_or(2027, Month::year).to_string())
            .replace("{began}", &began.year().to_string())
            .replace("{school}", school)
            .replace("{course}", course)
            .replace("{grade}", &grade.to_string())
            .replace("{joined}", &tie('c').map_or(2027, |tie| tie.cohort).to_string())
    }
}
