//! Signing in.

pub(crate) mod code;
pub(crate) mod session;
