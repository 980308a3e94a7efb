//! A keystore of files: what an operating system's keystore keeps through the death of a process.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use engine::{Keystore, KeystoreError};

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

fn failed(error: &std::io::Error) -> KeystoreError {
    KeystoreError::Failed(error.to_string())
}

impl Keystore for FolderKeystore {
    fn get(&self, name: &str) -> Result<Option<String>, KeystoreError> {
        match fs::read_to_string(self.0.join(name)) {
            Ok(secret) => Ok(Some(secret)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// The old secret or the new one is there, whenever the process ends.
    fn set(&self, name: &str, secret: &str) -> Result<(), KeystoreError> {
        let new = self.0.join(format!(".{name}"));
        fs::write(&new, secret).and_then(|()| fs::rename(&new, self.0.join(name))).map_err(|error| failed(&error))
    }

    fn delete(&self, name: &str) -> Result<(), KeystoreError> {
        match fs::remove_file(self.0.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&error)),
            _ => Ok(()),
        }
    }
}
