//! Content of attachments, sent and asked for in chunks, so that what was sent before a network went need not be sent again.

use serde::{Deserialize, Serialize};

/// Bytes of a chunk; the last one of a content is what is left.
pub const BLOB_CHUNK: u32 = 256 * 1024;

/// `GET /v1/conversations/{conversation}/blobs/{digest}/chunks`: which chunks of a content the server has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlobChunks {
    /// Runs of chunks, each from the first one to the one after the last, in order; they neither touch nor overlap.
    pub have: Vec<[u32; 2]>,
}

impl BlobChunks {
    /// The runs of these chunks, which come in order.
    pub fn of(chunks: impl IntoIterator<Item = u32>) -> Self {
        let mut have: Vec<[u32; 2]> = vec![];
        for chunk in chunks {
            match have.last_mut() {
                Some([_, to]) if *to == chunk => *to = chunk.saturating_add(1),
                _ => have.push([chunk, chunk.saturating_add(1)]),
            }
        }
        Self { have }
    }

    /// Whether a chunk is among them.
    pub fn has(&self, chunk: u32) -> bool {
        self.have.iter().any(|[from, to]| (*from..*to).contains(&chunk))
    }
}

/// How many chunks a content of `bytes` bytes has.
pub const fn chunk_count(bytes: u32) -> u32 {
    bytes.div_ceil(BLOB_CHUNK)
}

/// How long the chunk `n` of a content of `bytes` bytes is; none when there is no such chunk.
pub fn chunk_bytes(bytes: u32, n: u32) -> Option<u32> {
    let from = n.checked_mul(BLOB_CHUNK)?;
    bytes.checked_sub(from).map(|rest| rest.min(BLOB_CHUNK)).filter(|length| *length > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_make_up_the_content() {
        for bytes in [1, BLOB_CHUNK - 1, BLOB_CHUNK, BLOB_CHUNK + 1, 3 * BLOB_CHUNK, crate::limit::ATTACHMENT] {
            let each: Vec<u32> = (0..chunk_count(bytes)).map(|n| chunk_bytes(bytes, n).unwrap()).collect();
            assert_eq!(each.iter().sum::<u32>(), bytes);
            assert!(each.iter().rev().skip(1).all(|length| *length == BLOB_CHUNK), "only the last one is shorter");
            assert_eq!(chunk_bytes(bytes, chunk_count(bytes)), None);
        }
        assert_eq!((chunk_count(0), chunk_bytes(0, 0)), (0, None));
        assert_eq!(chunk_bytes(u32::MAX, u32::MAX), None);
    }

    #[test]
    fn runs_are_as_long_as_can_be() {
        assert_eq!(BlobChunks::of([0, 1, 2, 5, 7, 8]).have, [[0, 3], [5, 6], [7, 9]]);
        assert_eq!(BlobChunks::of([]), BlobChunks::default());
        let chunks = BlobChunks::of([1, 2]);
        assert_eq!([0, 1, 2, 3].map(|chunk| chunks.has(chunk)), [false, true, true, false]);
    }
}
