//! Folders of devices, and a keystore in a folder.

use std::{
    fs,
    path::{Path, PathBuf},
};

use engine::{Keystore, KeystoreError};
use store::Key;
use tempfile::TempDir;

/// Where a device keeps its things. On a disk: what is durable is to cost what it costs.
#[derive(Debug)]
pub struct Place(TempDir);

impl Place {
    /// A place where nobody has been.
    pub fn new(at: &Path) -> Self {
        Self(TempDir::new_in(at).unwrap())
    }

    /// A copy of a device that was ended.
    pub fn copy_of(at: &Path, other: &Self) -> Self {
        let new = Self::new(at);
        for (from, to) in [(other.files(), new.files()), (other.keys(), new.keys())] {
            fs::create_dir_all(&to).unwrap();
            for file in fs::read_dir(from).unwrap() {
                let file = file.unwrap();
                fs::copy(file.path(), to.join(file.file_name())).unwrap();
            }
        }
        new
    }

    /// The app's folder.
    pub fn files(&self) -> PathBuf {
        self.0.path().join("files")
    }

    /// The keystore's folder.
    pub fn keys(&self) -> PathBuf {
        self.0.path().join("keys")
    }

    /// The key of the files.
    pub fn key(&self) -> Key {
        Key::from_hex(&fs::read_to_string(self.keys().join("key")).unwrap()).unwrap()
    }
}

/// Each entry is a file. Never in an app: a secret stands there for everybody to read.
#[derive(Debug)]
pub struct FolderKeystore(PathBuf);

impl FolderKeystore {
    /// The keystore of a folder, which is made when there is none.
    pub fn new(folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        Self(folder.to_owned())
    }
}

impl Keystore for FolderKeystore {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        Ok(fs::read_to_string(self.0.join(name)).ok())
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        fs::write(self.0.join(name), secret).map_err(|error| KeystoreError::Failed(error.to_string()))
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        // What is not there is deleted.
        let _ = fs::remove_file(self.0.join(name));
        Ok(())
    }
}
