//! The heads of an exchange: how long they were, and what they say of waiting.

use jiff::fmt::rfc2822;
use reqwest::header::HeaderMap;

use super::http::USER_AGENT;

/// A line of a head: `name: value` and its end.
fn line(name: usize, value: usize) -> u64 {
    (name + 2 + value + 2) as u64
}

fn lines(headers: &HeaderMap) -> u64 {
    headers.iter().map(|(name, value)| line(name.as_str().len(), value.len())).sum()
}

/// What is written before the body: the request's own headers and those that are added to every one on its way.
pub(super) fn of_request(request: &reqwest::Request) -> u64 {
    let url = request.url();
    let query = url.query().map_or(0, |query| query.len() + 1);
    let first = request.method().as_str().len() + 1 + url.path().len() + query + " HTTP/1.1\r\n".len();
    let length = request
        .body()
        .and_then(reqwest::Body::as_bytes)
        .map_or(0, |body| line("content-length".len(), body.len().to_string().len()));
    let added = line("host".len(), url.authority().len())
        + line("accept".len(), "*/*".len())
        + line("user-agent".len(), USER_AGENT.len());
    first as u64 + added + length + lines(request.headers()) + 2
}

pub(super) fn of_answer(response: &reqwest::Response) -> u64 {
    let reason = response.status().canonical_reason().unwrap_or_default();
    ("HTTP/1.1 200 \r\n".len() + reason.len() + 2) as u64 + lines(response.headers())
}

/// A header as text; empty when there is none.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// `Retry-After` in seconds. A date counts from the answer's own `Date`: the device's clock may be wrong by years.
pub(super) fn retry_after_s(headers: &HeaderMap) -> Option<u32> {
    let text = |name| self::text(headers, name).trim();
    if let Ok(seconds) = text("retry-after").parse::<u64>() {
        return Some(u32::try_from(seconds).unwrap_or(u32::MAX));
    }
    let at = |name| Some(rfc2822::DateTimeParser::new().parse_timestamp(text(name)).ok()?.as_second());
    let seconds = at("retry-after")?.checked_sub(at("date")?)?.max(0);
    Some(u32::try_from(seconds).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{DATE, HeaderValue, RETRY_AFTER};

    use super::*;

    #[test]
    fn a_wait_is_said_in_seconds_or_as_a_date() {
        let told = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            headers.insert(DATE, HeaderValue::from_static("Thu, 02 Apr 2026 00:00:00 GMT"));
            retry_after_s(&headers)
        };
        assert_eq!(told("120"), Some(120));
        assert_eq!(told(" 0 "), Some(0));
        assert_eq!(told("31536000"), Some(31_536_000));
        assert_eq!(told("99999999999999"), Some(u32::MAX));
        assert_eq!(told("Thu, 02 Apr 2026 00:01:30 GMT"), Some(90));
        assert_eq!(told("Wed, 01 Apr 2026 00:00:00 GMT"), Some(0), "it is over");
        assert_eq!(told("Thu, 31 Dec 9998 23:59:59 GMT"), Some(u32::MAX));
        for nothing in ["", "-1", "soon", "1.5", "99999999999999999999999", "Thu, 02 Apr 2026"] {
            assert_eq!(told(nothing), None, "{nothing}");
        }
        let mut undated = HeaderMap::new();
        undated.insert(RETRY_AFTER, HeaderValue::from_static("Thu, 02 Apr 2026 00:01:30 GMT"));
        assert_eq!(retry_after_s(&undated), None, "nobody knows from when");
    }
}
