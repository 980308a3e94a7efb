//! What the window may do.

use super::{Tree, below};

const CONFIG: &str = "tauri.conf.json";

/// Words that must stand in the configuration, and words that must not.
const NEEDED: &[&str] = &[
    "\"freezePrototype\": true",
    "\"withGlobalTauri\": false",
    "\"dangerousDisableAssetCspModification\": false",
    "\"default-src\": \"'self'\"",
    "\"script-src\": \"'self'\"",
    "\"style-src\": \"'self'\"",
    "\"object-src\": \"'none'\"",
    "\"base-uri\": \"'none'\"",
    "\"frame-ancestors\": \"'none'\"",
    "\"form-action\": \"'none'\"",
];
const FORBIDDEN: &[&str] = &["unsafe-inline", "unsafe-eval", "https:", "*"];

/// All that the one window may be granted.
const GRANTED: &str = "\"permissions\": [\"allow-rpc\", \"core:event:allow-listen\"]";

pub fn window(tree: &Tree) -> Vec<String> {
    let Some(config) = tree.get(CONFIG) else {
        return vec![format!("there is no {CONFIG}")];
    };
    let needed = NEEDED.iter().filter(|words| !config.contains(**words)).map(|words| format!("{CONFIG} lacks {words}"));
    let security = config.split("\"csp\"").nth(1).and_then(|after| after.split('}').next()).unwrap_or_default();
    let forbidden = FORBIDDEN
        .iter()
        .filter(|word| security.contains(**word))
        .map(|word| format!("{CONFIG}: the policy has {word}"));
    needed.chain(forbidden).collect()
}

pub fn capability(tree: &Tree) -> Vec<String> {
    let files: Vec<(&str, &str)> = below(tree, "capabilities/", &[".json", ".toml", ".json5"]).collect();
    match files.as_slice() {
        [(name, text)] => {
            let mut found = Vec::new();
            if !text.contains(GRANTED) {
                found.push(format!("{name} does not grant exactly {GRANTED}"));
            }
            if !text.contains("\"local\": true") || text.contains("\"remote\"") {
                found.push(format!("{name} is not for the app's own pages alone"));
            }
            found
        }
        files => vec![format!("capabilities/ holds {} files, not one", files.len())],
    }
}

pub fn backup(tree: &Tree) -> Vec<String> {
    let name = "gen/android/app/src/main/AndroidManifest.xml";
    let manifest = tree.get(name).map(String::as_str).unwrap_or_default();
    ["android:allowBackup=\"false\"", "android:fullBackupContent=\"false\"", "android:dataExtractionRules="]
        .iter()
        .filter(|words| !manifest.contains(**words))
        .map(|words| format!("{name} lacks {words}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree;

    fn config() -> String {
        format!("{{ {}, \"csp\": {{ {} }} }}", NEEDED[..3].join(", "), NEEDED[3..].join(", "))
    }

    #[test]
    fn a_weaker_window_is_found() {
        assert!(window(&tree(&[(CONFIG, &config())])).is_empty());
        for words in NEEDED {
            let weaker = config().replace(words, "");
            assert_eq!(window(&tree(&[(CONFIG, &weaker)])).len(), 1, "without {words}");
        }
        let inline = config().replace("'self'\"", "'self' 'unsafe-inline'\"");
        assert!(window(&tree(&[(CONFIG, &inline)])).iter().any(|found| found.ends_with("unsafe-inline")));
        assert!(!window(&Tree::new()).is_empty());
    }

    #[test]
    fn a_second_permission_is_found() {
        let good = format!("{{ \"local\": true, {GRANTED} }}");
        let check = |text: &str| capability(&tree(&[("capabilities/main.json", text)]));
        assert!(check(&good).is_empty());
        assert_eq!(check(&good.replace("allow-listen\"", "allow-listen\", \"shell:default\"")).len(), 1);
        assert_eq!(check(&good.replace("true", "true, \"remote\": {}")).len(), 1);
        assert_eq!(capability(&tree(&[("capabilities/a.json", &good), ("capabilities/b.json", &good)])).len(), 1);
    }

    #[test]
    fn a_backup_of_the_phone_s_files_is_found() {
        let text = "<application android:allowBackup=\"true\" android:fullBackupContent=\"false\" android:dataExtractionRules=\"@xml/x\">";
        assert_eq!(backup(&tree(&[("gen/android/app/src/main/AndroidManifest.xml", text)])).len(), 1);
    }
}
