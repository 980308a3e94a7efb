//! What decides a life: when one is born, what one does, where one belongs.

use super::{
    super::{
        careers::{
            ACADEMIC, ACCT, BANK, BUY, CITY, CONTROL, CRAFT, DESIGN, ELEC, FOOD, HR, IP, IT, Level, MECH, MEDIA, NURSE,
            OVERSEAS, PR, PROD, Profession, QUALITY, SALES, SERVICE, TEACHER, WEB,
        },
        month::{Month, PRESENT, ym},
        seed::Seed,
        units::UNIVERSITY,
    },
    Education, Membership, Role, Status,
    work::Career,
};

/// How a person belongs to the university.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Campus {
    /// 卒業生
    Graduate,
    /// 在学生
    Student,
    /// 教員
    Staff,
    /// Works, and begins a doctorate in April.
    Admitted,
}

/// The outline of a life.
pub(super) struct Life {
    /// The school year (April to March) in which the person was born.
    pub(super) grade: i32,
    pub(super) profession: &'static Profession,
    pub(super) level: Level,
    pub(super) company: Option<Status>,
    pub(super) university: Option<Campus>,
    pub(super) association: Option<Status>,
    /// Unit of the company; empty when not there.
    pub(super) unit: &'static str,
    /// Unit of the university; empty when not there. `school` may move it to the graduate school.
    pub(super) course: &'static str,
    /// First month of work, or of the work to come.
    pub(super) start: Month,
}

const COMPANY: &[(usize, &Profession)] = &[
    (6, &CONTROL),
    (5, &MECH),
    (4, &ELEC),
    (4, &PROD),
    (4, &QUALITY),
    (4, &CRAFT),
    (4, &SERVICE),
    (2, &OVERSEAS),
    (5, &SALES),
    (2, &BUY),
    (2, &HR),
    (2, &ACCT),
    (2, &IT),
    (1, &PR),
    (3, &DESIGN),
    (1, &WEB),
];
/// Those of the company who may have studied at the university.
const BOTH: &[(usize, &Profession)] = &[
    (6, &CONTROL),
    (5, &MECH),
    (4, &ELEC),
    (3, &PROD),
    (4, &QUALITY),
    (2, &OVERSEAS),
    (4, &SALES),
    (2, &HR),
    (2, &ACCT),
    (2, &IT),
    (3, &DESIGN),
];
const UNIVERSITY_ONLY: &[(usize, &Profession)] = &[
    (2, &CONTROL),
    (2, &MECH),
    (2, &ELEC),
    (2, &FOOD),
    (2, &IP),
    (2, &PR),
    (4, &TEACHER),
    (4, &BANK),
    (4, &CITY),
    (5, &NURSE),
    (2, &ACADEMIC),
    (3, &DESIGN),
    (6, &WEB),
    (4, &MEDIA),
    (2, &IT),
    (2, &ACCT),
];
const ASSOCIATION_ONLY: &[(usize, &Profession)] =
    &[(4, &CONTROL), (5, &MECH), (4, &ELEC), (4, &PROD), (4, &QUALITY), (4, &CRAFT), (3, &SERVICE), (1, &IP)];

impl Life {
    pub(super) fn draw(seed: &mut Seed) -> Self {
        let shapes = [
            (47, (true, false, false)),
            (23, (false, true, false)),
            (9, (false, false, true)),
            (10, (true, true, false)),
            (6, (true, false, true)),
            (3, (false, true, true)),
            (2, (true, true, true)),
        ];
        let (c, u, a) = seed.weighted(&shapes).unwrap_or((true, false, false));
        let company = [(56, Status::Alumnus), (39, Status::Current), (5, Status::Candidate)];
        let company = c.then(|| seed.weighted(&company)).flatten();
        let association = [(88, Status::Current), (10, Status::Alumnus), (2, Status::Candidate)];
        let association = a.then(|| seed.weighted(&association)).flatten();
        let university = u.then(|| match (company, association) {
            (Some(Status::Candidate), None) => Campus::Student,
            (None, None) => seed
                .weighted(&[(64, Campus::Graduate), (26, Campus::Student), (6, Campus::Staff), (4, Campus::Admitted)])
                .unwrap_or(Campus::Graduate),
            _ => Campus::Graduate,
        });
        let trades = match (c, u) {
            (true, true) => BOTH,
            // They come from a university.
            (true, false) if company == Some(Status::Candidate) => BOTH,
            (true, false) => COMPANY,
            (false, true) => UNIVERSITY_ONLY,
            (false, false) => ASSOCIATION_ONLY,
        };
        let profession = match university {
            Some(Campus::Staff) => &ACADEMIC,
            Some(Campus::Admitted) => &CONTROL,
            Some(Campus::Graduate | Campus::Student) | None => seed.weighted(trades).unwrap_or(&MECH),
        };
        let is_student = university == Some(Campus::Student)
            || (company == Some(Status::Candidate)
                && association.is_none()
                && university.is_none()
                && seed.percent(70));
        let drawn = seed.weighted(profession.levels).unwrap_or(Level::Bachelor);
        let level = match university {
            Some(_) if drawn < Level::Bachelor => Level::Bachelor,
            Some(Campus::Admitted) => Level::Master,
            Some(Campus::Staff) => Level::Doctor,
            // Only engineers have a graduate school here.
            Some(Campus::Student) if !profession.courses.contains(&"u-grad") => Level::Bachelor,
            _ if is_student => drawn.clamp(Level::Bachelor, Level::Master),
            _ => drawn,
        };
        let mut life = Self {
            grade: 0,
            profession,
            level,
            company,
            university,
            association,
            unit: if company.is_some() { seed.text(profession.units) } else { "" },
            course: if university.is_some() { seed.text(profession.courses) } else { "" },
            start: PRESENT,
        };
        life.grade = life.draw_grade(is_student, seed);
        life.start = ym(life.grade + years_old(life.level) + 1, 4);
        life
    }

    fn draw_grade(&self, is_student: bool, seed: &mut Seed) -> i32 {
        if is_student {
            // A candidate finishes in March; another student may have a year or two to go.
            let to_go = if self.company.is_some() { 0 } else { seed.between(0, 1) };
            return 2026 + to_go - years_old(self.level);
        }
        let (from, to) = match (self.company, self.university) {
            (Some(Status::Candidate), _) => (1984, 1998),
            (Some(Status::Current), _) => (1964, 2003),
            (Some(Status::Alumnus), _) => (1958, 1998),
            (None, Some(Campus::Admitted)) => (1978, 1996),
            (None, Some(Campus::Staff)) => (1962, 1994),
            (None, _) => (1958, 2001),
        };
        // Who has left must have begun some years ago; everybody has begun.
        let began = if self.company == Some(Status::Alumnus) { 2021 } else { 2026 };
        seed.between(from, to).min(began - years_old(self.level) - 1)
    }

    /// Whether work is yet to begin.
    pub(super) fn is_student(&self) -> bool {
        self.start > PRESENT
    }

    /// Full years of experience, at least one.
    pub(super) fn years(&self) -> i32 {
        (self.start.until(PRESENT) / 12).max(1)
    }

    /// `1984-07-12`, for two in three.
    pub(super) fn birthday(&self, seed: &mut Seed) -> String {
        let month = ym(self.grade, 4).plus(seed.between(0, 11));
        let day = seed.between(1, 28);
        if seed.percent(66) { format!("{month}-{day:02}") } else { String::new() }
    }

    /// The ties, company first.
    pub(super) fn memberships(&self, education: &[Education], career: &Career, seed: &mut Seed) -> Vec<Membership> {
        let mut ties = vec![];
        let association = self.association.map(|status| (status, self.in_association(status, seed)));
        let mut tie = |organization, status, unit, cohort, from: Option<Month>, to| {
            let since_days_ago = since(status, from, seed);
            ties.push(Membership { organization, status, role: Role::Member, unit, cohort, from, to, since_days_ago });
        };
        match (self.company, career.company) {
            (Some(status), Some((from, to))) => tie('c', status, self.unit, from.year(), Some(from), to),
            (Some(status), None) => tie('c', status, self.unit, 2027, None, None),
            (None, _) => {}
        }
        let ours = || education.iter().filter(|education| education.school == UNIVERSITY);
        let begun = ours().map(|education| education.from).min();
        let ended = ours().filter_map(|education| education.to).max();
        match self.university {
            Some(Campus::Graduate) => {
                let cohort = ended.map_or(0, Month::school_year);
                tie('u', Status::Alumnus, self.course, cohort, begun, ended);
            }
            Some(Campus::Student) => {
                tie('u', Status::Current, self.course, self.start.plus(-1).school_year(), begun, None);
            }
            Some(Campus::Staff) => {
                let from = career.campus.unwrap_or(self.start);
                tie('u', Status::Current, self.course, from.year(), Some(from), None);
            }
            Some(Campus::Admitted) => tie('u', Status::Candidate, "u-grad", 2029, None, None),
            None => {}
        }
        if let Some((status, (unit, from, to))) = association {
            tie('a', status, unit, from.map_or(2026, Month::year), from, to);
        }
        ties
    }

    fn in_association(&self, status: Status, seed: &mut Seed) -> (&'static str, Option<Month>, Option<Month>) {
        let unit = match self.profession.key {
            "craft" => "a-craft",
            _ if self.grade > 1991 => "a-young",
            _ => seed.text(&["a-east", "a-middle", "a-west"]),
        };
        let room = self.start.until(PRESENT);
        let from = self.start.plus(seed.between(room / 8, room / 2));
        match status {
            Status::Candidate => (unit, None, None),
            Status::Current => (unit, Some(from), None),
            Status::Alumnus => (unit, Some(from), Some(from.plus(seed.between(6, room / 3 + 6)).min(PRESENT))),
        }
    }
}

/// Days ago when somebody joined a network: before every conversation of this world, and not before they came.
pub(super) fn since(status: Status, from: Option<Month>, seed: &mut Seed) -> i32 {
    let most = match (status, from) {
        (Status::Candidate, _) | (_, None) => 200,
        (Status::Current, Some(from)) => from.until(PRESENT) * 30,
        (Status::Alumnus, Some(_)) => 900,
    };
    seed.between(95, most.clamp(95, 900))
}

/// Years from the April of a grade to the April before the March in which a school ends.
pub(super) const fn years_old(level: Level) -> i32 {
    match level {
        Level::HighSchool => 18,
        Level::College | Level::Kosen => 20,
        Level::Bachelor => 22,
        Level::Master => 24,
        Level::Doctor => 27,
    }
}
