//! `kill`: a device's process is killed at random moments, more often than in the test command.

use crate::run;

const TEST: &str = "kill::killed_at_any_moment_it_has_everything_once";

pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = run::cargo(&["test", "--package", "trial", "--test", "it", TEST, "--", "--exact", "--nocapture"]);
    command.env("TRIAL_ROUNDS", "3000");
    for pair in arguments.chunks(2) {
        let name = match pair {
            [flag, number] if number.parse::<u64>().is_ok() => match flag.as_str() {
                "--rounds" => Some("TRIAL_ROUNDS"),
                "--seed" => Some("TRIAL_SEED"),
                _ => None,
            },
            _ => None,
        };
        command.env(name.ok_or("cargo xtask kill [--rounds N] [--seed N]")?, &pair[1]);
    }
    run::to_end(command)
}
