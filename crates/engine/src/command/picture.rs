//! Pictures from somebody's files: read with limits, and written anew with nothing in them but the picture.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};

use crate::failure::{Code, Failure};

/// Pixels on a side of a file that is read.
const LONGEST: u32 = 12_000;
/// Pixels of a file that is read: more than any camera of a phone makes.
const MOST: u64 = 100_000_000;
/// Bytes that a picture may take in the memory while it is read.
const MEMORY: u64 = MOST * 4;

/// The picture as it is stored, and how it has to be turned. What its bytes are tells its kind, not a name. `field` is the
/// parameter to blame.
pub(super) fn read(file: &[u8], field: &str) -> Result<(DynamicImage, Orientation), Failure> {
    decode(file).map_err(|error| unreadable(&error, field))
}

/// Why a picture cannot be read, for the person.
pub(super) fn unreadable(error: &ImageError, field: &str) -> Failure {
    match error {
        ImageError::Limits(_) => Failure::at(Code::TooLarge, field),
        error => {
            tracing::info!(%error, "a picture that cannot be read");
            Failure::at(Code::Invalid, field)
        }
    }
}

/// What a decoder may use.
pub(super) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    limits
}

fn decode(file: &[u8]) -> Result<(DynamicImage, Orientation), ImageError> {
    let mut limits = limits();
    let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    // A decoder that is told of a size does not count what it gives back.
    limits.check_dimensions(width, height)?;
    limits.reserve(decoder.total_bytes())?;
    if u64::from(width) * u64::from(height) > MOST {
        let kind = image::error::LimitErrorKind::DimensionError;
        return Err(ImageError::Limits(image::error::LimitError::from_kind(kind)));
    }
    decoder.set_limits(limits)?;
    // Broken metadata is no reason to refuse a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder)?, orientation))
}

/// A JPEG with nothing in it but the picture.
pub(super) fn jpeg(picture: &RgbImage, quality: u8, field: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let encoded = JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(picture);
    encoded.map(|()| bytes).map_err(|_| Failure::at(Code::Invalid, field))
}

/// A JPEG has no transparency: what is behind a picture is paper.
pub(super) fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut paper = RgbImage::new(picture.width(), picture.height());
    for (image::Rgba([r, g, b, alpha]), to) in picture.pixels().zip(paper.pixels_mut()) {
        let (alpha, white) = (u32::from(*alpha), u32::from(u8::MAX));
        let mix =
            |part: u8| ((u32::from(part) * alpha + white * (white - alpha)) / white).try_into().unwrap_or(u8::MAX);
        *to = Rgb([mix(*r), mix(*g), mix(*b)]);
    }
    paper
}

#[cfg(test)]
mod tests {
    use image::GenericImageView;

    use super::*;

    #[test]
    fn what_is_transparent_is_white() {
        let mut clear = image::RgbaImage::new(2, 1);
        clear.put_pixel(0, 0, image::Rgba([0, 0, 0, 0]));
        clear.put_pixel(1, 0, image::Rgba([0, 0, 0, 128]));
        let paper = DynamicImage::from(on_white(clear.into()));
        assert_eq!((paper.get_pixel(0, 0).0, paper.get_pixel(1, 0).0), ([255, 255, 255, 255], [127, 127, 127, 255]));
    }
}
