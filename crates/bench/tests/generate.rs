//! The generated data is the same to the last byte as what the design's figures were measured with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use bench::generate::{Size, file, known};

#[test]
fn a_small_run_has_the_known_bytes() {
    let written = file::write(Size::SMALL, None).unwrap();
    assert_eq!(known::differences(known::SMALL, &written), Vec::<String>::new());
}

#[test]
fn another_byte_is_told() {
    let mut written = file::write(Size::SMALL, None).unwrap();
    written[3].sha256.replace_range(0..1, "x");
    assert_eq!(known::differences(known::SMALL, &written), ["changes.ndjson is not what it was"]);
    assert_eq!(known::differences(known::FULL, &written).len(), 5);
}
