//! `setup`: what a machine with Rust and Node still lacks. On a machine that has everything it costs well under a second.

use crate::{place, run};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// How much is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To build and run.
    Running,
    /// To build, run and try everything.
    Testing,
}

/// Packages of Debian and Ubuntu to build the app with.
const BUILDING: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libssl-dev",
    "fonts-noto-cjk",
    "file",
];

/// Packages to try the real window, the pages in a browser, and the keyring.
const TRYING: &[&str] = &[
    "xvfb",
    "xauth",
    "xdotool",
    "dbus",
    "dbus-x11",
    "python3-dbusmock",
    "gnome-keyring",
    "libsecret-1-0",
    "webkit2gtk-driver",
    "chromium",
];

/// Packages to type Japanese in the real window as a person does: 25 MB to fetch.
const JAPANESE: &[&str] = &["ibus", "ibus-gtk3", "ibus-mozc"];

/// Packages to type-check the app for phones: a compiler with the source of its standard library.
pub const REACH: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];

/// What stands for the packages where there is no `apt`, and what to say when it is not there.
const COMMANDS: &[(&[&str], For, &str)] = &[
    (&["cc", "gcc", "clang", "cl"], For::Running, "a C compiler"),
    (&["perl"], For::Running, "perl (OpenSSL is built with it)"),
];
const LINUX_COMMANDS: &[(&[&str], For, &str)] = &[
    (&["pkg-config", "pkgconf"], For::Running, "pkg-config"),
    (&["Xvfb"], For::Testing, "Xvfb"),
    (&["xdotool"], For::Testing, "xdotool"),
    (&["dbus-run-session"], For::Testing, "dbus-run-session (D-Bus)"),
    (&["gnome-keyring-daemon"], For::Testing, "gnome-keyring"),
    (&["WebKitWebDriver"], For::Testing, "WebKitWebDriver (the driver of WebKitGTK 4.1)"),
];

/// Names a browser may have.
pub const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

pub fn run(needed: For) -> Result<(), String> {
    node()?;
    if place::find(&["apt-get"]).is_some() && place::find(&["dpkg-query"]).is_some() {
        packages(needed)?;
    } else {
        commands(needed)?;
    }
    modules("ui")?;
    if needed == For::Testing {
        modules("e2e")?;
        driver()?;
    }
    Ok(())
}

fn node() -> Result<(), String> {
    let need = "Node 20 or newer with npm is needed: https://nodejs.org";
    let version = run::answer("node", &["--version"]).ok_or(need)?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(20..) => Ok(()),
        Some(_) | None => Err(format!("{need}; this is {version}")),
    }
}

fn packages(needed: For) -> Result<(), String> {
    let mut wanted = BUILDING.to_vec();
    if needed == For::Testing {
        wanted.extend(TRYING.iter().filter(|name| **name != "chromium" || place::find(BROWSERS).is_none()));
    }
    install(&missing(&wanted))?;
    if needed == For::Testing {
        // Not every distribution has them; `reach` and the test of Japanese say what follows from that.
        for extra in [REACH, JAPANESE] {
            let extra = missing(extra);
            if extra.iter().all(|name| is_known(name)) {
                install(&extra)?;
            }
        }
    }
    Ok(())
}

/// Those of these packages that are not installed.
pub fn missing<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec!["-W", "-f", "${Package} ${db:Status-Status}\\n"];
    arguments.extend(wanted);
    // It fails when one of them is unknown, and tells of the others all the same.
    let told = Command::new("dpkg-query").args(&arguments).stderr(Stdio::null()).output();
    let told = told.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let installed: Vec<&str> = told.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

fn is_known(package: &str) -> bool {
    run::answer("apt-cache", &["policy", package])
        .is_some_and(|told| told.contains("Candidate:") && !told.contains("Candidate: (none)"))
}

fn install(packages: &[&str]) -> Result<(), String> {
    if packages.is_empty() {
        return Ok(());
    }
    println!("Installing {} packages: {}", packages.len(), packages.join(" "));
    apt(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    apt(&arguments)
}

fn apt(arguments: &[&str]) -> Result<(), String> {
    let as_root = run::answer("id", &["-u"]).as_deref() == Some("0");
    let by_hand = || format!("Please run as root: apt-get {}", arguments.join(" "));
    let mut command = if as_root {
        Command::new("apt-get")
    } else if place::find(&["sudo"]).is_some() {
        let mut command = Command::new("sudo");
        command.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        command
    } else {
        return Err(by_hand());
    };
    // In the foreground: sudo may ask for a password.
    let status = command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) | Err(_) => Err(by_hand()),
    }
}

/// Where there is no `apt`, everything that is missing is named at once.
fn commands(needed: For) -> Result<(), String> {
    let linux: &[_] = if cfg!(target_os = "linux") { LINUX_COMMANDS } else { &[] };
    let mut absent: Vec<&str> = COMMANDS
        .iter()
        .chain(linux)
        .filter(|(names, when, _)| (needed == For::Testing || *when == For::Running) && place::find(names).is_none())
        .map(|(_, _, said)| *said)
        .collect();
    if cfg!(target_os = "linux") && run::answer("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_none() {
        absent.push("WebKitGTK 4.1 with its development files");
    }
    if needed == For::Testing && place::find(BROWSERS).is_none() {
        absent.push("Chromium");
    }
    if absent.is_empty() {
        return Ok(());
    }
    Err(format!("This system's packages are not known here. Please install:\n  {}", absent.join("\n  ")))
}

/// The npm packages of a folder, as its lock file names them. The lock file is kept beside them to tell whether they are still the right ones.
fn modules(folder: &str) -> Result<(), String> {
    let lock = place::root().join(folder).join("package-lock.json");
    let wanted = fs::read(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let installed = place::root().join(folder).join("node_modules/.installed-lock");
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing the npm packages of {folder}/");
    run::to_end(run::npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder))?;
    fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))
}

/// The driver of the app's window: on Linux and Windows, where one exists.
fn driver() -> Result<(), String> {
    if cfg!(target_os = "macos") || tauri_driver().is_some() {
        return Ok(());
    }
    println!("Installing tauri-driver");
    run::to_end(run::cargo(&["install", "tauri-driver", "--version", "^2", "--locked", "--debug", "--quiet"]))
}

/// Where tauri-driver is: on the path, or where cargo puts what it installs.
pub fn tauri_driver() -> Option<PathBuf> {
    place::find(&["tauri-driver"]).or_else(|| {
        let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
        let file = home.join("bin").join(Path::new("tauri-driver")).with_extension(std::env::consts::EXE_EXTENSION);
        file.is_file().then_some(file)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_package_that_does_not_exist_is_missing() {
        if place::find(&["dpkg-query"]).is_some() {
            assert_eq!(missing(&["dpkg", "no-such-package-at-all"]), ["no-such-package-at-all"]);
        }
    }
}
