//! `bench window`: the figures that need the real window (docs/performance-window.md). The app and what it is held against
//! are built as they are given to people; Node drives them, as it does in the tests.

use crate::{build, place, run, setup};

/// What is measured, and its limits, which are examples of the same package.
const BUILD: [&str; 10] = [
    "build",
    "--release",
    "--package",
    "resumex",
    "--package",
    "server",
    "--bins",
    "--examples",
    "--features",
    "embedded-ui",
];

/// `cargo xtask bench window [--json] [--messages N] [--clicked N] [--runs N] [--clicks N] [--only start|size|click|type]`
pub fn run(arguments: &[String]) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return Err("The window is measured under Xvfb, on Linux.".to_owned());
    }
    setup::run(setup::For::Testing)?;
    build::pages()?;
    run::to_end(run::cargo(&BUILD))?;
    let mut command = run::command("node", &["bench/window.mjs"], &place::root().join("e2e"));
    command.args(arguments).env("RESUMEX_TARGET", place::target()).env("RESUMEX_PROFILE", "release");
    if let Some(driver) = setup::tauri_driver() {
        command.env("TAURI_DRIVER", driver);
    }
    run::to_end(command)
}
