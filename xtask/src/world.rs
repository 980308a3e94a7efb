//! `world`: simulated worlds of two devices and the real server. A seed repeats exactly; the one that fails is named.

use crate::run;

pub fn run(arguments: &[String]) -> Result<(), String> {
    let seeds = match arguments {
        [] => "2000",
        [flag, seeds] if flag == "--seeds" && seeds.parse::<u64>().is_ok() => seeds,
        _ => return Err("cargo xtask world [--seeds N]".to_owned()),
    };
    let mut command = run::cargo(&["test", "--package", "world", "--", "--nocapture"]);
    command.env("WORLD_SEEDS", seeds);
    run::to_end(command)
}
