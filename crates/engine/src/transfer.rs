//! Content that is on its way now. What has arrived stands in the files; this is only for showing how far it is.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ConversationId, Digest};

use crate::Engine;

/// A content of a conversation.
pub(crate) type Which = (ConversationId, Digest);

/// What is on its way.
#[derive(Debug, Default)]
pub(crate) struct Transfers {
    /// To the server, with how many bytes are there.
    up: BTreeMap<Which, u32>,
    /// From it.
    down: BTreeSet<Which>,
}

impl Transfers {
    /// How many bytes of a content are at the server; 0 unless it is being sent.
    pub(crate) fn sent(&self, which: Which) -> u32 {
        self.up.get(&which).copied().unwrap_or(0)
    }

    /// Whether a content is being fetched.
    pub(crate) fn is_fetching(&self, which: Which) -> bool {
        self.down.contains(&which)
    }
}

/// While it lives, a content is being sent.
pub(crate) struct Sending<'a> {
    engine: &'a Engine,
    which: Which,
}

impl<'a> Sending<'a> {
    pub(crate) fn begin(engine: &'a Engine, which: Which) -> Self {
        Self { engine, which }
    }

    /// So many bytes are at the server.
    pub(crate) fn set(&self, bytes: u32) {
        self.engine.transfers().up.insert(self.which, bytes);
        tell(self.engine, self.which);
    }
}

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.engine.transfers().up.remove(&self.which);
        tell(self.engine, self.which);
    }
}

/// While it lives, a content is being fetched.
pub(crate) struct Fetching<'a> {
    engine: &'a Engine,
    which: Which,
}

impl<'a> Fetching<'a> {
    /// None when it is being fetched already.
    pub(crate) fn begin(engine: &'a Engine, which: Which) -> Option<Self> {
        if !engine.transfers().down.insert(which) {
            return None;
        }
        tell(engine, which);
        Some(Self { engine, which })
    }
}

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        self.engine.transfers().down.remove(&self.which);
        tell(self.engine, self.which);
    }
}

/// The conversation shows it.
fn tell(engine: &Engine, (conversation, _): Which) {
    engine.changed(&[&format!("conversation:{conversation}")]);
}
