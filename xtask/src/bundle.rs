//! `bundle`: the Debian package that is given to people. It takes minutes: everything is built anew, for its size.

use crate::{place, run, setup};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the package may weigh at most, in bytes: the design's 8 MB.
const MOST: u64 = 8_000_000;

pub fn run() -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("A Debian package is made on Linux.".to_owned());
    }
    // The tool that makes it is among the packages of e2e/.
    setup::run(setup::For::Testing)?;
    let folder = place::target().join("release/bundle/deb");
    // A package of an earlier version would be weighed in its place.
    if folder.is_dir() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let tauri = place::root().join("e2e/node_modules/.bin/tauri");
    let mut build = run::command(tauri, &["build", "--bundles", "deb", "--ci"], place::root());
    build.env("CARGO_TARGET_DIR", place::target());
    run::to_end(build)?;
    let package = package(&folder)?;
    compress(&package)?;
    let size = fs::metadata(&package).map_err(|error| format!("{}: {error}", package.display()))?.len();
    println!("{} ({})", package.display(), spoken(size));
    fits(size)
}

/// Packs it again as Debian's own packages are, with xz: Tauri packs with gzip, and 11.4 MB become 7.7.
fn compress(package: &Path) -> Result<(), String> {
    let (root, unpacked) = (place::root(), package.with_extension("unpacked"));
    let (from, to) = (package.to_string_lossy(), unpacked.to_string_lossy());
    run::to_end(run::command("dpkg-deb", &["--raw-extract", &from, &to], root))?;
    run::to_end(run::command("dpkg-deb", &["-Zxz", "--root-owner-group", "--build", &to, &from], root))?;
    fs::remove_dir_all(&unpacked).map_err(|error| format!("{}: {error}", unpacked.display()))
}

/// The one package in a folder.
fn package(folder: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let is_package = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "deb");
    let found = entries.filter_map(Result::ok).map(|entry| entry.path()).find(is_package);
    found.ok_or_else(|| format!("{} holds no package", folder.display()))
}

fn fits(size: u64) -> Result<(), String> {
    if size <= MOST {
        return Ok(());
    }
    Err(format!("The package weighs {}; it may weigh {} at most.", spoken(size), spoken(MOST)))
}

fn spoken(bytes: u64) -> String {
    format!("{}.{:02} MB", bytes / 1_000_000, bytes % 1_000_000 / 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_may_weigh_eight_megabytes() {
        assert_eq!(fits(8_000_000), Ok(()));
        assert_eq!(fits(8_010_000), Err("The package weighs 8.01 MB; it may weigh 8.00 MB at most.".to_owned()));
    }
}
