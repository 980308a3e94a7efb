//! What may be believed of an answer. Only what is of this protocol counts: a page of a hotel's network, a proxy's failure
//! or another protocol's problem document says nothing but that the server was not reached.

use domain::{
    limit,
    wire::{OpResult, Problem},
};
use futures_util::StreamExt;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, SeqAccess, Visitor},
};

use super::{ApiError, Body, Response};

/// The longest answer of few values, in bytes: a list of sessions.
pub(super) const SHORT: usize = 1 << 20;
/// The longest page of a person: 500 rows of 2,000 characters of three bytes each, and what is around them.
pub(super) const PAGE: usize = 6 << 20;
/// The longest answer to ops: those of one request are a megabyte, and what stands in their places may be longer.
pub(super) const RESULTS: usize = 8 << 20;
/// Values in one answer: 500 results of 200 values each.
const VALUES: usize = 100_000;
/// The longest problem document.
const PROBLEM: usize = 64 << 10;
/// The longest wait that is told to anybody, in seconds: a day, after which every budget begins anew.
const LONGEST_WAIT_S: u32 = 24 * 60 * 60;
/// What is said of a body beyond the limit of its kind: fewer ops at once may have a shorter one.
pub(crate) const TOO_LONG: ApiError = ApiError::BadAnswer("an endless body");

/// A body at once, of at most so many bytes. Whatever length was told, only what comes takes memory.
pub(super) async fn whole(mut body: Body, most: usize) -> Result<Vec<u8>, ApiError> {
    let mut all = Vec::new();
    while let Some(part) = body.next().await {
        all.extend_from_slice(&part?);
        if all.len() > most {
            return Err(TOO_LONG);
        }
    }
    Ok(all)
}

/// A JSON answer of at most so many bytes.
pub(super) async fn json<A: DeserializeOwned>(response: Response, most: usize) -> Result<A, ApiError> {
    if !(200..300).contains(&response.status) {
        return Err(problem(response).await);
    }
    if !response.content_type.starts_with("application/json") {
        return Err(ApiError::Foreign(response.status));
    }
    value(&whole(response.body, most).await?, VALUES).ok_or(ApiError::BadAnswer("not this JSON"))
}

/// JSON of at most so many values. A value of two bytes takes a hundred once it is read: the length alone is no bound.
pub(super) fn value<T: DeserializeOwned>(json: &[u8], most: usize) -> Option<T> {
    let (mut values, mut is_text, mut is_escaped) = (0, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_text,
            b'"' => is_text = !is_text,
            b',' | b'[' | b'{' if !is_text => values += 1,
            _ => {}
        }
    }
    if values > most { None } else { serde_json::from_slice(json).ok() }
}

/// What a failed answer says. A problem is believed when it is one of this protocol, sent with the status it names.
pub(super) async fn problem(response: Response) -> ApiError {
    let Response { status, retry_after_s, body, content_type, .. } = response;
    if !content_type.starts_with("application/problem+json") {
        return ApiError::Foreign(status);
    }
    let body = match whole(body, PROBLEM).await {
        Ok(body) => body,
        Err(error) => return error,
    };
    match value::<Problem>(&body, VALUES) {
        Some(problem) if problem.status == status => {
            let retry_after_s = problem.retry_after_s.or(retry_after_s).map(|seconds| seconds.min(LONGEST_WAIT_S));
            ApiError::Problem(Problem { retry_after_s, ..problem })
        }
        Some(_) | None => ApiError::Foreign(status),
    }
}

/// An answer to ops of which no more results are read than one request may have ops.
#[derive(Deserialize)]
pub(super) struct Results {
    #[serde(deserialize_with = "results")]
    pub(super) results: Vec<OpResult>,
}

fn results<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<OpResult>, D::Error> {
    struct Few;
    impl<'de> Visitor<'de> for Few {
        type Value = Vec<OpResult>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "at most {} results", limit::OPS)
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut results = Vec::new();
            while let Some(result) = list.next_element()? {
                if results.len() == limit::OPS {
                    return Err(A::Error::invalid_length(results.len() + 1, &self));
                }
                results.push(result);
            }
            Ok(results)
        }
    }
    from.deserialize_seq(Few)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::value;

    #[test]
    fn values_are_counted_outside_of_texts() {
        let text = json!({ "a": "[,{\\\"[,", "b": [1, 2] }).to_string();
        assert!(value::<Value>(text.as_bytes(), 4).is_some(), "two braces and brackets, two commas: {text}");
        assert!(value::<Value>(text.as_bytes(), 3).is_none());
        assert!(value::<Value>(b"{", 9).is_none());
    }
}
