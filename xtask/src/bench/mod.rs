//! `bench`: the figures of the design, each beside its limit in the same run (docs/performance.md).

mod window;

use crate::{place, run};
use std::path::PathBuf;

/// Where loaded worlds are kept between runs, and working files lie meanwhile.
fn folder() -> PathBuf {
    place::target().join("bench")
}

/// `cargo xtask bench [NAME…] [--rows N] [--runs N] [--json]`
pub fn run(arguments: &[String]) -> Result<(), String> {
    if let Some((name, rest)) = arguments.split_first()
        && name == "window"
    {
        return window::run(rest);
    }
    tool("measure", &folder().to_string_lossy(), arguments)
}

/// `cargo xtask gen FOLDER [--rows N]`: the generated data as files.
pub fn generate(folder: &str, arguments: &[String]) -> Result<(), String> {
    tool("generate", folder, arguments)
}

fn tool(verb: &str, folder: &str, arguments: &[String]) -> Result<(), String> {
    let cargo = ["run", "--quiet", "--profile", "bench-run", "--package", "bench", "--bin", "resumex-bench", "--"];
    let mut command = run::cargo(&cargo);
    command.arg(verb).arg(folder).args(arguments);
    run::to_end(command)
}
