//! Where a device keeps its things: the folder of its files, and its keystore.

use std::{
    fs,
    path::{Path, PathBuf},
};

use engine::Keystore;
use store::Key;
use tempfile::TempDir;

use crate::FolderKeystore;

/// The folder of one device.
#[derive(Debug)]
pub struct Place(TempDir);

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

impl Place {
    /// A place where nobody has been. In memory: that a process dies is nothing to a disk.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        Self(if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap())
    }

    /// The app's folder.
    pub fn files(&self) -> PathBuf {
        self.0.path().join("files")
    }

    /// The keystore's folder.
    pub fn keys(&self) -> PathBuf {
        self.0.path().join("keys")
    }

    /// The keystore.
    pub fn keystore(&self) -> FolderKeystore {
        FolderKeystore::new(&self.keys())
    }

    /// The key of the files; none before there are any.
    pub fn key(&self) -> Option<Key> {
        self.keystore().get("key").unwrap().map(|hex| Key::from_hex(&hex).unwrap())
    }

    /// What is wrong with the two files, as found in a copy, so that the device still finds them as they were left.
    pub fn check(&self) -> Vec<String> {
        let (Some(key), true) = (self.key(), store::files_exist(&self.files())) else { return Vec::new() };
        let copy = Self::new();
        fs::create_dir_all(copy.files()).unwrap();
        for file in fs::read_dir(self.files()).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), copy.files().join(file.file_name())).unwrap();
            }
        }
        store::check(&copy.files(), &key).unwrap_or_else(|error| vec![error.to_string()])
    }
}
