//! Where things are.

use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
};

/// The root of the project.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// Cargo's folder for everything that is built. Nothing in it is kept for long.
pub fn target() -> PathBuf {
    root().join("target")
}

/// A program that `build::programs` made.
pub fn program(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{EXE_SUFFIX}"))
}

/// The first of these commands that is on the path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let name = format!("{name}{EXE_SUFFIX}");
        folders.iter().map(|folder| folder.join(&name)).find(|file| file.is_file())
    })
}

/// Whether a window could be shown.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", target_os = "windows")) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Whether this is the check of a change, where nothing may be left out quietly.
pub fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}
