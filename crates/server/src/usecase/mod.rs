//! What the server does, apart from how it is asked (routes) and where it is kept (storage).

mod attachments;
pub(crate) mod effect;
pub(crate) mod facts;
mod limits;
pub(crate) mod ops;
pub(crate) mod sign_in;
pub(crate) mod sync;
pub(crate) mod units;
pub(crate) mod upload;
