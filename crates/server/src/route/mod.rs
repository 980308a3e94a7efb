//! The routes: a folder per resource, a file per verb.

pub(crate) mod auth;
pub(crate) mod blobs;
pub(crate) mod etag;
pub(crate) mod health;
pub(crate) mod join;
pub(crate) mod live;
pub(crate) mod me;
pub(crate) mod openapi;
pub(crate) mod ops;
pub(crate) mod people;
pub(crate) mod poll;
pub(crate) mod sessions;
pub(crate) mod sync;
