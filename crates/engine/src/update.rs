//! What an update of the app has to do with what the version before it has read.

use store::{
    StoreError, Write,
    table::{note, scope},
};

/// The note of the schema that the cache was read by.
const READ_BY: &str = "read_by";

/// Has every scope read again that another version has read: what that one did not know it could not show, and where it has
/// stood since nothing says what it passed over. All stays readable meanwhile.
pub(crate) fn after_update(w: &Write<'_>) -> Result<(), StoreError> {
    let schema = domain::SCHEMA.to_string();
    if note::get(w, READ_BY)?.as_ref() == Some(&schema) {
        return Ok(());
    }
    for row in scope::all(w)? {
        scope::start_again(w, row.scope)?;
    }
    note::set(w, READ_BY, &schema)
}
