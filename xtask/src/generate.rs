//! `gen`: the files that are made from code, so that two sides of a wire cannot disagree. That they are fresh is tested
//! beside the code they are made from.

use crate::{place, run};
use std::fs;

const TYPES: &str = "ui/src/ipc/gen/types.ts";
const API: &str = "docs/openapi.json";

pub fn run() -> Result<(), String> {
    let mut types =
        run::cargo(&["test", "--quiet", "--package", "engine", "--lib", "the_generated_types_are_those_of_today"]);
    types.env("RESUMEX_GENERATE", "1");
    run::to_end(types)?;
    println!("{TYPES} is written.");

    let mut api = run::cargo(&["run", "--quiet", "--package", "server", "--bin", "resumex-server", "--", "openapi"]);
    let output = api.output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{API}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    fs::write(place::root().join(API), output.stdout).map_err(|error| format!("{API}: {error}"))?;
    println!("{API} is written.");
    Ok(())
}
