//! The square of a picture file that is a photo: cut out where the person saw it, and made small.

use image::{
    DynamicImage, RgbImage,
    imageops::{self, FilterType},
    metadata::Orientation,
};

use super::FILE;
use crate::{
    command::picture::{on_white, read},
    failure::{Code, Failure},
};

/// Pixels on each side of a photo.
const SIDE: u32 = 256;
/// A square of more than twice so many pixels a side is first made this small by plain averages: the cost of the fine filter
/// grows with what it reads, and what it adds is done at the end.
const COARSE: u32 = 2 * SIDE;

/// A square in a picture, in pixels of the picture as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Square {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) side: u32,
}

/// The square of a picture file, [`SIDE`] pixels a side, on white where the picture shows nothing.
pub(super) fn cut(file: &[u8], square: Square) -> Result<RgbImage, Failure> {
    let (picture, orientation) = read(file, FILE)?;
    let Square { x, y, side } = as_stored(square, picture.width(), picture.height(), orientation)
        .ok_or_else(|| Failure::at(Code::Invalid, "side"))?;
    let picture = on_white(picture);
    let square = imageops::crop_imm(&picture, x, y, side, side);
    let square = if side > 2 * COARSE { imageops::thumbnail(&*square, COARSE, COARSE) } else { square.to_image() };
    let mut small = DynamicImage::from(imageops::resize(&square, SIDE, SIDE, FilterType::Lanczos3));
    // Only now: to turn the whole picture would take as long as all the rest.
    small.apply_orientation(orientation);
    Ok(small.into_rgb8())
}

/// Where a square of the picture as it is shown lies in the picture as it is stored, `width` by `height`; none when it is
/// not all in it.
fn as_stored(shown: Square, width: u32, height: u32, orientation: Orientation) -> Option<Square> {
    let Square { x, y, side } = shown;
    let is_turned = matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    );
    let (shown_width, shown_height) = if is_turned { (height, width) } else { (width, height) };
    // From the other edges.
    let right = shown_width.checked_sub(x.checked_add(side)?)?;
    let below = shown_height.checked_sub(y.checked_add(side)?)?;
    let (x, y) = match orientation {
        Orientation::NoTransforms => (x, y),
        Orientation::Rotate90 => (y, right),
        Orientation::Rotate180 => (right, below),
        Orientation::Rotate270 => (below, x),
        Orientation::FlipHorizontal => (right, y),
        Orientation::FlipVertical => (x, below),
        Orientation::Rotate90FlipH => (y, x),
        Orientation::Rotate270FlipH => (below, right),
    };
    (side > 0).then_some(Square { x, y, side })
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    /// Every pixel is another one.
    fn picture(width: u32, height: u32) -> DynamicImage {
        RgbImage::from_fn(width, height, |x, y| Rgb([x as u8, y as u8, 7])).into()
    }

    #[test]
    fn a_square_is_where_the_person_saw_it_however_the_file_is_turned() {
        let stored = picture(11, 7);
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            let mut shown = stored.clone();
            shown.apply_orientation(orientation);
            for (x, y, side) in [(0, 0, 1), (1, 2, 4), (3, 0, 3), (2, 1, 5)] {
                let at = as_stored(Square { x, y, side }, 11, 7, orientation).expect("it is in the picture");
                let mut cut = stored.crop_imm(at.x, at.y, at.side, at.side);
                cut.apply_orientation(orientation);
                assert_eq!(cut, shown.crop_imm(x, y, side, side), "EXIF {exif}, {x} {y} {side}");
            }
        }
    }

    #[test]
    fn a_square_outside_of_the_picture_is_none() {
        for (x, y, side) in [(0, 0, 0), (0, 0, 8), (5, 0, 7), (0, 1, 7), (u32::MAX, 0, 1), (1, 1, u32::MAX)] {
            let at = as_stored(Square { x, y, side }, 11, 7, Orientation::NoTransforms);
            assert_eq!(at, None, "{x} {y} {side}");
        }
        assert!(as_stored(Square { x: 0, y: 4, side: 7 }, 11, 7, Orientation::Rotate90).is_some(), "7 by 11 upright");
        assert!(as_stored(Square { x: 4, y: 0, side: 7 }, 11, 7, Orientation::Rotate90).is_none());
    }
}
