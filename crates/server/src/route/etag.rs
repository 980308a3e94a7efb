//! `ETag` and `If-None-Match`.

use axum::http::{HeaderMap, header};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};

/// The tag of a hash.
pub(crate) fn of(hash: [u8; 32]) -> String {
    format!("\"{}\"", BASE64_URL_SAFE_NO_PAD.encode(hash))
}

/// Whether a request says that it has what the tag stands for.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    // The comparison is weak (RFC 9110 §13.1.2): a proxy may have marked the tag so.
    lists.flat_map(|list| list.split(',')).any(|tag| tag.trim().trim_start_matches("W/") == etag)
}
