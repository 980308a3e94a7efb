//! `reach`: a type check of the whole app for Android and iPhone. Nothing is linked and nothing runs: no SDK is needed.
//!
//! A compiler that comes with the source of its standard library builds that library for both targets; C code is only
//! preprocessed, by the stand-ins in `xtask/reach`. It has a folder of its own, since another compiler fills it.

use crate::{place, run, setup};
use std::path::Path;

const TARGETS: [&str; 2] = ["aarch64-linux-android", "aarch64-apple-ios"];

pub fn run() -> Result<(), String> {
    let missing = setup::missing(setup::REACH);
    if !missing.is_empty() {
        let lacking = format!("the packages {} are missing", missing.join(", "));
        if place::in_ci() {
            return Err(format!("The type check for phones cannot run: {lacking}."));
        }
        println!("Not checked for phones: {lacking}. Debian has them; `cargo xtask setup` installs them there.");
        return Ok(());
    }
    run::to_end(check()?)?;
    println!("The app type-checks for {}. It was not linked or run for them.", TARGETS.join(" and "));
    Ok(())
}

fn check() -> Result<std::process::Command, String> {
    let stand_ins = place::root().join("xtask/reach");
    let target = place::target().join("reach");
    let sdk = target.join("no-sdk");
    std::fs::create_dir_all(&sdk).map_err(|error| format!("{}: {error}", sdk.display()))?;

    let mut command = run::command(
        "/usr/bin/cargo",
        &["check", "--locked", "-Zbuild-std=std,panic_abort", "--lib", "--package", "resumex"],
        place::root(),
    );
    command.arg("--target-dir").arg(&target);
    let (compiler, archiver) = (stand_ins.join("stand-in-cc"), stand_ins.join("stand-in-ar"));
    for name in TARGETS {
        let suffix = name.replace('-', "_");
        command.args(["--target", name]);
        command.env(format!("CC_{suffix}"), &compiler).env(format!("AR_{suffix}"), &archiver);
    }
    // The caller's own cargo and its toolchain must not answer for this one.
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "LD_LIBRARY_PATH"] {
        command.env_remove(name);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([stand_ins].into_iter().chain(std::env::split_paths(&path)));
    let libraries = run::answer("gcc", &["-print-multiarch"]).unwrap_or_default();
    command
        .env("PATH", path.map_err(|error| error.to_string())?)
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("SDKROOT", sdk)
        .env("OPENSSL_NO_VENDOR", "1")
        .env("OPENSSL_LIB_DIR", Path::new("/usr/lib").join(libraries))
        .env("OPENSSL_INCLUDE_DIR", "/usr/include");
    Ok(command)
}
