//! As much of a `Cargo.toml` as the rules need: the package's name and what it depends on directly.

/// A package and its direct dependencies; those of its tests alone are left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    pub name: String,
    pub dependencies: Vec<String>,
}

/// Reads a manifest, line by line: ours have one dependency to a line.
pub fn read(text: &str) -> Package {
    let mut package = Package { name: String::new(), dependencies: Vec::new() };
    let mut section = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').to_owned();
            // [dependencies.name]
            if let Some((head, name)) = section.rsplit_once('.')
                && is_dependencies(head)
            {
                package.dependencies.push(name.to_owned());
            }
        } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let key = key.trim().trim_end_matches(".workspace");
            if section == "package" && key == "name" {
                package.name = value.trim().trim_matches('"').to_owned();
            } else if is_dependencies(&section) {
                package.dependencies.push(renamed(value).unwrap_or(key).to_owned());
            }
        }
    }
    package
}

fn is_dependencies(section: &str) -> bool {
    matches!(section, "dependencies" | "build-dependencies")
        || section.starts_with("target.") && section.ends_with("].dependencies")
        || section.starts_with("target.") && section.ends_with(".dependencies")
}

/// `package = "…"` says what a dependency under another name really is.
fn renamed(value: &str) -> Option<&str> {
    let (_, after) = value.split_once("package")?;
    let after = after.trim_start().strip_prefix('=')?;
    after.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direct_dependencies_are_read_and_those_of_tests_are_not() {
        let package = read(
            r#"
            [package]
            name = "sample"
            [dependencies]
            # reqwest = "0.13"
            serde = { workspace = true }
            tokio.workspace = true
            http = { version = "1", package = "reqwest" }
            [dependencies.axum]
            version = "0.8"
            [target.'cfg(target_os = "linux")'.dependencies]
            zbus = "5"
            [build-dependencies]
            tauri-build = "2"
            [dev-dependencies]
            tempfile = "3"
            [workspace.dependencies]
            rusqlite = "0.40"
            "#,
        );
        let expected = ["serde", "tokio", "reqwest", "axum", "zbus", "tauri-build"];
        assert_eq!(package.dependencies, expected);
        assert_eq!(package.name, "sample");
    }
}
