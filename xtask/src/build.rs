//! Building, always with the same set of packages and features, so that nothing is built twice for different callers.

use crate::run;

/// Everything but this task runner, which could not replace itself while it runs on every system.
pub const EVERYTHING: [&str; 3] = ["--workspace", "--exclude", "xtask"];

/// The pages, into `ui/dist`.
pub fn pages() -> Result<(), String> {
    run::to_end(run::npm(&["run", "build", "--silent"], "ui"))
}

/// The server, the devhost and the app with its pages inside.
pub fn programs(features: &str) -> Result<(), String> {
    let mut arguments = vec!["build"];
    arguments.extend(EVERYTHING);
    arguments.extend(["--bins", "--features", features]);
    run::to_end(run::cargo(&arguments))
}
