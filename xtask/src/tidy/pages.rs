//! What each part of the pages may know.

use super::{Tree, below, code, folder, resolve};
use std::collections::BTreeSet;

const SOURCES: &[&str] = &[".ts", ".svelte"];
const SCREENS: &str = "ui/src/screen/";
const PARTS: &str = "ui/src/part/";
const KIT: &str = "ui/src/kit/";
const HOST: &str = "ui/src/ipc/host.ts";

/// A screen is a folder; another screen is reached by going there, never by importing it.
pub fn screens(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in below(tree, SCREENS, SOURCES) {
        for import in imports(name, text) {
            if let (Some(own), Some(other)) = (screen(name), screen(&import))
                && own != other
            {
                found.push(format!("{name} imports {import}"));
            }
        }
    }
    found
}

/// What several screens share knows none of them.
pub fn parts(tree: &Tree) -> Vec<String> {
    below(tree, PARTS, SOURCES)
        .flat_map(|(name, text)| {
            let above = imports(name, text)
                .into_iter()
                .filter(|import| import.starts_with(SCREENS) || import.starts_with("ui/src/app/"));
            above.map(move |import| format!("{name} imports {import}"))
        })
        .collect()
}

pub fn kit(tree: &Tree) -> Vec<String> {
    below(tree, KIT, SOURCES)
        .filter(|(name, _)| !name.ends_with(".test.ts"))
        .flat_map(|(name, text)| {
            let ours =
                imports(name, text).into_iter().filter(|import| import.starts_with("ui/") && !import.starts_with(KIT));
            ours.map(move |import| format!("{name} imports {import}"))
        })
        .collect()
}

/// Tests may pretend to be the host.
pub fn host(tree: &Tree) -> Vec<String> {
    below(tree, "ui/src/", SOURCES)
        .filter(|(name, _)| *name != HOST && !name.ends_with(".test.ts"))
        .filter(|(_, text)| code(text).any(|(_, line)| line.to_lowercase().contains("tauri")))
        .map(|(name, _)| format!("{name} mentions Tauri"))
        .collect()
}

pub fn languages(tree: &Tree) -> Vec<String> {
    let keys = |language: &str| tree.get(&format!("ui/src/text/messages/{language}.json")).map(|text| keys(text));
    let (Some(ja), Some(en)) = (keys("ja"), keys("en")) else {
        return vec!["ui/src/text/messages/ has no ja.json or no en.json".to_owned()];
    };
    let lacking = |of: &BTreeSet<String>, other: &BTreeSet<String>, language: &str| -> Vec<String> {
        of.difference(other).map(|key| format!("{language}.json lacks {key}")).collect()
    };
    let mut found = lacking(&ja, &en, "en");
    found.extend(lacking(&en, &ja, "ja"));
    found
}

fn screen(name: &str) -> Option<&str> {
    name.strip_prefix(SCREENS)?.split_once('/').map(|(folder, _)| folder)
}

/// What a file imports: paths of ours from the root, packages as they are.
fn imports(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (_, line) in code(text) {
        for opening in ["from \"", "from '", "import \"", "import '", "import(\"", "import('"] {
            if let Some((_, after)) = line.split_once(opening) {
                let target = after.split(['"', '\'']).next().unwrap_or_default();
                let path = target.starts_with('.').then(|| resolve(folder(name), target)).flatten();
                found.push(path.unwrap_or_else(|| target.to_owned()));
            }
        }
    }
    found
}

/// The keys of a flat JSON object with one entry to a line or more; a value that is an object or list belongs to its key.
fn keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let (mut depth, mut within, mut escaped, mut word) = (0, false, false, String::new());
    let mut before_value = true;
    for letter in text.chars() {
        if within {
            match letter {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => within = false,
                letter => word.push(letter),
            }
            continue;
        }
        match letter {
            '"' => {
                within = true;
                word.clear();
            }
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ':' if depth == 1 && before_value => {
                before_value = false;
                if !word.starts_with('$') {
                    keys.insert(word.clone());
                }
            }
            ',' if depth == 1 => before_value = true,
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree;

    #[test]
    fn a_screen_that_imports_a_screen_is_found() {
        let text = "import Row from \"../profile/Row.svelte\";\n";
        assert_eq!(
            screens(&tree(&[("ui/src/screen/outbox/Outbox.svelte", text)])),
            ["ui/src/screen/outbox/Outbox.svelte imports ui/src/screen/profile/Row.svelte"]
        );
        let own = "import Row from \"./part/Row.svelte\";\nimport Button from '../../kit/Button.svelte';\n";
        assert!(screens(&tree(&[("ui/src/screen/outbox/Outbox.svelte", own)])).is_empty());
    }

    #[test]
    fn a_shared_part_that_knows_a_screen_is_found() {
        let text =
            "import Row from \"../../screen/people/Row.svelte\";\nimport Button from \"../../kit/Button.svelte\";\n";
        assert_eq!(
            parts(&tree(&[("ui/src/part/person/Page.svelte", text)])),
            ["ui/src/part/person/Page.svelte imports ui/src/screen/people/Row.svelte"]
        );
    }

    #[test]
    fn a_part_of_the_kit_that_knows_us_is_found() {
        let text =
            "import { text } from \"../text\";\nimport { Dialog } from \"bits-ui\";\nimport { go } from \"./go\";\n";
        assert_eq!(kit(&tree(&[("ui/src/kit/Sheet.svelte", text)])), ["ui/src/kit/Sheet.svelte imports ui/src/text"]);
    }

    #[test]
    fn a_second_file_that_knows_the_host_is_found() {
        let text = "import { invoke } from \"@tauri-apps/api/core\";\n";
        assert_eq!(
            host(&tree(&[("ui/src/app/App.svelte", text), (HOST, text)])),
            ["ui/src/app/App.svelte mentions Tauri"]
        );
    }

    #[test]
    fn a_text_in_one_language_alone_is_found() {
        let ja = "{ \"$schema\": \"x\", \"sign_in\": \"入る: \\\"ここ\\\"\", \"count\": [{ \"declarations\": [\"input n\"] }], \"done\": \"済\" }";
        let en = "{ \"sign_in\": \"Sign in\", \"count\": [{}] }";
        let both = [("ui/src/text/messages/ja.json", ja), ("ui/src/text/messages/en.json", en)];
        assert_eq!(languages(&tree(&both)), ["en.json lacks done"]);
        assert_eq!(languages(&tree(&both[..1])).len(), 1, "a language that is not there at all");
    }
}
