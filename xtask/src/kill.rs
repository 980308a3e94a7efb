//! `kill`: a device's process is killed at random moments, more often than in the test command.

use crate::run;

const TEST: &str = "kill::killed_at_any_moment_it_has_everything_once";

pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = run::cargo(&["test", "--package", "trial", "--test", "it", TEST, "--", "--exact", "--nocapture"]);
    command.env("TRIAL_ROUNDS", "3000");
    let names = [("--rounds", "TRIAL_ROUNDS"), ("--seed", "TRIAL_SEED")];
    run::numbers(&mut command, arguments, &names).ok_or("cargo xtask kill [--rounds N] [--seed N]")?;
    run::to_end(command)
}
