//! Who may talk to this host: the browser that opened the printed address, from that address.

use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, header};

/// A one-time token in the address, and the cookie it is exchanged for.
pub(crate) struct Access {
    port: u16,
    token: Mutex<Option<String>>,
    cookie: String,
}

impl Access {
    pub(crate) fn new(port: u16) -> Self {
        Self { port, token: Mutex::new(Some(secret())), cookie: secret() }
    }

    /// The address to open, with the token.
    pub(crate) fn address(&self) -> String {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default();
        format!("http://127.0.0.1:{}/?token={token}", self.port)
    }

    /// Exchanges the token for a cookie, once.
    pub(crate) fn redeem(&self, token: &str) -> Option<String> {
        let mut held = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_deref() != Some(token) {
            return None;
        }
        *held = None;
        Some(format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.name(), self.cookie))
    }

    /// Whether a request carries the cookie and comes from the page of this very address. A page of another site that
    /// reaches this port under another name (DNS rebinding) has another Host.
    pub(crate) fn allows(&self, headers: &HeaderMap) -> bool {
        let host = format!("127.0.0.1:{}", self.port);
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let is_own_origin = text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
        let wanted = format!("{}={}", self.name(), self.cookie);
        let has_cookie =
            text(header::COOKIE).is_some_and(|cookies| cookies.split(';').any(|cookie| cookie.trim() == wanted));
        text(header::HOST) == Some(host.as_str()) && is_own_origin && has_cookie
    }

    /// Cookies are not kept apart by port: two hosts on one machine must not overwrite each other's.
    fn name(&self) -> String {
        format!("resumex-{}", self.port)
    }
}

#[expect(clippy::expect_used, reason = "without randomness nobody may be let in; every supported system has it")]
fn secret() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, String)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().expect("a header"))).collect()
    }

    #[test]
    fn only_the_page_that_was_opened_may_call() {
        let access = Access::new(4000);
        let token = access.address().split_once("token=").expect("a token").1.to_owned();
        assert_eq!(access.redeem("guess"), None);
        let set = access.redeem(&token).expect("the token lets in once");
        assert_eq!(access.redeem(&token), None, "and only once");
        let cookie = set.split(';').next().expect("a cookie").to_owned();
        let host = || (header::HOST, "127.0.0.1:4000".to_owned());
        let carries = || (header::COOKIE, format!("a=b; {cookie}"));
        assert!(access.allows(&headers(&[host(), carries()])));
        assert!(access.allows(&headers(&[host(), carries(), (header::ORIGIN, "http://127.0.0.1:4000".into())])));
        assert!(!access.allows(&headers(&[host()])), "no cookie");
        assert!(!access.allows(&headers(&[(header::HOST, "evil.example:4000".into()), carries()])), "another host");
        assert!(!access.allows(&headers(&[host(), carries(), (header::ORIGIN, "http://evil.example".into())])));
    }
}
