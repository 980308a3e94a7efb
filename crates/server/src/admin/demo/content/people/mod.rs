//! The people who are made for the demo world, beside the ones written by hand. The same ones for ever.

mod cast;
mod draw;
mod extras;
mod key;
mod life;
mod odd;
mod school;
mod words;
mod work;

use std::collections::BTreeSet;

use self::key::Keys;
use super::{
    month::Month,
    seed::Seed,
    units::{organization, unit_name},
};

/// The world they are drawn for; another number would be another world.
const WORLD: u64 = 0x5EA_B2EE_2E26;

/// How many there are.
pub(crate) const COUNT: usize = 290;

/// A person.
pub(crate) struct Person {
    /// Family and given name in Latin letters and a number; the local part of the address.
    pub(crate) key: String,
    /// 姓
    pub(crate) family: String,
    /// 名
    pub(crate) given: String,
    /// セイ
    pub(crate) family_kana: String,
    /// メイ
    pub(crate) given_kana: String,
    /// The name in Latin letters, given name first; empty: not given.
    pub(crate) latin: String,
    /// 旧姓 and its reading.
    pub(crate) former: Option<(String, String)>,
    /// 生年月日, `1984-07-12`; empty: not given.
    pub(crate) born: String,
    /// One to three.
    pub(crate) memberships: Vec<Membership>,
    /// The line under the name.
    pub(crate) headline: String,
    /// About oneself; lines parted by `\n`.
    pub(crate) summary: String,
    /// 職歴, newest first.
    pub(crate) work: Vec<Work>,
    /// 学歴, newest first.
    pub(crate) education: Vec<Education>,
    /// 資格, newest first.
    pub(crate) certificates: Vec<Certificate>,
    /// スキル: name and remark.
    pub(crate) skills: Vec<(String, String)>,
    /// 語学: language and how well.
    pub(crate) languages: Vec<(String, String)>,
    /// What one has made.
    pub(crate) projects: Vec<Project>,
    /// Label and address.
    pub(crate) links: Vec<(String, String)>,
    /// 連絡先, beside the address of the account.
    pub(crate) contacts: Vec<Contact>,
    /// Who sees what.
    pub(crate) openness: Openness,
}

/// A standing in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Left, graduated.
    Alumnus,
    /// There now.
    Current,
    /// Will join.
    Candidate,
}

/// What a person does for an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing beyond being a member.
    Member,
    /// 事務局
    Organizer,
}

/// A person's tie to an organisation.
#[derive(Clone, Copy)]
pub(crate) struct Membership {
    /// `c`, `u` or `a`.
    pub(crate) organization: char,
    /// The standing.
    pub(crate) status: Status,
    /// The role.
    pub(crate) role: Role,
    /// Key of the unit; of one who left, the last one; of a candidate, the one to come.
    pub(crate) unit: &'static str,
    /// 入社年 of a company, 卒業年度 of a university (of its staff, the year they began), 入会年 of an association.
    pub(crate) cohort: i32,
    /// When it began; none: it is yet to come.
    pub(crate) from: Option<Month>,
    /// When it ended; none: it goes on, or is yet to come.
    pub(crate) to: Option<Month>,
    /// Days ago the person joined its network in the app.
    pub(crate) since_days_ago: i32,
}

/// 職歴
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// 会社名
    pub(crate) employer: String,
    /// 部署と役職
    pub(crate) title: String,
    /// 入社
    pub(crate) from: Month,
    /// 退社; none: 現在に至る.
    pub(crate) to: Option<Month>,
    /// What one did.
    pub(crate) description: String,
}

/// 学歴
#[derive(Clone, Debug)]
pub(crate) struct Education {
    /// 学校名
    pub(crate) school: String,
    /// 学部・学科
    pub(crate) course: String,
    /// 入学
    pub(crate) from: Month,
    /// The end; none: still there.
    pub(crate) to: Option<Month>,
    /// How it ended.
    pub(crate) outcome: Outcome,
}

/// How an education ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// 入学
    Entered,
    /// 卒業
    Graduated,
    /// 中退
    Left,
    /// 修了
    Completed,
}

/// 資格
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    /// Its name.
    pub(crate) name: String,
    /// 取得
    pub(crate) at: Month,
}

/// Something a person has made.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// Its name.
    pub(crate) name: String,
    /// What one was in it.
    pub(crate) role: String,
    /// What it is.
    pub(crate) description: String,
    /// When it began.
    pub(crate) from: Month,
    /// When it ended; none: it goes on.
    pub(crate) to: Option<Month>,
}

/// 連絡先
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    /// What the value is.
    pub(crate) kind: ContactKind,
    /// The value.
    pub(crate) value: String,
    /// 自宅, 勤務先 …
    pub(crate) label: &'static str,
}

/// What a contact value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContactKind {
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
}

/// Who sees what of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Openness {
    /// Everything, for all members of the person's organisations.
    Members,
    /// Everything but the contacts, for all members; the contacts for nobody.
    HidesContacts,
    /// Everything, for alumni only; the name for all members.
    AlumniOnly,
    /// Everything for all members but the organizers; the name for them too.
    HidesFromOrganizers,
    /// Everything for all members but the one of this key, who sees nothing.
    Excludes(String),
    /// The name for all members, the rest for nobody.
    NameOnly,
}

impl Person {
    /// The position in an organisation, as the newest entry of the career there says it, without the unit; often empty.
    pub(crate) fn position(&self, membership: &Membership) -> &str {
        let employer = organization(membership.organization).map_or("", |organization| organization.name);
        let work = self.work.iter().find(|work| work.employer == employer);
        let title = work.map_or("", |work| work.title.as_str());
        let whole = unit_name(membership.unit);
        let own = whole.rsplit(' ').next().unwrap_or_default();
        title.strip_prefix(&whole).or_else(|| title.strip_prefix(own)).unwrap_or(title).trim()
    }
}

/// Every person, in an order that stays.
pub(crate) fn people() -> Vec<Person> {
    let mut keys = Keys::default();
    let mut people: Vec<Person> = cast::cast().enumerate().map(|(at, part)| part.person(at, &mut keys)).collect();
    people.extend(odd::odd(&mut keys));
    let mut told: BTreeSet<String> = people.iter().map(|person| person.summary.clone()).collect();
    for at in 0..COUNT.saturating_sub(people.len()) {
        people.push(draw::drawn(at, &mut keys, &mut told));
    }
    exclude(&mut people);
    people
}

/// Gives those who exclude somebody a person to exclude: one of the same organisation who is drawn, not written, so that
/// nobody excludes somebody they talk to.
fn exclude(people: &mut [Person]) {
    let first = people.len() / 2;
    let others: Vec<(String, char)> = people
        .iter()
        .skip(first)
        .filter_map(|person| Some((person.key.clone(), person.memberships.first()?.organization)))
        .collect();
    for (at, person) in people.iter_mut().enumerate() {
        if matches!(person.openness, Openness::Excludes(_)) {
            let mut seed = Seed::new(WORLD, 9_000 + at as u64);
            let of = person.memberships.first().map(|membership| membership.organization);
            let fit: Vec<_> = others.iter().filter(|(key, org)| *key != person.key && Some(*org) == of).collect();
            if let Some((key, _)) = seed.one(&fit) {
                person.openness = Openness::Excludes(key.clone());
            }
        }
    }
}
