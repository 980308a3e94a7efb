//! This very program once more, as a process of its own, with the shim between it and the disk.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::OnceLock,
};

/// The folder that the process is to work in. Set: this is that process.
const CHILD: &str = "STORE_TEST_CHILD";

/// In the process that [`Child`] started: its folder.
pub fn child() -> Option<PathBuf> {
    env::var_os(CHILD).map(PathBuf::from)
}

/// A test of this program that runs again, in a folder of its own.
pub struct Child(Command);

impl Child {
    pub fn new(test: &str, dir: &Path) -> Self {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args([test, "--exact", "--test-threads=1"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.env(CHILD, dir).env("SHIM_DIR", dir).env("LD_PRELOAD", library());
        Self(command)
    }

    /// Writes down what it does to the disk.
    pub fn log(mut self, log: &Path) -> Self {
        self.0.env("SHIM_LOG", log);
        self
    }

    /// Ends at its n-th event.
    pub fn stop(mut self, at: usize) -> Self {
        self.0.env("SHIM_STOP", at.to_string());
        self
    }

    pub fn run(mut self) -> ExitStatus {
        self.0.status().unwrap()
    }
}

fn library() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("shim-{}.so", std::process::id()));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power/shim.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).args([&to, &source]).arg("-ldl");
        assert!(compiler.status().unwrap().success(), "the shim is built");
        to
    })
}
