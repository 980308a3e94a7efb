//! A body as lines of JSON. A line has a longest length, so that a hostile server cannot fill the memory.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use super::{ApiError, Body, answer::value};

/// The longest line: a message of 20,000 characters, every one escaped as `\u1234\u5678`, is 240 kB.
const LONGEST: usize = 1 << 20;
/// Values in one line: a report with 50 messages has some 300.
const VALUES: usize = 20_000;

/// Reads values, one a line.
pub(crate) struct Lines {
    body: Body,
    held: Vec<u8>,
    // Bytes of `held` that have been read, and behind them those that are known to hold no line end.
    read: usize,
    searched: usize,
}

impl Lines {
    pub(crate) fn of(body: Body) -> Self {
        Self { body, held: Vec::new(), read: 0, searched: 0 }
    }

    /// The next value; none at the end of the body.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, ApiError> {
        loop {
            let new = self.held.get(self.searched..).unwrap_or_default();
            if let Some(end) = new.iter().position(|&byte| byte == b'\n') {
                let end = self.searched + end;
                let line = self.held.get(self.read..end).unwrap_or_default();
                (self.read, self.searched) = (end + 1, end + 1);
                if line.trim_ascii().is_empty() {
                    continue;
                }
                return value(line, VALUES).map(Some).ok_or(ApiError::BadAnswer("a line"));
            }
            // What was read goes once for each piece that comes, not once for each line of it.
            self.held.drain(..self.read);
            (self.read, self.searched) = (0, self.held.len());
            if self.held.len() > LONGEST {
                return Err(ApiError::BadAnswer("an endless line"));
            }
            match self.body.next().await {
                Some(bytes) => self.held.extend_from_slice(&bytes?),
                // A line without an end was cut off.
                None if self.held.trim_ascii().is_empty() => return Ok(None),
                None => return Err(ApiError::BadAnswer("half a line")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(parts: &[&str]) -> Body {
        let parts: Vec<_> = parts.iter().map(|part| Ok(part.as_bytes().to_vec())).collect();
        futures_util::stream::iter(parts).boxed()
    }

    #[tokio::test]
    async fn values_come_whole_however_the_bytes_are_cut() {
        let mut lines = Lines::of(body(&["1\n2", "3\n\n", "4", "5\n"]));
        let mut values = Vec::new();
        while let Some(value) = lines.next::<u32>().await.unwrap() {
            values.push(value);
        }
        assert_eq!(values, [1, 23, 45]);
    }

    #[tokio::test]
    async fn a_cut_or_endless_line_is_no_value() {
        let mut cut = Lines::of(body(&["{\"a\":"]));
        assert_eq!(cut.next::<serde_json::Value>().await, Err(ApiError::BadAnswer("half a line")));
        let long = "1".repeat(LONGEST / 2);
        let mut endless = Lines::of(body(&[&long, &long, &long, "\n"]));
        assert_eq!(endless.next::<serde_json::Value>().await, Err(ApiError::BadAnswer("an endless line")));
    }
}
