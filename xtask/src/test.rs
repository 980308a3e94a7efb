//! `test`: every check there is, in the order in which a mistake shows soonest.

use crate::{build, place, reach, run, setup, tidy};
use std::time::{Duration, Instant};

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn() -> Result<u32, Failure>,
}

/// How many tests passed and failed before the step ended, and why it did.
struct Failure {
    reason: String,
    passed: u32,
    failed: u32,
}

impl From<String> for Failure {
    fn from(reason: String) -> Failure {
        Failure { reason, passed: 0, failed: 1 }
    }
}

const STEPS: &[Step] = &[
    Step { name: "tidy", about: "the rules of the design", run: || tidy::check().map_err(Failure::from) },
    Step { name: "format", about: "cargo fmt", run: || once(run::cargo(&["fmt", "--all", "--", "--check"])) },
    Step { name: "ui-check", about: "types of the pages", run: || once(run::npm(&["run", "check", "--silent"], "ui")) },
    Step { name: "ui-test", about: "tests of the pages", run: || counted(run::npm(&["test", "--silent"], "ui")) },
    Step { name: "ui-build", about: "the pages and their size", run: pages },
    Step { name: "clippy", about: "clippy without a warning", run: clippy },
    Step { name: "rust", about: "tests of the crates", run: rust },
    Step { name: "reach", about: "type check for phones", run: || one(reach::run()) },
    Step { name: "browser", about: "the app in a browser, by its real server", run: || end_to_end("browser") },
    Step { name: "window", about: "the app in its real window, by its real server", run: || end_to_end("window") },
];

pub fn run(names: &[String]) -> Result<(), String> {
    if names.iter().any(|name| name == "--list") {
        for step in STEPS {
            println!("{:<10} {}", step.name, step.about);
        }
        return Ok(());
    }
    if let Some(name) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(format!("There is no step called {name}. `cargo xtask test --list` names them."));
    }
    let begun = Instant::now();
    title("set-up", "what the machine still lacks");
    setup::run(setup::For::Testing)?;

    let chosen: Vec<&Step> =
        STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect();
    let mut passed = 0;
    for (index, step) in chosen.iter().enumerate() {
        title(step.name, &format!("{} ({} of {})", step.about, index + 1, chosen.len()));
        let step_begun = Instant::now();
        let outcome = (step.run)();
        match outcome {
            Ok(count) => {
                passed += count;
                println!("── {} passed in {}", step.name, spoken(step_begun.elapsed()));
            }
            Err(failure) => {
                println!("\n── {} FAILED after {}: {}", step.name, spoken(step_begun.elapsed()), failure.reason);
                println!("── This step alone: cargo xtask test {}", step.name);
                println!("{} passed, {} failed", passed + failure.passed, failure.failed);
                return Err(format!("Stopped at the first step that failed: {}.", step.name));
            }
        }
    }
    println!("\n── Everything passed: {} steps in {}.", chosen.len(), spoken(begun.elapsed()));
    println!("{passed} passed, 0 failed");
    Ok(())
}

fn title(name: &str, about: &str) {
    println!("\n── {name}: {about}");
}

/// A check that is one check.
fn one(outcome: Result<(), String>) -> Result<u32, Failure> {
    outcome.map(|()| 1).map_err(Failure::from)
}

fn once(command: std::process::Command) -> Result<u32, Failure> {
    one(run::to_end(command))
}

/// A command that runs tests and tells how many.
fn counted(command: std::process::Command) -> Result<u32, Failure> {
    match run::heard(command) {
        Ok(said) => match count(&said) {
            (0, _) => Err(Failure::from("it ran no test at all".to_owned())),
            (passed, _) => Ok(passed),
        },
        Err((reason, said)) => {
            let (passed, failed) = count(&said);
            Err(Failure { reason, passed, failed: failed.max(1) })
        }
    }
}

fn pages() -> Result<u32, Failure> {
    build::pages()?;
    once(run::npm(&["run", "size", "--silent"], "ui"))
}

fn clippy() -> Result<u32, Failure> {
    let arguments =
        ["clippy", "--workspace", "--all-targets", "--features", "embedded-ui,demo", "--", "-D", "warnings"];
    once(run::cargo(&arguments))
}

fn rust() -> Result<u32, Failure> {
    need_pages()?;
    let mut arguments = vec!["test"];
    arguments.extend(build::EVERYTHING);
    arguments.extend(["--features", "embedded-ui"]);
    let crates = counted(run::cargo(&arguments))?;
    let tasks = counted(run::cargo(&["test", "--package", "xtask"]))?;
    Ok(crates + tasks)
}

fn end_to_end(kind: &str) -> Result<u32, Failure> {
    need_pages()?;
    build::programs("embedded-ui")?;
    let mut command = run::npm(&["run", kind, "--silent"], "e2e");
    command.env("RESUMEX_TARGET", place::target());
    if let Some(driver) = setup::tauri_driver() {
        command.env("TAURI_DRIVER", driver);
    }
    counted(command)
}

/// A step that is run alone may be the first that needs them.
fn need_pages() -> Result<(), String> {
    if place::root().join("ui/dist/index.html").is_file() { Ok(()) } else { build::pages() }
}

/// Passed and failed tests in what cargo, vitest or node's runner said.
fn count(said: &str) -> (u32, u32) {
    let mut sum = (0, 0);
    for line in plain(said).lines() {
        let words: Vec<&str> =
            line.split_whitespace().map(|word| word.trim_matches([',', ';', '(', ')', '|'])).collect();
        let before = |name: &str| {
            let pairs = words.iter().zip(words.iter().skip(1));
            let mut numbers = pairs.filter(|(_, word)| **word == name).map(|(number, _)| number);
            numbers.next().and_then(|number| number.parse::<u32>().ok())
        };
        match words.as_slice() {
            // cargo: test result: ok. 12 passed; 0 failed; …     vitest: Tests  1 failed | 12 passed (13)
            ["test", "result:", ..] | ["Tests", ..] => {
                sum.0 += before("passed").unwrap_or(0);
                sum.1 += before("failed").unwrap_or(0);
            }
            // node: # pass 12, or ℹ pass 12 on a terminal
            ["#" | "ℹ", "pass", number] => sum.0 += number.parse().unwrap_or(0),
            ["#" | "ℹ", "fail" | "cancelled", number] => sum.1 += number.parse().unwrap_or(0),
            _ => {}
        }
    }
    sum
}

/// Without the colours of a terminal.
fn plain(said: &str) -> String {
    let mut text = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        text.push_str(before);
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ';');
        rest = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest);
    }
    text + rest
}

fn spoken(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_runner_s_own_count_is_read() {
        let cases = [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", (12, 0)),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored\ntest result: ok. 4 passed; 0 failed;", (7, 2)),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m\u{1b}[22m | \u{1b}[32m41 passed\u{1b}[39m (42)",
                (41, 1),
            ),
            (" Test Files  9 passed (9)\n      Tests  42 passed (42)", (42, 0)),
            ("# tests 7\n# pass 6\n# fail 1\n# cancelled 0", (6, 1)),
            ("ℹ pass 5\nℹ fail 0", (5, 0)),
            ("all tests passed, 0 failed", (0, 0)),
        ];
        for (said, expected) in cases {
            assert_eq!(count(said), expected, "{said}");
        }
    }
}
