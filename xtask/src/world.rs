//! `world`: simulated worlds of several devices and the real server, seed by seed. A seed repeats exactly; the one that
//! fails is named, with the shortest list of its steps that fails.

use crate::run;

pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = run::cargo(&["test", "--package", "world", "--test", "seeds", "--", "--nocapture"]);
    command.env("WORLD_SEEDS", "2000");
    let names = [("--seeds", "WORLD_SEEDS"), ("--from", "WORLD_FROM")];
    run::numbers(&mut command, arguments, &names).ok_or("cargo xtask world [--seeds N] [--from N]")?;
    run::to_end(command)
}
