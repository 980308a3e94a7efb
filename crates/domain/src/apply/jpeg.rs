//! What a photo or a preview may be (JPEG: ITU-T T.81 annex B). Everybody who may see it has it decoded by their web view: it must
//! not grow there, and must not carry where and when it was taken.

/// Whether bytes are one whole JPEG of at most `side` pixels a side, and nothing else: of the parts that a
/// JPEG can have only those without which there is no picture.
pub(super) fn is_bare_jpeg(bytes: &[u8], side: u16) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xff, 0xd8]) else { return false };
    let mut is_small = None;
    loop {
        rest = match rest {
            // The end, and nothing hides behind it.
            [0xff, 0xd9] => return is_small == Some(true),
            // A marker may be filled up in front.
            [0xff, 0xff, ..] => rest.get(1..).unwrap_or_default(),
            [0xff, marker, data @ ..] => {
                let [high, low, ..] = data else { return false };
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let Some((segment, after)) = data.split_at_checked(length) else { return false };
                match marker {
                    // JFIF, quantization and Huffman tables, restart interval.
                    0xe0 | 0xdb | 0xc4 | 0xdd => after,
                    // The frame: baseline, extended or progressive. One only, or another one would say how large it is.
                    0xc0..=0xc2 if is_small.is_none() => {
                        is_small = Some(is_small_frame(segment, side));
                        after
                    }
                    0xda if is_small.is_some() => after_scan(after),
                    // Exif, XMP and colour profiles, comments, whatever else.
                    _ => return false,
                }
            }
            _ => return false,
        };
    }
}

fn is_small_frame(segment: &[u8], side: u16) -> bool {
    let [_, _, _, h1, h0, w1, w0, ..] = segment else { return false };
    let sides = 1..=side;
    [[*h1, *h0], [*w1, *w0]].into_iter().all(|side| sides.contains(&u16::from_be_bytes(side)))
}

/// What follows the data of a scan: from the first marker on that is neither an escaped byte nor a restart.
fn after_scan(data: &[u8]) -> &[u8] {
    let is_marker = |pair: &[u8]| matches!(pair, [0xff, marker] if !matches!(marker, 0 | 0xd0..=0xd7));
    data.windows(2).position(is_marker).and_then(|at| data.get(at..)).unwrap_or_default()
}
