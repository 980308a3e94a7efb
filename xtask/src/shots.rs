//! `shots`: a picture of every screen, on phone and desktop, in both languages, light and dark.

use crate::{build, place, run, setup};

pub fn run() -> Result<(), String> {
    setup::run(setup::For::Testing)?;
    build::pages()?;
    build::programs("embedded-ui")?;
    let mut command = run::npm(&["run", "shots", "--silent"], "e2e");
    command.env("RESUMEX_TARGET", place::target());
    run::to_end(command)?;
    println!("The pictures are in {}.", place::target().join("shots").display());
    Ok(())
}
