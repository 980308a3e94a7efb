//! A body as lines of JSON. A line has a longest length, so that a hostile server cannot fill the memory.

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::{sync::mpsc, task::AbortHandle};

use super::{ApiError, Body, answer::value};

/// The longest line: a message of 20,000 characters, every one escaped as `\u1234\u5678`, is 240 kB.
const LONGEST: usize = 1 << 20;
/// Values in one line: a report with 50 messages has some 300.
const VALUES: usize = 20_000;

/// Pieces of values that wait to be written, while others are written and the next are read: a few hundred kilobytes.
const AHEAD: usize = 4;

/// Reads values, one a line.
struct Lines {
    body: Body,
    held: Vec<u8>,
    // Bytes of `held` that have been read, and behind them those that are known to hold no line end.
    read: usize,
    searched: usize,
}

impl Lines {
    fn of(body: Body) -> Self {
        Self { body, held: Vec::new(), read: 0, searched: 0 }
    }

    /// The next value of what is there; none when more has to come.
    fn held<T: DeserializeOwned>(&mut self) -> Result<Option<T>, ApiError> {
        loop {
            let new = self.held.get(self.searched..).unwrap_or_default();
            let Some(end) = new.iter().position(|&byte| byte == b'\n') else {
                // What was read goes once for each piece that comes, not once for each line of it.
                self.held.drain(..self.read);
                (self.read, self.searched) = (0, self.held.len());
                return Ok(None);
            };
            let end = self.searched + end;
            let line = self.held.get(self.read..end).unwrap_or_default();
            (self.read, self.searched) = (end + 1, end + 1);
            if !line.trim_ascii().is_empty() {
                return value(line, VALUES).map(Some).ok_or(ApiError::BadAnswer("a line"));
            }
        }
    }

    /// Waits for more; false at the end of the body.
    async fn more(&mut self) -> Result<bool, ApiError> {
        if self.held.len() > LONGEST {
            return Err(ApiError::BadAnswer("an endless line"));
        }
        match self.body.next().await {
            Some(bytes) => self.held.extend_from_slice(&bytes?),
            None if self.held.trim_ascii().is_empty() => return Ok(false),
            // A line without an end was cut off.
            None => return Err(ApiError::BadAnswer("half a line")),
        }
        Ok(true)
    }
}

/// Values that are read while those before them are used: on another core, where there is one.
pub(crate) struct Values<T> {
    ready: std::vec::IntoIter<T>,
    failed: Option<ApiError>,
    coming: mpsc::Receiver<Piece<T>>,
    _reading: Reading,
}

/// Some values, and what came in place of more.
type Piece<T> = (Vec<T>, Option<ApiError>);

/// It ends when nobody waits for it any more, whatever the network does.
struct Reading(AbortHandle);

impl Drop for Reading {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<T: DeserializeOwned + Send + 'static> Values<T> {
    /// Begins to read.
    pub(crate) fn of(body: Body) -> Self {
        let (to, coming) = mpsc::channel(AHEAD);
        let reading = tokio::spawn(read(Lines::of(body), to));
        Self { ready: Vec::new().into_iter(), failed: None, coming, _reading: Reading(reading.abort_handle()) }
    }

    /// The next value; none at the end of the body.
    pub(crate) async fn next(&mut self) -> Result<Option<T>, ApiError> {
        loop {
            if let Some(value) = self.ready.next() {
                return Ok(Some(value));
            }
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
            match self.coming.recv().await {
                Some(piece) => self.take(piece),
                None => return Ok(None),
            }
        }
    }

    fn take(&mut self, (values, failed): Piece<T>) {
        self.ready = values.into_iter();
        self.failed = failed;
    }
}

/// Reads to the end of a body, a piece of the network at a time.
async fn read<T: DeserializeOwned>(mut lines: Lines, to: mpsc::Sender<Piece<T>>) {
    loop {
        let mut values = Vec::new();
        let failed = loop {
            match lines.held() {
                Ok(Some(value)) => values.push(value),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        let is_failed = failed.is_some();
        let is_heard = !is_failed && values.is_empty() || to.send((values, failed)).await.is_ok();
        if is_failed || !is_heard {
            return;
        }
        match lines.more().await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => return drop(to.send((Vec::new(), Some(error))).await),
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
        let mut lines = Values::of(body(&["1\n2", "3\n\n", "4", "5\n"]));
        let mut values = Vec::<u32>::new();
        while let Some(value) = lines.next().await.unwrap() {
            values.push(value);
        }
        assert_eq!(values, [1, 23, 45]);
    }

    #[tokio::test]
    async fn a_cut_or_endless_line_is_no_value() {
        let mut cut = Values::<serde_json::Value>::of(body(&["{\"a\":"]));
        assert_eq!(cut.next().await, Err(ApiError::BadAnswer("half a line")));
        let long = "1".repeat(LONGEST / 2);
        let mut endless = Values::<serde_json::Value>::of(body(&[&long, &long, &long, "\n"]));
        assert_eq!(endless.next().await, Err(ApiError::BadAnswer("an endless line")));
    }

    #[tokio::test]
    async fn what_came_before_a_failure_is_given_first() {
        let mut values = Values::<u32>::of(body(&["1\n2\nx\n3\n"]));
        assert_eq!(values.next().await, Ok(Some(1)));
        assert_eq!(values.next().await, Ok(Some(2)));
        assert_eq!(values.next().await, Err(ApiError::BadAnswer("a line")));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_is_read_no_further() {
        let held = std::sync::Arc::new(());
        let watched = std::sync::Arc::clone(&held);
        let one = futures_util::stream::once(async { Ok(b"1\n".to_vec()) });
        let body = one.chain(futures_util::stream::pending()).inspect(move |_| drop(std::sync::Arc::clone(&watched)));
        let mut values = Values::<u32>::of(body.boxed());
        assert_eq!(values.next().await, Ok(Some(1)));
        drop(values);
        let let_go = async {
            while std::sync::Arc::strong_count(&held) > 1 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), let_go).await.unwrap();
    }
}
