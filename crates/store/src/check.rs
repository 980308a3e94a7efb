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
        // SQLCipher looks at the file and not at its log. A page whose newest copy is still in the log may be a hole in the file:
        // while somebody reads, a checkpoint leaves such a page out and writes those behind it.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_page_that_is_still_in_the_log_is_no_fault() {
        let (dir, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let key = Key::new([7; 32]);
        let (written, _) = open::writer(dir.path(), &key).unwrap();
        let add = |number| format!("INSERT INTO long VALUES ({number}, zeroblob(100000))");
        let table = "CREATE TABLE long (number INTEGER PRIMARY KEY, content BLOB) STRICT";
        written.cache.execute_batch(&format!("{table}; {}; {}", add(1), add(2))).unwrap();
        let read = open::reader(dir.path(), &key).unwrap();
        read.cache.execute_batch("BEGIN; SELECT count(*) FROM long").unwrap();
        written.cache.execute_batch("UPDATE long SET content = randomblob(100000) WHERE number = 1").unwrap();
        written.cache.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).unwrap();

        // As a process leaves the files that ends here.
        for file in fs::read_dir(dir.path()).unwrap().map(Result::unwrap) {
            fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
        let main = fs::read(copy.path().join(open::CACHE)).unwrap();
        assert!(main.chunks(open::PAGE).any(|page| page.iter().all(|&byte| byte == 0)), "a hole in the file");
        assert_eq!(check(copy.path(), &key).unwrap(), [""; 0]);

        // What is wrong is found.
        let mut main = fs::read(copy.path().join(open::CACHE)).unwrap();
        *main.last_mut().unwrap() ^= 1;
        fs::write(copy.path().join(open::CACHE), main).unwrap();
        assert!(check(copy.path(), &key).map_or(true, |found| !found.is_empty()));
    }
}
