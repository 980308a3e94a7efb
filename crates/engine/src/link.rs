//! Links: `resumex://…` navigates and does nothing else; an invitation names a server.

use domain::ConversationId;
use url::Url;

use crate::failure::{Code, Failure};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// A path of the app.
    Open(String),
    /// The welcome screen with this server filled in.
    Join(String),
}

/// Where a `resumex://` link leads; none for anything else.
pub(crate) fn parse(link: &str) -> Option<Link> {
    let url = Url::parse(link.trim()).ok()?;
    if url.scheme() != "resumex" {
        return None;
    }
    let mut path = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty());
    match (url.host_str()?, path.next(), path.next()) {
        ("messages", Some(id), None) => {
            let id: ConversationId = id.parse().ok()?;
            Some(Link::Open(format!("/messages/{id}")))
        }
        (screen @ ("messages" | "people" | "profile" | "outbox" | "settings"), None, None) => {
            Some(Link::Open(format!("/{screen}")))
        }
        ("join", None, None) => {
            let server = url.query_pairs().find(|(name, _)| name == "server")?.1.into_owned();
            server_address(&server).ok().map(Link::Join)
        }
        _ => None,
    }
}

/// The address of a server from what a person typed or pasted: a host name, an address, or an invitation link.
///
/// # Errors
/// `ServerAddressInvalid`, or `ServerInsecure` for http to anywhere but this machine.
pub(crate) fn server_address(typed: &str) -> Result<String, Failure> {
    const FIELD: &str = "server";
    let invalid = || Failure::at(Code::ServerAddressInvalid, FIELD);
    let typed = typed.trim();
    if let Some(Link::Join(server)) = typed.starts_with("resumex:").then(|| parse(typed)).flatten() {
        return Ok(server);
    }
    let url = if typed.contains("://") { Url::parse(typed) } else { Url::parse(&format!("https://{typed}")) };
    let url = url.map_err(|_| invalid())?;
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err(invalid());
    }
    let is_local = match url.host().ok_or_else(invalid)? {
        url::Host::Domain(name) => name == "localhost",
        url::Host::Ipv4(ip) => ip.is_loopback(),
        url::Host::Ipv6(ip) => ip.is_loopback(),
    };
    match url.scheme() {
        "https" => {}
        "http" if is_local => {}
        "http" => return Err(Failure::at(Code::ServerInsecure, FIELD)),
        _ => return Err(invalid()),
    }
    let path = url.path().trim_end_matches('/');
    if !(path.is_empty() || path == "/join") {
        return Err(invalid());
    }
    Ok(url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_navigates_or_is_nothing() {
        let id = "0197a1b2-0000-7000-8000-000000000001";
        assert_eq!(parse(&format!("resumex://messages/{id}")), Some(Link::Open(format!("/messages/{id}"))));
        assert_eq!(parse("resumex://outbox"), Some(Link::Open("/outbox".to_owned())));
        assert_eq!(
            parse("resumex://join?server=https%3A%2F%2Falumni.example"),
            Some(Link::Join("https://alumni.example".to_owned()))
        );
        for link in [
            "https://messages/1",
            "resumex://messages/../settings",
            "resumex://messages/1",
            "resumex://sign_out",
            "resumex://join?server=http://alumni.example",
            "resumex://join?server=javascript:alert(1)",
            "resumex://profile/delete",
            "",
        ] {
            assert_eq!(parse(link), None, "{link}");
        }
    }

    #[test]
    fn a_server_is_named_in_many_ways() {
        for (typed, address) in [
            ("alumni.example", "https://alumni.example"),
            (" https://Alumni.Example/ ", "https://alumni.example"),
            ("https://alumni.example:8443/join", "https://alumni.example:8443"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://localhost:1", "http://localhost:1"),
            ("resumex://join?server=https://alumni.example", "https://alumni.example"),
        ] {
            assert_eq!(server_address(typed), Ok(address.to_owned()), "{typed}");
        }
        assert_eq!(server_address("http://alumni.example").unwrap_err().code, Code::ServerInsecure);
        for typed in ["", "ftp://a.example", "https://u:p@a.example", "https://a.example/x", "あ い", "https://"] {
            assert_eq!(server_address(typed).unwrap_err().code, Code::ServerAddressInvalid, "{typed}");
        }
    }
}
