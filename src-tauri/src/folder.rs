//! Where the app keeps its files, and where a person finds what they save.

use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager};

/// The folder named by `RESUMEX_DIR`: for tests, demos and a second account on one machine.
pub fn chosen() -> Option<PathBuf> {
    std::env::var_os("RESUMEX_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from)
}

/// The data folder, made if it is not there, readable by its owner alone.
pub fn data(app: &AppHandle) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let dir = match chosen() {
        Some(dir) => dir,
        None => app.path().app_data_dir()?,
    };
    make(&dir)?;
    // Two spellings of one folder are one folder: its fingerprint names the keys.
    Ok(fs::canonicalize(&dir)?)
}

/// The person's folder of downloads. An app on a folder of its own keeps them there: what it is run for touches nothing else.
pub fn downloads(app: &AppHandle) -> tauri::Result<PathBuf> {
    match chosen() {
        Some(dir) => Ok(dir.join("Downloads")),
        None => app.path().download_dir(),
    }
}

/// A short name for a folder. The keystore is shared by everything that a person runs; this keeps the keys of two folders apart.
pub fn fingerprint(dir: &Path) -> String {
    Sha256::digest(dir.as_os_str().as_encoded_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn make(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_folders_have_two_fingerprints_and_one_folder_has_one() {
        let one = fingerprint(Path::new("/home/a/.local/share/app.resumex"));
        assert_eq!(one, fingerprint(Path::new("/home/a/.local/share/app.resumex")));
        assert_ne!(one, fingerprint(Path::new("/home/b/.local/share/app.resumex")));
        assert_eq!(one.len(), 12, "short enough for a bus name, long enough not to meet another");
    }
}
