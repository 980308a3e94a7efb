//! `world`: simulated worlds of several devices and the real server, seed by seed. A seed repeats exactly; the one that
//! fails is named, with the shortest list of its steps that fails.

use crate::run;

const USAGE: &str = "cargo xtask world [--seeds N] [--from N]";

pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut command = run::cargo(&["test", "--package", "world", "--test", "seeds", "--", "--nocapture"]);
    command.env("WORLD_SEEDS", "2000");
    for pair in arguments.chunks(2) {
        let name = match pair {
            [flag, number] if number.parse::<u64>().is_err() || !flag.starts_with("--") => return Err(USAGE.to_owned()),
            [flag, _] if flag == "--seeds" => "WORLD_SEEDS",
            [flag, _] if flag == "--from" => "WORLD_FROM",
            _ => return Err(USAGE.to_owned()),
        };
        command.env(name, &pair[1]);
    }
    run::to_end(command)
}
