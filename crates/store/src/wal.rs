//! A write-ahead log that was damaged, made readable behind the damage.
//!
//! SQLite reads a log up to the first frame whose checksum is wrong. The checksums chain the frames and know no key: computed
//! anew, they let it read on. What is in a frame is still believed by nobody but the cipher, which seals each page: a damaged
//! page is found out when it is read, and the next version of the same page, later in the log, is as good as ever.

/// The log's header: magic, version, page size, number, two salts, two sums; big-endian.
const HEADER: usize = 32;
/// A frame's header: page, size of the file after a commit, two salts, two sums; then the page.
const FRAME: usize = 24;
const SALTS: std::ops::Range<usize> = 8..16;

/// The log with every checksum right, up to the last frame of its generation; none when it holds no frame.
pub(crate) fn rechained(wal: &[u8], page: usize) -> Option<Vec<u8>> {
    let (header, frames) = wal.split_at_checked(HEADER)?;
    let frames: Vec<&[u8]> = frames.chunks_exact(FRAME + page).collect();
    // Frames of the generation before may stand behind: they bear other salts. The header's own may be what was damaged.
    let bears = |salts: &[u8]| frames.iter().rposition(|frame| frame.get(SALTS) == Some(salts));
    let salts = header.get(16..24)?;
    let (salts, last) = match bears(salts) {
        Some(last) => (salts, last),
        None => {
            let first = frames.first()?.get(SALTS)?;
            (first, bears(first)?)
        }
    };
    let is_big = cfg!(target_endian = "big");
    let mut sum = (0, 0);
    let mut chained = Vec::with_capacity(wal.len());
    chained.extend([0x37, 0x7f, 0x06, if is_big { 0x83 } else { 0x82 }]);
    chained.extend(3_007_000_u32.to_be_bytes());
    chained.extend(u32::try_from(page).ok()?.to_be_bytes());
    chained.extend(header.get(12..16)?);
    chained.extend(salts);
    add(&mut sum, &chained, is_big);
    chained.extend([sum.0.to_be_bytes(), sum.1.to_be_bytes()].as_flattened());
    for frame in frames.get(..=last)? {
        let (place, content) = (frame.get(..8)?, frame.get(FRAME..)?);
        add(&mut sum, place, is_big);
        add(&mut sum, content, is_big);
        chained.extend(place);
        chained.extend(salts);
        chained.extend([sum.0.to_be_bytes(), sum.1.to_be_bytes()].as_flattened());
        chained.extend(content);
    }
    Some(chained)
}

fn add(sum: &mut (u32, u32), bytes: &[u8], is_big: bool) {
    let word = |four: [u8; 4]| if is_big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
    for pair in bytes.as_chunks::<8>().0 {
        let [a, b, c, d, e, f, g, h] = *pair;
        sum.0 = sum.0.wrapping_add(word([a, b, c, d])).wrapping_add(sum.1);
        sum.1 = sum.1.wrapping_add(word([e, f, g, h])).wrapping_add(sum.0);
    }
}
