//! `tidy`: the rules of the design that a compiler does not hold. Each is a function from the files of the project to
//! what breaks it, and has a test that shows that it can fail.

mod app;
mod crates;
mod files;
mod pages;

use crate::place;
use std::{collections::BTreeMap, fs, path::Path};

/// The text files of the project by their path from its root, with `/` between folders.
pub type Tree = BTreeMap<String, String>;

type Rule = fn(&Tree) -> Vec<String>;

const RULES: &[(&str, Rule)] = &[
    ("a library stays in its layer", crates::layers),
    ("our crates point one way", crates::arrows),
    ("reqwest is used below engine/api alone", crates::network),
    ("domain and merge do no I/O and read no clock", crates::pure),
    ("commands and queries never wait", crates::instant),
    ("screens do not know each other", pages::screens),
    ("what screens share knows no screen", pages::parts),
    ("the kit knows nothing of ours", pages::kit),
    ("one file of the pages knows the host", pages::host),
    ("every text is there in both languages", pages::languages),
    ("the window stays locked down", app::window),
    ("the window may call one command", app::capability),
    ("nothing is carried off the phone by a backup", app::backup),
    ("no file grew past reading", files::length),
    ("every link to a file leads to one", files::links),
];

/// Folders that hold what others made, or what is made again.
const SKIPPED: &[&str] =
    &[".git", "target", "node_modules", "dist", "gen/schemas", "permissions", "ui/src/text/gen", ".lix"];

pub fn run() -> Result<(), String> {
    let count = check()?;
    println!("{count} rules hold.");
    Ok(())
}

/// How many rules hold; an error tells what breaks the others.
pub fn check() -> Result<u32, String> {
    let tree = read(place::root()).map_err(|error| error.to_string())?;
    for (file, lines) in files::long(&tree) {
        println!("   {file} has {lines} lines: is it still one noun?");
    }
    let mut broken = Vec::new();
    for (name, rule) in RULES {
        let found = rule(&tree);
        if !found.is_empty() {
            broken.push(format!("{name}:\n   {}", found.join("\n   ")));
        }
    }
    if broken.is_empty() {
        return Ok(u32::try_from(RULES.len()).unwrap_or(u32::MAX));
    }
    Err(format!("{} of {} rules are broken\n{}", broken.len(), RULES.len(), broken.join("\n")))
}

fn read(root: &Path) -> std::io::Result<Tree> {
    let mut tree = Tree::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let skipped = SKIPPED.iter().any(|skipped| name == *skipped || name.ends_with(&format!("/{skipped}")));
            if skipped || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = String::from_utf8(fs::read(&path)?) {
                tree.insert(name, text);
            } else {
                // A picture: it is there, which is all that a link asks.
                tree.insert(name, String::new());
            }
        }
    }
    Ok(tree)
}

/// The files below a folder whose names end in one of these.
fn below<'a>(tree: &'a Tree, folder: &'a str, endings: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    tree.iter()
        .filter(move |(name, _)| name.starts_with(folder) && endings.iter().any(|ending| name.ends_with(ending)))
        .map(|(name, text)| (name.as_str(), text.as_str()))
}

/// The lines of a Rust or TypeScript file that are code, each with its number.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.split("//").next().unwrap_or_default()))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// A path as written in a file of this folder, from the root; none if it leads out of the project.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder of a file.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A tree of a few files, for the tests of the rules.
#[cfg(test)]
fn tree(files: &[(&str, &str)]) -> Tree {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_project_is_read_without_what_others_made() {
        let tree = read(place::root()).unwrap();
        assert!(tree.contains_key("Cargo.toml") && tree.contains_key("xtask/src/tidy/mod.rs"));
        assert!(tree.keys().all(|name| !name.contains("node_modules/") && !name.starts_with("target/")));
    }
}
