//! `resumex-bench`: what `cargo xtask bench` and `cargo xtask gen DIR` run.
#![expect(clippy::print_stdout, reason = "a test's tool that tells what it found")]

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use bench::{
    Bench, device, figure,
    generate::{Size, file, known},
    table,
};

const HELP: &str = "\
resumex-bench measure FOLDER [NAME…] [--rows N] [--runs N] [--json]
resumex-bench generate FOLDER [--rows N]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("device") => {
            let [files, keys] = rest else { return ExitCode::FAILURE };
            device::run(Path::new(files), Path::new(keys));
            Ok(())
        }
        Some("measure") => measure(rest),
        Some("generate") => generate(rest),
        _ => Err(HELP.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
struct Asked {
    folder: PathBuf,
    names: Vec<String>,
    size: Size,
    runs: usize,
    is_json: bool,
}

fn asked(arguments: &[String]) -> Result<Asked, String> {
    let mut arguments = arguments.iter();
    let folder = PathBuf::from(arguments.next().filter(|it| !it.starts_with('-')).ok_or(HELP)?);
    let mut asked = Asked { folder, names: Vec::new(), size: Size::FULL, runs: 5, is_json: false };
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|it| it.replace('_', "").parse().ok()).ok_or(HELP);
        match argument.as_str() {
            "--rows" => asked.size = Size::of(number()?),
            "--runs" => asked.runs = number()?,
            "--json" => asked.is_json = true,
            name if figure::ALL.iter().any(|(known, _)| *known == name) => asked.names.push(name.to_owned()),
            other => return Err(format!("there is no figure called {other}: {}", names().join(", "))),
        }
    }
    Ok(asked)
}

fn names() -> Vec<&'static str> {
    figure::ALL.iter().map(|(name, _)| *name).collect()
}

fn generate(arguments: &[String]) -> Result<(), String> {
    let Asked { folder, size, .. } = asked(arguments)?;
    std::fs::create_dir_all(&folder)
        .and_then(|()| file::write(size, Some(&folder)))
        .map(drop)
        .map_err(|it| it.to_string())
}

fn measure(arguments: &[String]) -> Result<(), String> {
    let Asked { folder, names, size, runs, is_json } = asked(arguments)?;
    check_data()?;
    let mut bench = Bench::new(size, runs, &folder);
    let wanted = figure::ALL.iter().filter(|(name, _)| names.is_empty() || names.iter().any(|it| it == name));
    let mut figures = Vec::new();
    for (name, measure) in wanted {
        eprintln!("{name} …");
        figures.extend(measure(&mut bench));
    }
    match is_json {
        true => println!("{}", table::json(&figures)),
        false => print!("{}", table::markdown(&figures)),
    }
    Ok(())
}

/// The generated data is what it was when the goals were set.
fn check_data() -> Result<(), String> {
    let written = file::write(Size::FULL, None).map_err(|error| error.to_string())?;
    let differences = known::differences(known::FULL, &written);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}
