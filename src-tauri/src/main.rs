//! The app on a desktop. Phones start at `resumex_app::run` by themselves.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    match resumex_app::run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ResumeX could not start: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
