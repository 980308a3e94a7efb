//! Which ops go next. First in, first out in each lane; an op whose content is not at the server yet makes its lane wait, and
//! the other lanes go on.

use std::collections::BTreeSet;

use domain::{OpId, PersonId};
use store::{
    Reads, StoreError,
    table::op::{self, Queued},
};

/// How the lanes stand in one push.
#[derive(Debug)]
pub(super) struct Lanes {
    /// Ops whose content is at the server.
    ready: BTreeSet<OpId>,
    /// Lanes that wait for content.
    aside: BTreeSet<String>,
}

impl Lanes {
    pub(super) const fn new(ready: BTreeSet<OpId>) -> Self {
        Self { ready, aside: BTreeSet::new() }
    }

    /// The oldest ops that can go, at most so many; none when every lane is empty or waits.
    pub(super) fn next(&mut self, from: &impl Reads, me: PersonId, most: usize) -> Result<Vec<Queued>, StoreError> {
        loop {
            let waiting = op::waiting(from, &self.aside, most)?;
            let found = waiting.len();
            let batch: Vec<Queued> = waiting.into_iter().filter(|queued| self.goes(queued, me)).collect();
            // All that were found stand in lanes that have just been put aside: others may lie behind them.
            if !batch.is_empty() || found == 0 {
                return Ok(batch);
            }
        }
    }

    fn goes(&mut self, queued: &Queued, me: PersonId) -> bool {
        let lane = queued.op.intent.lane(me);
        if self.aside.contains(&lane) {
            return false;
        }
        let is_ready = queued.op.intent.attachments().is_empty() || self.ready.contains(&queued.op.id);
        if !is_ready {
            self.aside.insert(lane);
        }
        is_ready
    }

    /// Whether a lane waits for content.
    pub(super) fn is_any_aside(&self) -> bool {
        !self.aside.is_empty()
    }
}
