//! The generated data: the same bytes on every machine and in every run.
//!
//! A port of the generator with which the design's figures were measured; the SHA-256 of each file is the check
//! ([`crate::generate::known`]). Random numbers are splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
//! generators, 2014), so the port needs nothing of a library that may change.

mod draw;
pub mod file;
pub mod known;
mod row;
mod words;

use uuid::Uuid;

use self::draw::Draw;
pub use self::{
    row::{Change, ChangedRow, Edit, EditSet, Message, Offer, Profile, Visibility, Wants},
    words::{EN, JA2, JA4, MEI, SEI},
};

/// 2026-01-01T00:00:00Z in milliseconds.
pub const T0: u64 = 1_767_225_600_000;

/// How much is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Messages.
    pub messages: usize,
    /// Profiles of people.
    pub profiles: usize,
    /// Offers.
    pub offers: usize,
    /// Conversations.
    pub convs: usize,
    /// Edits made without a network.
    pub edits: usize,
}

impl Size {
    /// The size of the design's figures: 100,000 messages.
    pub const FULL: Self = Self { messages: 100_000, profiles: 20_000, offers: 2_000, convs: 2_000, edits: 10_000 };
    /// A small run for tests.
    pub const SMALL: Self = Self { messages: 2_000, profiles: 400, offers: 40, convs: 40, edits: 200 };

    /// Everything in proportion to so many messages. Fewer than 20,000 messages still have 40 conversations and 400 people.
    pub fn of(messages: usize) -> Self {
        let part = |full: usize, least: usize| (full * messages / Self::FULL.messages).max(least);
        Self {
            messages,
            profiles: part(Self::FULL.profiles, 400),
            offers: part(Self::FULL.offers, 40),
            convs: part(Self::FULL.convs, 40),
            edits: part(Self::FULL.edits, 200),
        }
    }
}

/// Makes the rows of one run. Messages come before changes, and changes before edits: places in conversations are counted on.
#[derive(Clone, Debug)]
pub struct Generator {
    size: Size,
    seed: u64,
    people: Vec<Uuid>,
    convs: Vec<Uuid>,
    counts: Vec<u32>,
    /// Of each message: its id, conversation and place.
    placed: Vec<(Uuid, usize, u32)>,
    offers: Vec<Uuid>,
}

impl Generator {
    /// The seed of the design's figures.
    pub const SEED: u64 = 20_260_401;

    /// A run of a size.
    pub fn new(size: Size) -> Self {
        let mut draw = Draw::new(Self::SEED);
        let people = (0..size.profiles).map(|at| draw.id(T0 + at as u64)).collect();
        let convs = (0..size.convs).map(|at| draw.id(T0 + at as u64 * 11)).collect();
        let counts = vec![0; size.convs];
        Self { size, seed: Self::SEED, people, convs, counts, placed: Vec::new(), offers: Vec::new() }
    }

    /// How much is made.
    pub const fn size(&self) -> Size {
        self.size
    }
    /// The ids of all people.
    pub fn people(&self) -> &[Uuid] {
        &self.people
    }
    /// The ids of all conversations.
    pub fn convs(&self) -> &[Uuid] {
        &self.convs
    }

    fn draw(&self, which: u64) -> Draw {
        Draw::new(self.seed ^ which)
    }

    /// The messages, in the order in which they were written.
    pub fn messages(&mut self, mut each: impl FnMut(Message)) {
        let mut draw = self.draw(1);
        for at in 0..self.size.messages {
            let message = self.message(&mut draw, at, at as u64 + 1, T0 + at as u64 * 1_500);
            self.placed.push((message.id, self.index_of(&message), message.seq));
            each(message);
        }
    }

    /// The people.
    pub fn profiles(&self, mut each: impl FnMut(Profile)) {
        let mut draw = self.draw(2);
        for at in 0..self.size.profiles {
            each(row::profile(&mut draw, at, &self.people));
        }
    }

    /// The offers.
    pub fn offers(&mut self, mut each: impl FnMut(Offer)) {
        let mut draw = self.draw(3);
        for at in 0..self.size.offers {
            let offer = row::offer(&mut draw, at);
            self.offers.push(offer.id);
            each(offer);
        }
    }

    /// One row in a hundred, as it changed: of the messages eight new ones in ten, edited and deleted ones.
    pub fn changes(&mut self, mut each: impl FnMut(Change)) {
        let mut draw = self.draw(4);
        let Size { messages, profiles, offers, .. } = self.size;
        let mut rev = (messages + profiles + offers) as u64;
        let (at, some) = (T0 + messages as u64 * 1_500, messages / 100);
        for n in 0..some * 8 / 10 {
            rev += 1;
            let message = self.message(&mut draw, n, rev, at + n as u64);
            each(Change { t: "messages", op: "put", row: ChangedRow::Message(message) });
        }
        for n in 0..some * 15 / 100 {
            rev += 1;
            let Some(&(id, conv, seq)) = self.placed.get(draw.below(messages)) else { continue };
            let sender = draw.of(&self.people);
            let text = format!("編集: {}", draw.japanese(240));
            let conv = self.convs.get(conv).copied().unwrap_or_default();
            let row = Message { id, conv, seq, sender, ts: at + n as u64, rev, kind: "text", text };
            each(Change { t: "messages", op: "put", row: ChangedRow::Message(row) });
        }
        for _ in 0..some * 5 / 100 {
            rev += 1;
            let Some(&(id, ..)) = self.placed.get(draw.below(messages)) else { continue };
            each(Change { t: "messages", op: "del", row: ChangedRow::Gone { id, rev } });
        }
        for _ in 0..profiles / 100 {
            rev += 1;
            let which = draw.below(profiles);
            let profile = Profile { rev, ..row::profile(&mut draw, which, &self.people) };
            each(Change { t: "profiles", op: "put", row: ChangedRow::Profile(profile) });
        }
        for n in 0..offers / 100 {
            rev += 1;
            let offer = row::offer(&mut draw, n);
            let offer = Offer { id: draw.of(&self.offers), rev, ..offer };
            each(Change { t: "offers", op: "put", row: ChangedRow::Offer(offer) });
        }
    }

    /// What one person does without a network.
    pub fn edits(&mut self, mut each: impl FnMut(Edit)) {
        let mut draw = self.draw(5);
        let at = T0 + self.size.messages as u64 * 3_000;
        for n in 0..self.size.edits {
            let ts = at + n as u64;
            each(match n % 20 {
                ..14 => {
                    let message = self.message(&mut draw, n, 0, ts);
                    let (op_id, id) = (draw.id(ts), message.id);
                    Edit { op_id, t: "messages", op: "insert", id, base_rev: 0, set: EditSet::Message(message) }
                }
                14..19 => {
                    let which = draw.below(self.size.profiles);
                    let op_id = draw.id(ts);
                    let (id, base_rev) = (self.people.get(which).copied().unwrap_or_default(), which as u64 + 1);
                    let (city, bio_ja) = (row::city(&mut draw), draw.japanese(300));
                    Edit { op_id, t: "profiles", op: "patch", id, base_rev, set: EditSet::Profile { city, bio_ja } }
                }
                _ => {
                    let which = draw.below(self.size.offers);
                    let op_id = draw.id(ts);
                    let (id, base_rev) = (self.offers.get(which).copied().unwrap_or_default(), which as u64 + 1);
                    let hours = 8 * (1 + draw.below(5) as u32);
                    let set = EditSet::Offer { status: "closed", hours };
                    Edit { op_id, t: "offers", op: "patch", id, base_rev, set }
                }
            });
        }
    }

    fn message(&mut self, draw: &mut Draw, at: usize, rev: u64, ts: u64) -> Message {
        let which = draw.skewed(self.size.convs);
        let seq = match self.counts.get_mut(which) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => 0,
        };
        let bytes = 120 + draw.below(361);
        let mut text = if draw.below(2) == 1 { draw.japanese(bytes - 30) } else { draw.english(bytes - 30) };
        if let Some((_, rare)) = words::RARE.iter().find(|(rest, _)| *rest == at as u64 % 20_011) {
            text.push_str(rare);
        }
        let conv = self.convs.get(which).copied().unwrap_or_default();
        let id = draw.id(ts);
        let sender = self.people.get(draw.skewed(self.people.len())).copied().unwrap_or_default();
        Message { id, conv, seq, sender, ts, rev, kind: "text", text }
    }

    fn index_of(&self, message: &Message) -> usize {
        // Ids of conversations go up by their time.
        self.convs.binary_search(&message.conv).unwrap_or_default()
    }
}
