//! What people do: where one does it, how it is called, and what people of that trade say of themselves.

mod field;
mod making;
mod office;
mod society;
mod studio;

pub(crate) use self::{
    field::{BUY, FOOD, OVERSEAS, SALES, SERVICE},
    making::{CONTROL, CRAFT, ELEC, MECH, PROD, QUALITY},
    office::{ACCT, HR, IP, IT, PR},
    society::{ACADEMIC, BANK, CITY, NURSE, TEACHER},
    studio::{DESIGN, MEDIA, WEB},
};
use super::firms::Trade;

/// How far an education goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// 高校, until 18.
    HighSchool,
    /// 専門学校, until 20.
    College,
    /// 高専, until 20.
    Kosen,
    /// 大学, until 22.
    Bachelor,
    /// 大学院修士, until 24.
    Master,
    /// 大学院博士, until 27.
    Doctor,
}

/// A trade, with the words of its people. In headlines and texts `{years}` is the years of experience and `{firm}` the
/// present employer.
pub(crate) struct Profession {
    /// Its name.
    pub(crate) key: &'static str,
    /// Units of the company where it is done; empty: not there.
    pub(crate) units: &'static [&'static str],
    /// Units of the university where it is learnt; empty: not there.
    pub(crate) courses: &'static [&'static str],
    /// What the course is called elsewhere.
    pub(crate) elsewhere: &'static [&'static str],
    /// How far people of this trade go to school, by weight.
    pub(crate) levels: &'static [(usize, Level)],
    /// Who employs them.
    pub(crate) trades: &'static [Trade],
    /// Departments of other employers; one of them goes before the rank.
    pub(crate) departments: &'static [&'static str],
    /// Ranks after 0, 5, 11 and 19 years; an empty one is not written.
    pub(crate) ladder: [&'static str; 4],
    /// What it is called when done on one's own; empty: hardly ever.
    pub(crate) alone: &'static str,
    /// What one did, for an entry of a career.
    pub(crate) work: &'static [&'static str],
    /// Name and remark.
    pub(crate) skills: &'static [(&'static str, &'static str)],
    /// Certificates, each with the year since which it is given under this name.
    pub(crate) certificates: &'static [(&'static str, i32)],
    /// Lines under a name.
    pub(crate) headlines: &'static [&'static str],
    /// Sentences that begin a text about oneself.
    pub(crate) openings: &'static [&'static str],
    /// Sentences that go on.
    pub(crate) middles: &'static [&'static str],
    /// Name and description.
    pub(crate) projects: &'static [(&'static str, &'static str)],
}
