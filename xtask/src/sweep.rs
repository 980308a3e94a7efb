//! No process is left behind: whatever a task starts carries a mark in its environment, and what still carries it at the
//! end is ended. Process groups do nearly all of it; this finds what left its group.

use std::{
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

const MARK: &str = "RESUMEX_TASK";

static MARKED: AtomicU32 = AtomicU32::new(0);

/// Marks a command as started by this run.
pub fn mark(command: &mut Command) {
    let number = MARKED.fetch_add(1, Ordering::Relaxed);
    command.env(MARK, format!("{}.{number}.", std::process::id()));
}

/// The mark of one command.
pub fn mark_of(command: &Command) -> String {
    let mut set = command.get_envs().filter(|(name, _)| *name == MARK);
    let value = set.next().and_then(|(_, value)| value);
    value.map(|value| value.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Ends everything that this run has started, and names it.
pub fn end_all() -> Vec<String> {
    end(&format!("{}.", std::process::id()))
}

/// Ends everything whose mark begins like this, and names it.
pub fn end(mark: &str) -> Vec<String> {
    let left = wait_for_none(&format!("{MARK}={mark}"));
    for (id, _) in &left {
        let mut kill = Command::new("sh");
        kill.args(["-c", &format!("kill -KILL {id}")]);
        let _ = kill.stdin(Stdio::null()).stderr(Stdio::null()).status();
    }
    left.into_iter().map(|(id, name)| format!("{name} ({id})")).collect()
}

/// A browser's helpers take a moment to notice that it has gone.
fn wait_for_none(mark: &str) -> Vec<(u32, String)> {
    let begun = Instant::now();
    loop {
        let left = marked(mark);
        if left.is_empty() || begun.elapsed() > Duration::from_secs(3) {
            return left;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Elsewhere than on Linux no other process's environment can be read; the groups must do.
fn marked(mark: &str) -> Vec<(u32, String)> {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok())
        .filter(|id| {
            std::fs::read(format!("/proc/{id}/environ"))
                .is_ok_and(|environ| environ.split(|byte| *byte == 0).any(|pair| pair.starts_with(mark.as_bytes())))
        })
        .map(|id| {
            let name = std::fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default();
            (id, name.trim().to_owned())
        })
        .collect()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_left_its_group_is_found_by_its_mark() {
        let mut command = Command::new("sleep");
        let mut child = command.arg("600").env(MARK, "a-test").spawn().unwrap();
        let begun = Instant::now();
        let found = loop {
            let found = marked(&format!("{MARK}=a-test"));
            if !found.is_empty() || begun.elapsed() > Duration::from_secs(5) {
                break found;
            }
        };
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(found, [(child.id(), "sleep".to_owned())]);
        assert!(marked(&format!("{MARK}=another-run")).is_empty(), "another run's processes are not ours");
    }
}
