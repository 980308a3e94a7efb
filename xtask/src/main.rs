//! One door to the project's tasks. `cargo xtask` alone lists them.
#![expect(clippy::print_stdout, reason = "telling what happens is what a task runner is for")]

mod bench;
mod build;
mod bundle;
mod cargo_toml;
mod demo;
mod generate;
mod kill;
mod place;
mod reach;
mod run;
mod setup;
mod shots;
mod sweep;
mod test;
mod tidy;
mod world;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask setup                 install what building and testing needs
cargo xtask demo [--no-window] [--fresh]
                                  a server with a small world, and the app signed in to it
cargo xtask test [STEP…]          every check there is, or the named ones; --list names them
cargo xtask tidy                  the rules of the design that a compiler does not hold
cargo xtask reach                 type check for Android and iPhone
cargo xtask gen                   write the generated files again
cargo xtask gen FOLDER [--rows N] the data that is measured with, as NDJSON
cargo xtask bench [NAME…] [--rows N] [--runs N] [--json]
                                  the figures, each beside its limit (takes minutes)
cargo xtask world [--seeds N] [--from N]
                                  simulated worlds of several devices and a server
cargo xtask kill [--rounds N] [--seed N]
                                  a device's process killed at 3,000 random moments
cargo xtask shots                 pictures of every screen into target/shots
cargo xtask bundle                the Debian package, and whether it weighs 8 MB at most (takes minutes)";

fn main() -> ExitCode {
    run::stop_on_interrupt();
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match verb.as_str() {
        "setup" => setup::run(setup::For::Testing),
        "demo" => demo::run(&rest),
        "test" | "ci" => test::run(&rest),
        "tidy" => tidy::run(),
        "reach" => reach::run(),
        "gen" => match rest.split_first() {
            None => generate::run(),
            Some((folder, rest)) => bench::generate(folder, rest),
        },
        "bench" => bench::run(&rest),
        "world" => world::run(&rest),
        "kill" => kill::run(&rest),
        "shots" => shots::run(),
        "bundle" => bundle::run(),
        "" | "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task called {other}\n\n{HELP}")),
    };
    let left = sweep::end_all();
    match outcome {
        Ok(()) if left.is_empty() => ExitCode::SUCCESS,
        Ok(()) => {
            eprintln!("Ended what was left running: {}", left.join(", "));
            ExitCode::FAILURE
        }
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
