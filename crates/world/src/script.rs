//! What of a story is played, and what is told of it.

use std::{
    cell::Cell,
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
    sync::Once,
};

use crate::wire::FAULTS;

/// A seed, and which of its steps. Each step draws from a stream of its own, so that leaving some out keeps the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The seed.
    pub seed: u64,
    /// The numbers of the steps; none: all.
    pub steps: Option<BTreeSet<usize>>,
}

impl From<u64> for Script {
    fn from(seed: u64) -> Self {
        Self { seed, steps: None }
    }
}

impl Script {
    /// Of so many steps the ones to be played, in their order.
    pub(crate) fn of(&self, count: usize) -> impl Iterator<Item = usize> {
        (0..count).filter(|number| self.steps.as_ref().is_none_or(|steps| steps.contains(number)))
    }
}

/// What happened in a story that ended well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Everything, for comparing two runs and for reading.
    pub log: Vec<String>,
    /// How many steps there were.
    pub steps: usize,
    /// How often each fault of [`crate::Fault`] happened on the wires.
    pub faults: [usize; FAULTS],
}

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Plays a story to its end and answers what was told, or what the panic said with which it failed.
///
/// # Errors
/// The first broken promise.
pub fn heard(story: impl Future<Output = Told>) -> Result<Told, String> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |said| {
            if !IS_QUIET.get() {
                loud(said);
            }
        }));
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    IS_QUIET.set(true);
    let told = catch_unwind(AssertUnwindSafe(|| runtime.block_on(story)));
    IS_QUIET.set(false);
    told.map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".to_owned())
    })
}
