//! A picture with nothing in it but the picture: no place, no time, no name of a camera, no comment, not turned, not larger
//! than a screen. It is decoded and written anew, since what a format can hide is never known to the end.

use std::io::Cursor;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{limit, record::Preview};
use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageError, ImageFormat, RgbaImage,
    codecs::{gif::GifDecoder, png},
    imageops::FilterType,
};

use super::{
    FILE, gif,
    kind::{self, Kind},
};
use crate::{
    command::picture::{jpeg, limits, on_white, read, unreadable},
    failure::{Code, Failure},
};

/// Pixels on a side of a picture that is sent.
const LONGEST: u32 = 2_560;
/// A picture of more than twice as many is first made that small by plain averages: the fine filter's cost, in time and in
/// memory, grows with what it reads.
const COARSE: u32 = 2 * LONGEST;
/// The quality of a photo that is sent.
const QUALITY: u8 = 85;
/// Qualities of a preview in the order in which they are tried, until it is small enough.
const QUALITIES: [u8; 6] = [70, 58, 46, 34, 22, 10];
/// Pixels of all frames of a picture that moves: a minute of ten frames a second of 500 by 500.
const MOST: u64 = 150_000_000;

/// A file as it is sent.
pub(super) struct Cleaned {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) content: Vec<u8>,
    pub(super) preview: Option<Preview>,
}

/// A file as it is sent.
///
/// # Errors
/// `Invalid` at the file for what is no picture although it says so, and for a picture that cannot be cleaned.
pub(super) fn clean(name: String, file: Vec<u8>) -> Result<Cleaned, Failure> {
    match kind::of(&name, &file) {
        Kind::Other(kind) => Ok(Cleaned { name, kind: kind.to_owned(), content: file, preview: None }),
        Kind::Unfit => Err(Failure::at(Code::Invalid, FILE)),
        Kind::Picture(ImageFormat::Gif) => match moving(&file)? {
            Some(first) => {
                let content = gif::bare(&file).ok_or_else(|| Failure::at(Code::Invalid, FILE))?;
                picture(&name, ImageFormat::Gif, content, &first.into())
            }
            None => still(&name, &file, ImageFormat::Gif),
        },
        Kind::Picture(format) => still(&name, &file, format),
    }
}

/// Of WebP and PNG that move the first picture: there is nothing here that could write the others anew.
fn still(name: &str, file: &[u8], format: ImageFormat) -> Result<Cleaned, Failure> {
    let (stored, orientation) = read(file, FILE)?;
    let mut upright = in_eight_bits(within(stored));
    // Only now: turning a large picture takes longer than making it small.
    upright.apply_orientation(orientation);
    // What was exact or lets something shine through stays so; a photo is a photo whatever it was packed in.
    let is_photo = format == ImageFormat::Jpeg || (format == ImageFormat::WebP && !upright.color().has_alpha());
    if is_photo {
        let content = jpeg(&on_white(upright.clone()), QUALITY, FILE)?;
        return picture(name, ImageFormat::Jpeg, content, &upright);
    }
    let mut content = Vec::new();
    let (compression, filter) = (png::CompressionType::Default, png::FilterType::Adaptive);
    let encoder = png::PngEncoder::new_with_quality(&mut content, compression, filter);
    upright.write_with_encoder(encoder).map_err(|error| unreadable(&error, FILE))?;
    picture(name, ImageFormat::Png, content, &upright)
}

fn picture(name: &str, format: ImageFormat, content: Vec<u8>, shown: &DynamicImage) -> Result<Cleaned, Failure> {
    let kind = format.to_mime_type().to_owned();
    Ok(Cleaned { name: kind::renamed(name, format), kind, content, preview: Some(preview(shown)?) })
}

/// Not larger than is sent.
fn within(picture: DynamicImage) -> DynamicImage {
    let longest = picture.width().max(picture.height());
    if longest <= LONGEST {
        return picture;
    }
    let picture = if longest > COARSE { picture.thumbnail(COARSE, COARSE) } else { picture };
    picture.resize(LONGEST, LONGEST, FilterType::CatmullRom)
}

fn in_eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma16(_) => picture.into_luma8().into(),
        DynamicImage::ImageLumaA16(_) => picture.into_luma_alpha8().into(),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => picture.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => picture.into_rgba8().into(),
        other => other,
    }
}

/// The first frame of a GIF that has more than one. Every frame is decoded once: what cannot be shown is not sent, nor what would
/// keep the other one's machine busy.
fn moving(file: &[u8]) -> Result<Option<RgbaImage>, Failure> {
    let too_large = || Failure::at(Code::TooLarge, FILE);
    let failed = |error: ImageError| unreadable(&error, FILE);
    let mut decoder = GifDecoder::new(Cursor::new(file)).map_err(failed)?;
    decoder.set_limits(limits()).map_err(failed)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let (mut first, mut frames) = (None, 0);
    for frame in decoder.into_frames() {
        let frame = frame.map_err(failed)?;
        frames += 1;
        if frames > 1 && (width.max(height) > LONGEST || pixels.saturating_mul(frames) > MOST) {
            return Err(too_large());
        }
        first.get_or_insert_with(|| frame.into_buffer());
    }
    Ok(first.filter(|_| frames > 1))
}

fn preview(shown: &DynamicImage) -> Result<Preview, Failure> {
    let side = u32::from(limit::PREVIEW_SIDE);
    let pixels = |side: u32| u16::try_from(side).map_err(|_| Failure::at(Code::TooLarge, FILE));
    let (width, height) = (pixels(shown.width())?, pixels(shown.height())?);
    let small = match shown.width().max(shown.height()) > side {
        true => shown.thumbnail(side, side),
        false => shown.clone(),
    };
    let small = on_white(small);
    for quality in QUALITIES {
        let jpeg = BASE64_STANDARD.encode(jpeg(&small, quality, FILE)?);
        if jpeg.len() <= limit::PREVIEW_JPEG {
            return Ok(Preview { width, height, jpeg });
        }
    }
    Err(Failure::at(Code::TooLarge, FILE))
}
