//! A device that ends in the middle: at the fail points of store and engine, as a process that is killed there.

use std::{cell::Cell, panic::resume_unwind, sync::Once};

use futures_util::FutureExt as _;

/// Where it may end: before, between and after the commits of the two files, and around pages and answers.
const POINTS: &[&str] = &[
    "commit:outbox-first",
    "commit:outbox-alone",
    "commit:outbox-and-cache",
    "commit:cache-first",
    "commit:cache-alone",
    "commit:cache-and-outbox",
    "page:begin",
    "page:rows",
    "send:counted",
    "send:answered",
];

thread_local! {
    /// How many points are still passed; none: no end is near.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

struct End;

/// Carries something out that ends when it has passed so many points. None when it ended: nothing of it is left but what
/// it had committed.
pub(crate) async fn ends_after<T>(passed: usize, work: impl Future<Output = T>) -> Option<T> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| POINTS.iter().for_each(|point| fail::cfg_callback(*point, pass).unwrap()));
    LEFT.set(Some(passed));
    let outcome = std::panic::AssertUnwindSafe(work).catch_unwind().await;
    LEFT.set(None);
    match outcome {
        Ok(done) => Some(done),
        Err(panic) if panic.is::<End>() => None,
        Err(panic) => resume_unwind(panic),
    }
}

fn pass() {
    match LEFT.get() {
        None => {}
        Some(0) => {
            // Whatever is closed on the way out passes no more of them.
            LEFT.set(None);
            resume_unwind(Box::new(End));
        }
        Some(left) => LEFT.set(Some(left - 1)),
    }
}
