//! A disk at the moment when the power goes: what was synced is there, and of the rest any part.

use std::{collections::BTreeMap, fs, path::Path};

use crate::scene::Chance;

const SECTOR: usize = 512;

/// What a program did to a file, or to a name.
#[derive(Clone, Debug)]
pub enum Event {
    Create(String),
    Write(String, usize, Vec<u8>),
    Cut(String, usize),
    Sync(String),
    SyncNames,
    Unlink(String),
    Rename(String, String),
}

impl Event {
    /// The events of a log that the shim wrote.
    pub fn all(log: &[u8]) -> Vec<Self> {
        let mut list = Vec::new();
        let mut rest = log;
        while let [kind, a, b, c, d, head @ ..] = rest {
            let (offset, tail) = head.split_at(8);
            let (length, tail) = tail.split_at(4);
            let (name, tail) = tail.split_at(number(&[*a, *b, *c, *d]));
            let (content, tail) = tail.split_at(number(length));
            rest = tail;
            let name = String::from_utf8(name.to_vec()).unwrap();
            list.push(match kind {
                b'C' => Self::Create(name),
                b'W' => Self::Write(name, number(offset), content.to_vec()),
                b'T' => Self::Cut(name, number(offset)),
                b'S' => Self::Sync(name),
                b'D' => Self::SyncNames,
                b'U' => Self::Unlink(name),
                b'R' => Self::Rename(name, String::from_utf8(content.to_vec()).unwrap()),
                other => panic!("{other}"),
            });
        }
        list
    }
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

#[derive(Clone, Default)]
struct File {
    synced: Vec<u8>,
    // In the machine's memory, in the order in which they were made.
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Naming {
    Is(String, usize),
    Gone(String),
}

/// The files of a folder: contents by number, and the names that lead to them.
#[derive(Clone, Default)]
pub struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    synced_names: BTreeMap<String, usize>,
    pending_names: Vec<Naming>,
}

impl Disk {
    pub fn play(&mut self, event: &Event) {
        match event {
            Event::Create(name) => {
                self.files.push(File::default());
                self.name(Naming::Is(name.clone(), self.files.len() - 1));
            }
            Event::Write(name, at, bytes) => self.file(name).pending.push(Change::Write(*at, bytes.clone())),
            Event::Cut(name, length) => self.file(name).pending.push(Change::Cut(*length)),
            Event::Sync(name) => {
                let file = self.file(name);
                for change in std::mem::take(&mut file.pending) {
                    apply(&mut file.synced, &change, |_| true);
                }
            }
            Event::SyncNames => {
                self.synced_names.clone_from(&self.names);
                self.pending_names.clear();
            }
            Event::Unlink(name) => self.name(Naming::Gone(name.clone())),
            Event::Rename(from, to) => {
                let file = self.names[from];
                self.name(Naming::Gone(from.clone()));
                self.name(Naming::Is(to.clone(), file));
            }
        }
    }

    fn file(&mut self, name: &str) -> &mut File {
        let number = self.names[name];
        &mut self.files[number]
    }

    fn name(&mut self, naming: Naming) {
        rename(&mut self.names, &naming);
        self.pending_names.push(naming);
    }

    /// Writes the files as the disk may hold them: of the names the first few that were not synced, as a file system with a
    /// journal keeps them; of the contents that were not synced any sectors, so that a later one may be there without an
    /// earlier one.
    pub fn lose_power(&self, chance: &mut Chance, to: &Path) {
        let mut names = self.synced_names.clone();
        let kept = chance.below(self.pending_names.len() + 1);
        self.pending_names.iter().take(kept).for_each(|naming| rename(&mut names, naming));
        // From "nothing was written by itself" to "nearly everything was".
        let of_ten = chance.below(11);
        for (name, number) in names {
            let file = &self.files[number];
            let mut content = file.synced.clone();
            for change in &file.pending {
                apply(&mut content, change, |_| chance.below(10) < of_ten);
            }
            fs::write(to.join(name), content).unwrap();
        }
    }
}

fn rename(names: &mut BTreeMap<String, usize>, naming: &Naming) {
    match naming {
        Naming::Is(name, file) => names.insert(name.clone(), *file),
        Naming::Gone(name) => names.remove(name),
    };
}

/// Makes a change, of a write only the sectors that are chosen.
fn apply(content: &mut Vec<u8>, change: &Change, mut is_chosen: impl FnMut(usize) -> bool) {
    match change {
        Change::Cut(length) => {
            if is_chosen(0) {
                content.resize(*length, 0);
            }
        }
        Change::Write(at, bytes) => {
            let mut from = 0;
            while from < bytes.len() {
                let place = at + from;
                let length = (SECTOR - place % SECTOR).min(bytes.len() - from);
                if is_chosen(place / SECTOR) {
                    content.resize(content.len().max(place + length), 0);
                    content[place..place + length].copy_from_slice(&bytes[from..from + length]);
                }
                from += length;
            }
        }
    }
}
