//! The photo: cut out, made small and written anew, so that nothing of the file but the picture is kept.

mod square;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    Intent, limit,
    record::{FieldValue, ProfileField},
    visibility::Visibility,
};
use serde::Deserialize;
use ts_rs::TS;

use self::square::{Square, cut};
use super::{enqueue, picture::jpeg};
use crate::{
    Engine,
    failure::{Code, Failure},
};

/// Longest file, in bytes.
const LARGEST: usize = 20 << 20;
/// Qualities in the order in which they are tried: the first at which a picture is small enough for everybody's device. Only
/// noise needs any but the first.
const QUALITIES: [u8; 6] = [82, 70, 58, 46, 34, 22];

/// A picture file and the square of it that shall be the photo, in the picture's pixels as it is shown (turned upright).
#[derive(Deserialize, TS)]
pub(crate) struct SetPhoto {
    /// JPEG, PNG, WebP or GIF, at most 20 MB, as base64.
    file: String,
    /// The square's left edge.
    x: u32,
    /// Its upper edge.
    y: u32,
    /// Its side.
    side: u32,
    /// What the person saw there when they began.
    base: FieldValue,
    /// Who sees it.
    visibility: Visibility,
}

pub(crate) fn set_photo(engine: &Engine, params: SetPhoto) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let SetPhoto { file, x, y, side, base, visibility } = params;
    if file.len() > LARGEST.div_ceil(3) * 4 {
        return Err(Failure::at(Code::TooLarge, FILE));
    }
    let file = BASE64_STANDARD.decode(file).map_err(|_| Failure::at(Code::Invalid, FILE))?;
    let text = photo(&file, Square { x, y, side })?;
    let value = FieldValue { text, visibility };
    enqueue(engine, &account, me, Intent::SetField { field: ProfileField::Photo, base, value })?;
    Ok(())
}

/// The parameter that is to blame for a picture.
const FILE: &str = "file";

/// The photo of a file, as base64.
fn photo(file: &[u8], square: Square) -> Result<String, Failure> {
    let small = cut(file, square)?;
    for quality in QUALITIES {
        let text = BASE64_STANDARD.encode(jpeg(&small, quality, FILE)?);
        if text.len() <= limit::PHOTO {
            return Ok(text);
        }
    }
    Err(Failure::at(Code::TooLarge, FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_written_coarser_until_it_fits() {
        // The worst that a picture can be: no two pixels have anything to do with each other.
        let mut state = 1u32;
        let noise = image::RgbImage::from_fn(256, 256, |_, _| {
            image::Rgb([0; 3].map(|_: u8| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            }))
        });
        let size = |quality| BASE64_STANDARD.encode(jpeg(&noise, quality, FILE).unwrap()).len();
        assert!(size(QUALITIES[0]) > limit::PHOTO, "{}", size(QUALITIES[0]));
        let mut png = std::io::Cursor::new(Vec::new());
        noise.write_to(&mut png, image::ImageFormat::Png).unwrap();
        let text = photo(png.get_ref(), Square { x: 0, y: 0, side: 256 }).unwrap();
        assert!(text.len() <= limit::PHOTO, "{}", text.len());
    }
}
