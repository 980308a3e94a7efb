//! One file per table: row, reads, writes. Reads take any handle, writes a [`crate::Write`].

pub mod blob;
pub mod content;
pub mod draft;
pub mod draft_attachment;
pub mod message;
pub mod note;
pub mod object;
pub mod op;
pub mod scope;
pub mod setting;
