//! The rows as they stand in the files, each field in its order.

use serde::Serialize;
use uuid::Uuid;

use super::{
    T0,
    draw::Draw,
    words::{DEPT, EN, JA2, JA4, KATA, MEI, SEI},
};

/// A message.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    /// Its id.
    pub id: Uuid,
    /// Its conversation.
    pub conv: Uuid,
    /// Its place there, from 1.
    pub seq: u32,
    /// Who wrote it.
    pub sender: Uuid,
    /// When, in milliseconds.
    pub ts: u64,
    /// Its revision.
    pub rev: u64,
    /// Always `text`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// A person's profile.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Profile {
    pub id: Uuid,
    pub rev: u64,
    pub updated_at: u64,
    pub name: String,
    pub kana: String,
    pub left_year: u16,
    pub dept: &'static str,
    pub grade: u8,
    pub city: &'static str,
    pub skills: Vec<&'static str>,
    pub wants: Wants,
    pub visibility: Visibility,
    pub email: String,
    pub bio_ja: String,
    pub bio_en: String,
    pub avatar: String,
}

/// What a person would like to do.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Wants {
    pub hours: u32,
    pub remote: bool,
    pub from: String,
    pub roles: Vec<&'static str>,
}

/// Who sees what, from 0 to 2.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Visibility {
    pub email: u8,
    pub phone: u8,
    pub salary: u8,
}

/// An offer.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Offer {
    pub id: Uuid,
    pub rev: u64,
    pub updated_at: u64,
    pub title: String,
    pub dept: &'static str,
    pub city: &'static str,
    /// In units of 10,000 yen a year.
    pub salary_min: u32,
    /// In units of 10,000 yen a year.
    pub salary_max: u32,
    pub remote: bool,
    /// In a week.
    pub hours: u32,
    pub tags: Vec<&'static str>,
    pub body_ja: String,
    pub body_en: String,
    pub status: &'static str,
}

/// A row that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// Of which file.
    pub t: &'static str,
    /// `put` or `del`.
    pub op: &'static str,
    /// What it is now.
    pub row: ChangedRow,
}

/// What a row is now.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChangedRow {
    Message(Message),
    Profile(Profile),
    Offer(Offer),
    Gone { id: Uuid, rev: u64 },
}

/// Something a person does without a network.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Edit {
    pub op_id: Uuid,
    pub t: &'static str,
    pub op: &'static str,
    pub id: Uuid,
    pub base_rev: u64,
    pub set: EditSet,
}

/// What it sets.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EditSet {
    Message(Message),
    Profile { city: &'static str, bio_ja: String },
    Offer { status: &'static str, hours: u32 },
}

/// Cities stand in the list of words from here on, ten of them.
const CITIES: usize = 35;

pub(super) fn city(draw: &mut Draw) -> &'static str {
    JA2.get(CITIES + draw.below(10)).copied().unwrap_or_default()
}

// Whole numbers drawn below 2^16 fit what they are kept in.
fn small<T: TryFrom<usize> + Default>(number: usize) -> T {
    T::try_from(number).unwrap_or_default()
}

// A struct's fields are drawn in the order in which they are written here.
pub(super) fn profile(draw: &mut Draw, at: usize, people: &[Uuid]) -> Profile {
    let name = format!("{} {}", draw.of(&SEI), draw.of(&MEI));
    Profile {
        id: people.get(at).copied().unwrap_or_default(),
        rev: at as u64 + 1,
        updated_at: T0 + at as u64 * 977,
        name,
        kana: format!("カナ{}", draw.below(10_000)),
        left_year: small(1995 + draw.below(30)),
        dept: draw.of(&DEPT),
        grade: small(draw.below(8)),
        city: city(draw),
        skills: (0..10).map(|n| if n < 6 { draw.of(&KATA) } else { draw.of(&EN) }).collect(),
        wants: Wants {
            hours: small(8 + 4 * draw.below(9)),
            remote: draw.below(2) == 1,
            from: format!("2026-{:02}-01", 1 + draw.below(12)),
            roles: (0..3).map(|_| draw.of(&JA4)).collect(),
        },
        visibility: Visibility {
            email: small(draw.below(3)),
            phone: small(draw.below(3)),
            salary: small(draw.below(3)),
        },
        email: format!("u{at:05}@example.test"),
        bio_ja: draw.japanese(560),
        bio_en: draw.english(200),
        avatar: format!("sha256:{:016x}{:016x}", draw.bits(), draw.bits()),
    }
}

pub(super) fn offer(draw: &mut Draw, at: usize) -> Offer {
    let ts = T0 + at as u64 * 43_000;
    Offer {
        id: draw.id(ts),
        rev: at as u64 + 1,
        updated_at: ts,
        title: format!("{}・{}", draw.of(&JA4), draw.of(&KATA)),
        dept: draw.of(&DEPT),
        city: city(draw),
        salary_min: small(300 + draw.below(300)),
        salary_max: small(600 + draw.below(600)),
        remote: draw.below(2) == 1,
        hours: draw.of(&[8, 16, 24, 32, 40]),
        tags: (0..6).map(|_| draw.of(&JA4)).collect(),
        body_ja: draw.japanese(2_400),
        body_en: draw.english(1_000),
        status: "open",
    }
}
