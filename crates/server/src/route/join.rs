//! `GET /join`

use std::sync::LazyLock;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::{app::App, secret::sha256};

const STYLE: &str = "body{font:17px/1.7 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 1.2em;\
color:#1d2330;background:#fbfaf7}a.open{display:inline-block;padding:.7em 1.4em;border-radius:.6em;background:#1f5f5b;\
color:#fff;text-decoration:none}code{overflow-wrap:anywhere}\
@media(prefers-color-scheme:dark){body{color:#e8e6e1;background:#16181d}a.open{background:#2f8a83}}";

/// The page allows itself its own style, known by its hash, and nothing else.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = BASE64_STANDARD.encode(sha256(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The page behind an invitation: it opens the app with this server's address.
#[utoipa::path(
    get, path = "/join", tag = "server", security(),
    responses((status = 200, description = "A page without scripts.", body = String, content_type = "text/html"))
)]
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let server = app.settings().public_url.clone().or_else(|| own_address(&headers)).unwrap_or_default();
    let mut response = Html(page(&server)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// The link that opens the app with a server's address.
pub(crate) fn link(server: &str) -> String {
    let mut link = String::from("resumex://join?server=");
    for byte in server.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    link
}

/// What the request calls this server; only on loopback is it reached without TLS.
fn own_address(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let is_host = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    let is_loopback = host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
    is_host.then(|| format!("{}://{host}", if is_loopback { "http" } else { "https" }))
}

fn page(server: &str) -> String {
    let (link, server) = (link(server), escape(server));
    format!(
        "<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>ResumeX</title><style>{STYLE}</style></head>\n\
         <body><h1>ResumeX への招待</h1>\n\
         <p>アプリをお使いの端末で、下のボタンを押してください。</p>\n\
         <p><a class=\"open\" href=\"{link}\">アプリで開く</a></p>\n\
         <p>開かないときは、アプリの「サーバー」に次のアドレスを入力してください。<br><code>{server}</code></p>\n\
         <hr>\n<div lang=\"en\"><p>You are invited to ResumeX. Open it on a device that has the app: \
         <a href=\"{link}\">open the app</a>. If nothing happens, enter this server in the app: \
         <code>{server}</code></p></div></body></html>\n"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_cannot_write_into_the_page() {
        let page = page("https://x\"><script>alert(1)</script>");
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("resumex://join?server=https%3A%2F%2Fx%22%3E%3Cscript"));
    }

    #[test]
    fn an_own_address_is_a_host() {
        let of =
            |host: &'static str| own_address(&HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]));
        assert_eq!(of("127.0.0.1:8080").as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(of("resumex.example").as_deref(), Some("https://resumex.example"));
        assert_eq!(of("a\"b"), None);
    }
}
