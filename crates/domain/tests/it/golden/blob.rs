//! Content of attachments.

use domain::wire::BlobChunks;

use super::check;

#[test]
fn chunks() {
    check("blob_chunks.json", &BlobChunks { have: vec![[0, 3], [7, 8]] });
}
