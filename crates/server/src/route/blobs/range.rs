//! `Range` with a single range of bytes (RFC 9110 §14).

use axum::http::{HeaderMap, header};

/// Which part of a content is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it; also when the range cannot be understood, is of another unit or is more than one: then it says nothing.
    Whole,
    /// From the first byte to the one after the last, at least one.
    Bytes {
        /// The first.
        from: u32,
        /// After the last.
        to: u32,
    },
    /// None of it.
    Nothing,
}

/// The part of a content of `bytes` bytes, at least one, that a request asks for.
pub(super) fn part(headers: &HeaderMap, etag: &str, bytes: u32) -> Part {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // A range of something else than what the device holds a part of is no use to it.
    if text(header::IF_RANGE).is_some_and(|tag| tag != etag) {
        return Part::Whole;
    }
    text(header::RANGE).and_then(|range| single(range, bytes)).unwrap_or(Part::Whole)
}

fn single(range: &str, bytes: u32) -> Option<Part> {
    let (unit, range) = range.split_once('=')?;
    let (first, last) = range.trim().split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes"))?;
    // Longer than any content is as good as its end; anything but digits is none.
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(u32::MAX))
    };
    let (from, to) = match (first, last) {
        ("", last) => (bytes.saturating_sub(number(last)?), bytes),
        (first, "") => (number(first)?, bytes),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            (first, last.saturating_add(1).min(bytes))
        }
    };
    Some(if from < to { Part::Bytes { from, to } } else { Part::Nothing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_range_is_understood_and_nothing_else() {
        let asked = |range: &str| {
            let headers = HeaderMap::from_iter([(header::RANGE, range.parse().unwrap())]);
            part(&headers, "\"a\"", 100)
        };
        for (range, from, to) in [
            ("bytes=0-", 0, 100),
            ("bytes=0-0", 0, 1),
            ("bytes=10-19", 10, 20),
            ("bytes=99-", 99, 100),
            ("bytes=90-4294967295", 90, 100),
            ("bytes=90-99999999999999999999", 90, 100),
            ("bytes=-1", 99, 100),
            ("bytes=-1000", 0, 100),
            ("Bytes = 5-6 ", 5, 7),
        ] {
            assert_eq!(asked(range), Part::Bytes { from, to }, "{range}");
        }
        for range in ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(asked(range), Part::Nothing, "{range}");
        }
        for range in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-4",
            "bytes=0-1,5-6",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=a-b",
            "bytes=0x1-",
        ] {
            assert_eq!(asked(range), Part::Whole, "{range}");
        }
        assert_eq!(part(&HeaderMap::new(), "\"a\"", 100), Part::Whole);
    }

    #[test]
    fn a_range_of_something_else_is_none() {
        for (tag, expected) in
            [("\"a\"", Part::Bytes { from: 1, to: 100 }), ("\"b\"", Part::Whole), ("W/\"a\"", Part::Whole)]
        {
            let headers = [(header::RANGE, "bytes=1-"), (header::IF_RANGE, tag)]
                .map(|(name, value)| (name, value.parse().unwrap()));
            assert_eq!(part(&HeaderMap::from_iter(headers), "\"a\"", 100), expected, "{tag}");
        }
    }
}
