//! The file of a storage.

use server::storage::{
    StorageError,
    sqlite::{Mode, SqliteStorage},
};

#[tokio::test]
async fn a_newer_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db");
    SqliteStorage::open(&path, Mode::Inline).unwrap();
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(SqliteStorage::open(&path, Mode::Thread), Err(StorageError::Failed(_))));
}
