//! Mail: the sign-in code is the only one so far.

mod smtp;
mod text;

use std::{
    io::Write as _,
    sync::{Mutex, PoisonError},
};

pub use smtp::{Smtp, SmtpError};

/// Sends mail. A call queues and returns at once; whether it arrives is no business of the request.
pub trait Mail: Send + Sync {
    /// Sends a sign-in code in a language, `ja` or `en`.
    fn send_code(&self, address: &str, code: &str, language: &str);
}

/// Sends nothing: for a demonstration, where codes are shown instead.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMail;

impl Mail for NoMail {
    fn send_code(&self, _: &str, _: &str, _: &str) {}
}

/// Keeps what would have been sent: for tests in the same process.
#[derive(Debug, Default)]
pub struct KeptMail {
    codes: Mutex<Vec<(String, String)>>,
}

impl KeptMail {
    /// The newest code that was sent to an address.
    pub fn code_for(&self, address: &str) -> Option<String> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.iter().rev().find(|(to, _)| to == address).map(|(_, code)| code.clone())
    }
}

impl Mail for KeptMail {
    fn send_code(&self, address: &str, code: &str, _: &str) {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).push((address.to_owned(), code.to_owned()));
    }
}

/// Shows a code on the standard output, for demonstrations.
pub(crate) fn show(address: &str, code: &str) {
    let mut out = std::io::stdout().lock();
    // A closed terminal is no reason to fail a sign-in.
    let _ = writeln!(out, "sign-in code for {address}: {code}").and_then(|()| out.flush());
}

/// An address in the form in which it is kept and compared; none when it is not one.
pub fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (local, host) = typed.rsplit_once('@')?;
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    let is_local = |c: char| is_plain(c) || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| is_plain(c) || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_address = typed.len() <= domain::limit::CONTACT
        && (1..=64).contains(&local.len())
        && local.chars().all(is_local)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && host.split('.').count() >= 2
        && host.split('.').all(is_label);
    // No mailbox in use tells Hanako@ from hanako@, but people type both.
    is_address.then(|| typed.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_told_from_what_is_none() {
        for (typed, kept) in [
            (" Hanako@Example.Test ", "hanako@example.test"),
            ("o'neill+jobs@mail.example.co.jp", "o'neill+jobs@mail.example.co.jp"),
        ] {
            assert_eq!(address(typed).as_deref(), Some(kept), "{typed}");
        }
        let long = format!("{}@example.test", "a".repeat(65));
        for typed in [
            "",
            "@",
            "a@b",
            "a@",
            "@example.test",
            "a b@example.test",
            "a@example..test",
            "a@-x.test",
            ".a@example.test",
            "a@example.test\r\nBcc: b@example.test",
            "a,b@example.test",
            "<a@example.test>",
            "花子@example.test",
            &long,
        ] {
            assert_eq!(address(typed), None, "{typed}");
        }
    }
}
