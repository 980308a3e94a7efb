//! Whether both files are whole, page by page and row by row.

use std::path::Path;

use crate::{Key, StoreError, open};

/// What SQLCipher (a page whose code is wrong) and SQLite (a tree, an index or a reference that is wrong) find in the two
/// files; nothing when both are whole. Reads everything: for tests and for finding a cause, not for a start.
///
/// # Errors
/// When a file cannot be read so far as to check it.
pub fn check(dir: &Path, key: &Key) -> Result<Vec<String>, StoreError> {
    let pair = open::reader(dir, key)?;
    let mut found = Vec::new();
    for (name, connection) in [("outbox", &pair.outbox), ("cache", &pair.cache)] {
        for (pragma, well) in [("cipher_integrity_check", None), ("integrity_check", Some("ok"))] {
            let mut statement = connection.prepare(&format!("PRAGMA {pragma}"))?;
            for said in statement.query_map([], |row| row.get::<_, String>(0))? {
                let said = said?;
                if well != Some(said.as_str()) {
                    found.push(format!("{name}: {said}"));
                }
            }
        }
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        for table in statement.query_map([], |row| row.get::<_, String>(0))? {
            found.push(format!("{name}: a row of {} names what is not there", table?));
        }
    }
    Ok(found)
}
