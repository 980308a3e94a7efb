//! What each crate may know.

use super::{Tree, below, code};
use crate::cargo_toml::{self, Package};

/// A family of libraries, and the packages that may depend on it.
const HOMES: &[(&[&str], &[&str])] = &[
    (&["tauri", "keyring", "secret-service", "zbus"], &["resumex"]),
    (&["reqwest"], &["engine"]),
    // The limits are bare programs of the database.
    (&["rusqlite"], &["store", "server", "bench"]),
    // The world, the trial and the bench have the server in their own process.
    (&["axum"], &["server", "devhost", "world", "trial", "bench"]),
];

/// Which of our crates each of our crates may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("engine", &["domain", "store"]),
    ("server", &["domain"]),
    ("devhost", &["engine"]),
    ("resumex", &["engine"]),
    ("world", &["domain", "store", "engine", "server"]),
    ("trial", &["domain", "store", "engine", "server", "world"]),
    ("bench", &["domain", "store", "engine", "server"]),
    ("xtask", &[]),
];

/// What reads a clock, a file, the network or chance.
const WORLDLY: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant",
    "rand::",
    "getrandom",
    "tokio",
    "Uuid::new_v4",
    "Uuid::now_v7",
];

pub fn layers(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages(tree) {
        for (family, homes) in HOMES {
            let strangers = package.dependencies.iter().filter(|name| family.iter().any(|part| name.contains(part)));
            if !homes.contains(&package.name.as_str()) {
                found.extend(
                    strangers.map(|name| format!("{} depends on {name}; only {} may", package.name, homes.join(", "))),
                );
            }
        }
    }
    found
}

pub fn arrows(tree: &Tree) -> Vec<String> {
    let ours: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    for package in packages(tree) {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == package.name) else {
            found.push(format!(
                "{} has no place in the picture: add it to ARROWS with the crates it may name",
                package.name
            ));
            continue;
        };
        for name in package.dependencies.iter().filter(|name| ours.contains(&name.as_str())) {
            if !allowed.contains(&name.as_str()) {
                found.push(format!("{} names {name}", package.name));
            }
        }
    }
    found
}

pub fn network(tree: &Tree) -> Vec<String> {
    below(tree, "crates/engine/src/", &[".rs"])
        .filter(|(name, _)| !name.starts_with("crates/engine/src/api"))
        .flat_map(|(name, text)| mentions(name, text, &["reqwest"]))
        .collect()
}

pub fn pure(tree: &Tree) -> Vec<String> {
    below(tree, "crates/domain/src/", &[".rs"])
        .chain(below(tree, "crates/engine/src/merge", &[".rs"]))
        .flat_map(|(name, text)| mentions(name, text, WORLDLY))
        .collect()
}

pub fn instant(tree: &Tree) -> Vec<String> {
    below(tree, "crates/engine/src/query", &[".rs"])
        .chain(below(tree, "crates/engine/src/command", &[".rs"]))
        .flat_map(|(name, text)| mentions(name, text, &["async ", ".await"]))
        .collect()
}

fn mentions(name: &str, text: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in code(text) {
        if line.trim() == "mod tests {" {
            break;
        }
        if let Some(word) = words.iter().find(|word| line.contains(**word)) {
            found.push(format!("{name}:{number} has {}", word.trim()));
        }
    }
    found
}

fn packages(tree: &Tree) -> Vec<Package> {
    tree.iter()
        .filter(|(name, _)| name.as_str() == "Cargo.toml" || name.ends_with("/Cargo.toml"))
        .map(|(_, text)| cargo_toml::read(text))
        .filter(|package| !package.name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree;

    fn manifest(name: &str, dependency: &str) -> String {
        format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependency} = \"1\"\n")
    }

    #[test]
    fn a_library_outside_its_layer_is_found() {
        for (name, dependency) in [
            ("engine", "tauri-plugin-opener"),
            ("devhost", "zbus-secret-service-keyring-store"),
            ("server", "reqwest"),
            ("engine", "rusqlite_migration"),
            ("engine", "axum-server"),
        ] {
            let files = [("crates/x/Cargo.toml", &*manifest(name, dependency))];
            assert_eq!(layers(&tree(&files)).len(), 1, "{dependency} in {name}");
        }
        assert!(layers(&tree(&[("crates/engine/Cargo.toml", &manifest("engine", "reqwest"))])).is_empty());
    }

    #[test]
    fn an_arrow_against_the_picture_is_found() {
        assert_eq!(arrows(&tree(&[("a/Cargo.toml", &manifest("store", "engine"))])), ["store names engine"]);
        assert_eq!(
            arrows(&tree(&[("a/Cargo.toml", &manifest("newcomer", "serde"))])).len(),
            1,
            "a crate without a place"
        );
        assert!(arrows(&tree(&[("a/Cargo.toml", &manifest("store", "domain"))])).is_empty());
    }

    #[test]
    fn reqwest_outside_api_is_found() {
        let text = "use reqwest::Client;\n";
        assert_eq!(
            network(&tree(&[("crates/engine/src/session.rs", text)])),
            ["crates/engine/src/session.rs:1 has reqwest"]
        );
        assert!(network(&tree(&[("crates/engine/src/api/client.rs", text)])).is_empty());
        assert!(
            network(&tree(&[("crates/engine/src/session.rs", "// unlike reqwest\n")])).is_empty(),
            "a comment is not a use"
        );
    }

    #[test]
    fn a_clock_in_the_domain_is_found() {
        let text = "fn now() {\n    let t = std::time::SystemTime::now();\n}\n";
        assert_eq!(pure(&tree(&[("crates/domain/src/op.rs", text)])), ["crates/domain/src/op.rs:2 has SystemTime"]);
        assert_eq!(pure(&tree(&[("crates/engine/src/merge/text.rs", "use std::fs;")])).len(), 1);
        assert!(pure(&tree(&[("crates/engine/src/clock.rs", text)])).is_empty());
    }

    #[test]
    fn a_command_that_waits_is_found() {
        let text = "pub async fn send() {}\n";
        assert_eq!(instant(&tree(&[("crates/engine/src/command/send_message.rs", text)])).len(), 1);
        assert_eq!(instant(&tree(&[("crates/engine/src/query/inbox.rs", "x().await;\n")])).len(), 1);
        assert!(instant(&tree(&[("crates/engine/src/sync/push.rs", text)])).is_empty());
    }
}
