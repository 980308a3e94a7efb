//! What holds for every file.

use super::{Tree, folder, resolve};

const SOURCES: &[&str] = &[".rs", ".ts", ".svelte", ".mjs", ".css"];
const LONGEST: usize = 400;
const LONG: usize = 200;

pub fn length(tree: &Tree) -> Vec<String> {
    written(tree)
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("{name} has {lines} lines; {LONGEST} is the most"))
        .collect()
}

/// Files that are worth a look before they grow further.
pub fn long(tree: &Tree) -> Vec<(&str, usize)> {
    written(tree).filter(|(_, lines)| (LONG..=LONGEST).contains(lines)).collect()
}

fn written(tree: &Tree) -> impl Iterator<Item = (&str, usize)> {
    tree.iter()
        .filter(|(name, _)| SOURCES.iter().any(|ending| name.ends_with(ending)) && !name.contains("/gen/"))
        .map(|(name, text)| (name.as_str(), text.lines().count()))
}

pub fn links(tree: &Tree) -> Vec<String> {
    let pages = tree
        .iter()
        .filter(|(name, _)| name.ends_with(".md") && !name.starts_with("gen/") && !name.contains("/project.inlang/"));
    pages
        .flat_map(|(name, text)| {
            let broken = targets(text).into_iter().filter(|target| !leads(tree, name, target));
            broken.map(move |target| format!("{name} links to {target}"))
        })
        .collect()
}

/// `](target)` outside of code blocks.
fn targets(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            let after = line.split("](").skip(1).filter_map(|after| after.split([')', ' ']).next());
            found.extend(after.filter(|target| !target.contains(':') && !target.starts_with('#')));
        }
    }
    found
}

fn leads(tree: &Tree, from: &str, target: &str) -> bool {
    let target = target.split('#').next().unwrap_or_default();
    let Some(path) = resolve(folder(from), target) else {
        return false;
    };
    let below = format!("{path}/");
    tree.contains_key(&path) || tree.keys().any(|name| name.starts_with(&below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree;

    #[test]
    fn a_file_of_401_lines_is_found() {
        let text = "x\n".repeat(401);
        assert_eq!(
            length(&tree(&[("crates/a/src/b.rs", &text)])),
            ["crates/a/src/b.rs has 401 lines; 400 is the most"]
        );
        assert!(length(&tree(&[("ui/src/ipc/gen/types.ts", &text), ("docs/API.md", &text)])).is_empty());
        assert!(length(&tree(&[("crates/a/src/b.rs", &text[2..])])).is_empty());
        assert_eq!(long(&tree(&[("crates/a/src/b.rs", &text[2..])])), [("crates/a/src/b.rs", 400)]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let text = "[a](ARCHITECTURE.md#top) [b](../README.md) [c](adr/) [d](https://example.test) [e](#here)\n[f](gone.md)\n```\n[g](also-gone.md)\n```\n";
        let files = [("docs/API.md", text), ("docs/ARCHITECTURE.md", ""), ("README.md", ""), ("docs/adr/1.md", "")];
        assert_eq!(links(&tree(&files)), ["docs/API.md links to gone.md"]);
    }
}
