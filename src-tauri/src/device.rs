//! What this device is called in the person's list of sessions.

/// The machine's own name where it has one that needs no permission, and its kind.
pub fn name() -> String {
    match host() {
        Some(host) => format!("{host} ({})", kind()),
        None => kind().to_owned(),
    }
}

fn host() -> Option<String> {
    let name = if cfg!(windows) {
        std::env::var("COMPUTERNAME").ok()
    } else if cfg!(target_os = "linux") {
        std::fs::read_to_string("/proc/sys/kernel/hostname").ok()
    } else {
        None
    };
    name.map(|name| name.trim().chars().take(40).collect::<String>()).filter(|name| !name.is_empty())
}

fn kind() -> &'static str {
    match std::env::consts::OS {
        "linux" => "Linux",
        "windows" => "Windows",
        "macos" => "Mac",
        "ios" => "iPhone",
        "android" => "Android",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_device_always_has_a_name() {
        assert!(!super::name().is_empty());
        assert!(super::name().contains(super::kind()));
    }
}
