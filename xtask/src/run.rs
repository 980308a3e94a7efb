//! Running commands. Each has a process group of its own, so that what it starts ends with it.

use crate::{place, sweep};
use std::{
    collections::BTreeSet,
    ffi::OsStr,
    io::{BufRead, BufReader, IsTerminal, Read, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

static LIVE: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// How long a group may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(5);

/// A command in a folder of the project, with nothing on its standard input.
pub fn command(program: impl AsRef<OsStr>, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    sweep::mark(&mut command);
    if std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    command
}

/// Cargo at the root of the project: the one that runs this task.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = command(cargo, arguments, place::root());
    // Set for this package alone; a build script that reads one of them would be built again for each caller.
    for (name, _) in std::env::vars_os() {
        let own = name.to_string_lossy();
        if own.starts_with("CARGO_PKG_") || own.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// npm in a folder of the project.
pub fn npm(arguments: &[&str], folder: &str) -> Command {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    command(npm, arguments, &place::root().join(folder))
}

/// Runs a command to its end; its output goes to the terminal.
pub fn to_end(mut command: Command) -> Result<(), String> {
    let mut group = Group::start(&mut command)?;
    group.wait()
}

/// Runs a command to its end; its output goes to the terminal and comes back as text.
pub fn heard(mut command: Command) -> Result<String, (String, String)> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mark = sweep::mark_of(&command);
    let mut group = Group::start(&mut command).map_err(|reason| (reason, String::new()))?;
    let said = Arc::new(Mutex::new(String::new()));
    let readers = [
        group.child.stdout.take().map(|out| repeat(out, std::io::stdout(), said.clone())),
        group.child.stderr.take().map(|err| repeat(err, std::io::stderr(), said.clone())),
    ];
    let outcome = group.wait();
    // Whoever still holds the pipe would keep the readers waiting.
    drop(group);
    let left = sweep::end(&mark);
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    let said = lock(&said).clone();
    match outcome {
        Ok(()) if left.is_empty() => Ok(said),
        Ok(()) => Err((format!("it left running: {}", left.join(", ")), said)),
        Err(reason) => Err((reason, said)),
    }
}

/// Runs a command that only answers something, and gives its answer; none if it failed.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A running command with everything it started. It ends when this is dropped.
pub struct Group {
    child: Child,
    name: String,
}

impl Group {
    pub fn start(command: &mut Command) -> Result<Group, String> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let name = describe(command);
        let child = command.spawn().map_err(|error| format!("{name}: {error}"))?;
        lock(&LIVE).insert(child.id());
        Ok(Group { child, name })
    }

    /// Its standard output, line by line, if it was piped.
    pub fn lines(&mut self) -> Option<impl Iterator<Item = String> + Send + use<>> {
        let out = self.child.stdout.take()?;
        Some(BufReader::new(out).lines().map_while(Result::ok))
    }

    /// Its standard input, if it was piped.
    pub fn input(&mut self) -> Option<impl Write + Send + use<>> {
        self.child.stdin.take()
    }

    /// Whether it has ended already.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    pub fn wait(&mut self) -> Result<(), String> {
        let status = self.child.wait().map_err(|error| format!("{}: {error}", self.name))?;
        if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", self.name)) }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let id = self.child.id();
        signal("TERM", id);
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && asked.elapsed() < GRACE {
            thread::sleep(Duration::from_millis(20));
        }
        signal("KILL", id);
        let _ = self.child.kill();
        let _ = self.child.wait();
        lock(&LIVE).remove(&id);
    }
}

/// Ctrl-C, and being asked to end, end everything that was started.
pub fn stop_on_interrupt() {
    let outcome = ctrlc::set_handler(|| {
        let groups: Vec<u32> = lock(&LIVE).iter().copied().collect();
        for group in &groups {
            signal("TERM", *group);
        }
        sweep::end_all();
        for group in &groups {
            signal("KILL", *group);
        }
        eprintln!("\nInterrupted. Nothing is left running.");
        std::process::exit(130);
    });
    if let Err(error) = outcome {
        eprintln!("Ctrl-C will not end what a task has started: {error}");
    }
}

/// Signals a process group: `kill` of the shell does it without a line of unsafe code.
fn signal(name: &str, group: u32) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/T", "/F", "/PID", &group.to_string()]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("kill -s {name} -- -{group}")]);
        command
    };
    let _ = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
}

fn repeat(
    from: impl Read + Send + 'static,
    mut to: impl Write + Send + 'static,
    said: Arc<Mutex<String>>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while matches!(from.read_until(b'\n', &mut line), Ok(length) if length > 0) {
            let _ = to.write_all(&line);
            let _ = to.flush();
            lock(&said).push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    })
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_stem().unwrap_or_default().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_group_takes_its_grandchildren_with_it() {
        let mut command = command("sh", &["-c", "sleep 600 & echo $!; wait"], place::root());
        command.stdout(Stdio::piped());
        let mut group = Group::start(&mut command).unwrap();
        let grandchild = group.lines().unwrap().next().unwrap();
        drop(group);
        let alive = Command::new("sh")
            .args([
                "-c",
                &format!("kill -0 {grandchild} 2>/dev/null && ! grep -q '^State:.Z' /proc/{grandchild}/status"),
            ])
            .status()
            .unwrap();
        assert!(!alive.success(), "the grandchild {grandchild} is still running");
    }

    #[test]
    fn a_failure_tells_the_command_and_how_it_ended() {
        let (reason, said) = heard(command("sh", &["-c", "echo before; exit 3"], place::root())).unwrap_err();
        assert!(reason.contains("sh -c") && reason.contains('3'), "{reason}");
        assert_eq!(said, "before\n");
    }

    #[test]
    fn a_command_that_leaves_a_process_running_fails() {
        let leaves = command("sh", &["-c", "setsid sleep 600 >/dev/null 2>&1 & sleep 0.3; echo left"], place::root());
        let (reason, _) = heard(leaves).unwrap_err();
        assert!(reason.starts_with("it left running: sleep"), "{reason}");
    }
}

/// Passes flags with a number each on as variables of the environment; none when something else was said.
pub fn numbers(command: &mut Command, arguments: &[String], names: &[(&str, &str)]) -> Option<()> {
    for pair in arguments.chunks(2) {
        let [flag, number] = pair else { return None };
        let (_, name) = names.iter().find(|(known, _)| known == flag)?;
        number.parse::<u64>().ok()?;
        command.env(name, number);
    }
    Some(())
}
