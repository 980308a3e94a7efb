//! Links: `resumex://…` navigates and does nothing else; an invitation names a server.

use std::str::FromStr;

use domain::{ConversationId, OfferId, OrgId, PersonId};
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
    let screen = url.host_str()?;
    let path: Vec<&str> = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if screen == "join" && path.is_empty() {
        let server = url.query_pairs().find(|(name, _)| name == "server")?.1.into_owned();
        return server_address(&server).ok().map(Link::Join);
    }
    page(screen, &path).map(Link::Open)
}

/// The page of the app that a link names. What stands in the path is written anew from what was understood: nothing of the
/// link itself reaches the window.
fn page(screen: &str, path: &[&str]) -> Option<String> {
    Some(match (screen, path) {
        ("today" | "messages" | "people" | "offers" | "profile" | "desk" | "settings" | "outbox", []) => {
            format!("/{screen}")
        }
        ("people", [part @ "requests"])
        | ("profile", [part @ ("see-as" | "confirm")])
        | ("settings", [part @ ("notifications" | "conditions" | "blocks")]) => format!("/{screen}/{part}"),
        ("messages", [conversation]) => format!("/messages/{}", id::<ConversationId>(conversation)?),
        ("people", [organization, person]) => {
            format!("/people/{}/{}", id::<OrgId>(organization)?, id::<PersonId>(person)?)
        }
        ("offers", [organization, offer]) => {
            format!("/offers/{}/{}", id::<OrgId>(organization)?, id::<OfferId>(offer)?)
        }
        ("desk", [organization]) => format!("/desk/{}", id::<OrgId>(organization)?),
        ("desk", [organization, part @ ("members" | "offers" | "reports")]) => {
            format!("/desk/{}/{part}", id::<OrgId>(organization)?)
        }
        ("desk", [organization, "offers", offer]) => {
            format!("/desk/{}/offers/{}", id::<OrgId>(organization)?, id::<OfferId>(offer)?)
        }
        _ => return None,
    })
}

fn id<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
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

    const A: &str = "0197a1b2-0000-7000-8000-000000000001";
    const B: &str = "0197a1b2-0000-7000-8000-000000000002";

    #[test]
    fn every_page_has_a_link() {
        for path in [
            "today".to_owned(),
            "messages".to_owned(),
            format!("messages/{A}"),
            "people".to_owned(),
            format!("people/{A}/{B}"),
            "offers".to_owned(),
            format!("offers/{A}/{B}"),
            "profile".to_owned(),
            "people/requests".to_owned(),
            "profile/see-as".to_owned(),
            "profile/confirm".to_owned(),
            "desk".to_owned(),
            format!("desk/{A}"),
            format!("desk/{A}/members"),
            format!("desk/{A}/offers"),
            format!("desk/{A}/offers/{B}"),
            format!("desk/{A}/reports"),
            "settings".to_owned(),
            "settings/notifications".to_owned(),
            "settings/conditions".to_owned(),
            "settings/blocks".to_owned(),
            "outbox".to_owned(),
        ] {
            assert_eq!(parse(&format!("resumex://{path}")), Some(Link::Open(format!("/{path}"))));
            assert_eq!(
                parse(&format!(" resumex://{path}/ ")),
                Some(Link::Open(format!("/{path}"))),
                "a line end is none"
            );
        }
        assert_eq!(
            parse("resumex://join?server=https%3A%2F%2Falumni.example"),
            Some(Link::Join("https://alumni.example".to_owned()))
        );
    }

    #[test]
    fn a_link_that_names_no_page_is_nothing() {
        for link in [
            "https://messages/1".to_owned(),
            "resumex://messages/../settings".to_owned(),
            "resumex://messages/1".to_owned(),
            "resumex://sign_out".to_owned(),
            "resumex://join?server=http://alumni.example".to_owned(),
            "resumex://join?server=javascript:alert(1)".to_owned(),
            "resumex://join/x?server=https://alumni.example".to_owned(),
            "resumex://profile/delete".to_owned(),
            "resumex:today".to_owned(),
            "resumex:///today".to_owned(),
            "resumex://".to_owned(),
            "resumex://desk/members".to_owned(),
            format!("resumex://desk/{A}/members/{B}"),
            format!("resumex://desk/{A}/publish"),
            format!("resumex://desk/{A}/offers/{B}/publish"),
            format!("resumex://people/{A}"),
            format!("resumex://people/{A}/{B}/block"),
            format!("resumex://people/{A}/..%2f{B}"),
            format!("resumex://offers/{A}/%2e%2e/{B}/x"),
            format!("resumex://offers/{A}/<script>"),
            format!("resumex://messages/{A}%00"),
            format!("resumex://messages/{A}%20"),
            format!("resumex://messages/{}", "a".repeat(100_000)),
            "javascript:alert(1)".to_owned(),
            String::new(),
        ] {
            assert_eq!(parse(&link), None, "{link}");
        }
    }

    #[test]
    fn nothing_of_a_link_but_its_ids_reaches_the_window() {
        let written = A.to_uppercase().replace('-', "");
        for link in [
            format!("resumex://messages/{written}"),
            format!("resumex://messages/{A}?x=<script>#y"),
            format!("resumex://somebody:secret@messages:99/x/../{A}"),
            format!("RESUMEX://messages//{A}//"),
        ] {
            assert_eq!(parse(&link), Some(Link::Open(format!("/messages/{A}"))), "{link}");
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
