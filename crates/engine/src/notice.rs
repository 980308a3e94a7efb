//! Notices of the operating system, behind a small trait; and when something rings.

mod decide;
mod held;
mod local;
mod news;
mod words;

pub use decide::{Digest, Prefs, Ring, Urgency, decide, due, quiet_until};
pub(crate) use held::{show_due, watch};
pub use local::LocalTime;
pub(crate) use news::{arrived, gone, offer_arrived, withdraw};

use crate::Engine;

/// Something that rings while nobody looks at the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who.
    pub title: String,
    /// What.
    pub body: String,
    /// What a click opens: a path inside the app. One notice per path.
    pub path: String,
}

/// Where notices are shown. Must not block.
pub trait Notices: Send + Sync {
    /// Shows a notice, in place of an older one of the same path.
    fn show(&self, notice: Notice);
    /// Takes the notice of a path away: it has been read.
    fn clear(&self, path: &str);
}

/// Shows nothing.
#[derive(Debug)]
pub struct NoNotices;

impl Notices for NoNotices {
    fn show(&self, _notice: Notice) {}
    fn clear(&self, _path: &str) {}
}

/// Rings, unless the person looks at the window. The one way out for a notice that is not held.
pub(crate) fn ring(engine: &Engine, notice: Notice, to: &dyn Notices) {
    if !engine.is_looking() {
        to.show(notice);
    }
}
