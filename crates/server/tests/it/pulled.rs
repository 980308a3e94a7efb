//! What a pull brought.

use domain::{
    Object, Rev,
    wire::{StateToken, SyncLine},
};

pub fn lines(body: &[u8]) -> Vec<SyncLine> {
    let text = std::str::from_utf8(body).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "whole lines");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// What a pull of one scope brought.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    pub total: u64,
    pub puts: Vec<(String, Rev, Object)>,
    pub deletes: Vec<String>,
    pub state: Option<StateToken>,
    pub states: usize,
}

impl Pulled {
    pub fn of(lines: &[SyncLine]) -> Self {
        let mut pulled = Self::default();
        for line in lines {
            match line {
                SyncLine::Scope { total, .. } => pulled.total = *total,
                SyncLine::Put(put) => {
                    let object = serde_json::from_str(put.object.get()).unwrap();
                    pulled.puts.push((put.name.clone(), put.rev, object));
                }
                SyncLine::Del { name } => pulled.deletes.push(name.to_string()),
                SyncLine::State { state, done } => {
                    pulled.states += 1;
                    pulled.state = Some(state.clone());
                    assert!(*done || pulled.states > 0);
                }
                other => panic!("{other:?}"),
            }
        }
        pulled
    }

    pub fn names(&self) -> Vec<&str> {
        self.puts.iter().map(|(name, _, _)| name.as_str()).collect()
    }

    pub fn object(&self, name: &str) -> &Object {
        let found = self.puts.iter().find(|(put, _, _)| put == name);
        &found.unwrap_or_else(|| panic!("{name} in {:?}", self.names())).2
    }
}
