//! A photo: whatever file it comes from, a small square JPEG with nothing else in it.

use std::io::Cursor;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use crate::device::{Device, alumnus};

/// Four quarters: red, green, blue, white.
fn quarters(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([255, 0, 0]),
        (false, true) => Rgb([0, 255, 0]),
        (true, false) => Rgb([0, 0, 255]),
        (false, false) => Rgb([255, 255, 255]),
    })
    .into()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn params(file: &[u8], x: u32, y: u32, side: u32) -> Value {
    json!({
        "file": BASE64_STANDARD.encode(file), "x": x, "y": y, "side": side,
        "base": { "text": "", "visibility": [] }, "visibility": [],
    })
}

/// The photo in the own profile.
async fn photo(device: &Device) -> DynamicImage {
    let profile = device.ask("profile", Value::Null).await;
    let fields = profile["fields"].as_array().unwrap();
    let photo = fields.iter().find(|field| field["field"] == "photo").unwrap();
    assert_eq!(photo["pending"], true);
    let bytes = BASE64_STANDARD.decode(photo["text"].as_str().unwrap()).unwrap();
    for marker in [b"Exif".as_slice(), b"http://ns.adobe.com", b"ICC_PROFILE", b"secret"] {
        assert!(!bytes.windows(marker.len()).any(|part| part == marker), "nothing but the picture");
    }
    image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap()
}

#[track_caller]
fn check(picture: &DynamicImage, corners: [[u8; 3]; 4]) {
    assert_eq!(picture.dimensions(), (256, 256));
    for ((x, y), wanted) in [(40, 40), (216, 40), (40, 216), (216, 216)].into_iter().zip(corners) {
        let image::Rgba([r, g, b, _]) = picture.get_pixel(x, y);
        let is_near = [r, g, b].iter().zip(wanted).all(|(is, wanted)| is.abs_diff(wanted) < 12);
        assert!(is_near, "{:?} at {x} {y} is not {wanted:?}", [r, g, b]);
    }
}

const RED: [u8; 3] = [255, 0, 0];
const GREEN: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255, 255, 255];

#[tokio::test]
async fn every_kind_of_file_becomes_a_small_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let device = Device::of(alumnus()).await;
        let file = file(&quarters(300, 200), format);
        device.ask("set_photo", params(&file, 50, 0, 200)).await;
        check(&photo(&device).await, [RED, GREEN, BLUE, WHITE]);
        assert_eq!(device.verbs().await, ["set_field"], "{format:?}");
        assert_eq!(device.ask("outbox", Value::Null).await[0]["text"], "", "a photo is no text");
    }
}

#[tokio::test]
async fn a_large_picture_is_cut_where_the_person_said() {
    let device = Device::of(alumnus()).await;
    let file = file(&quarters(3_000, 2_400), ImageFormat::Jpeg);
    device.ask("set_photo", params(&file, 400, 100, 2_200)).await;
    check(&photo(&device).await, [RED, GREEN, BLUE, WHITE]);
    device.ask("set_photo", params(&file, 0, 0, 1_000)).await;
    check(&photo(&device).await, [RED; 4]);
    assert_eq!(device.verbs().await, ["set_field"], "the second one says it all");
}

/// A JPEG as a camera writes it: held by its side, and telling more than the picture.
fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"secret place");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

#[tokio::test]
async fn a_picture_stands_upright_and_tells_nothing_else() {
    let jpeg = file(&quarters(240, 160), ImageFormat::Jpeg);
    for (orientation, corners) in [
        (1, [RED, GREEN, BLUE, WHITE]),
        (3, [WHITE, BLUE, GREEN, RED]),
        (6, [BLUE, RED, WHITE, GREEN]),
        (8, [GREEN, WHITE, RED, BLUE]),
    ] {
        let device = Device::of(alumnus()).await;
        // As it is shown, a picture that is turned is 160 wide and 240 high.
        let (x, y) = if orientation >= 5 { (0, 40) } else { (40, 0) };
        device.ask("set_photo", params(&turned(&jpeg, orientation), x, y, 160)).await;
        check(&photo(&device).await, corners);
    }
}

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused() {
    let device = Device::of(alumnus()).await;
    let png = file(&quarters(100, 80), ImageFormat::Png);
    let refused = |file: &[u8], x, y, side| device.refused_at("set_photo", params(file, x, y, side));
    let invalid = |field: &str| ("invalid".to_owned(), Some(field.to_owned()));
    assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>", 0, 0, 10).await, invalid("file"));
    assert_eq!(refused(b"", 0, 0, 10).await, invalid("file"));
    assert_eq!(refused(&png[..png.len() / 2], 0, 0, 10).await, invalid("file"), "half a file");
    for (x, y, side) in [(0, 0, 81), (30, 0, 80), (0, 1, 80), (0, 0, 0), (u32::MAX, 0, 80)] {
        assert_eq!(refused(&png, x, y, side).await, invalid("side"), "{x} {y} {side}");
    }
    let mut no_base64 = params(&png, 0, 0, 80);
    no_base64["file"] = json!("data:image/png;base64,AAAA");
    assert_eq!(device.refused_at("set_photo", no_base64).await, invalid("file"));
    assert!(device.verbs().await.is_empty());
}

/// A PNG that says it has so many pixels, and has none.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
        });
        !crc
    };
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    bytes.extend(&head);
    bytes.extend(crc(&head).to_be_bytes());
    // Data that would grow: the decoder must not get as far.
    bytes.extend(b"\0\0\0\x00IDAT\x35\xaf\x06\x1e");
    bytes
}

#[tokio::test]
async fn what_would_fill_the_memory_is_refused_before_it_is_read() {
    let device = Device::of(alumnus()).await;
    let too_large = ("too_large".to_owned(), Some("file".to_owned()));
    for (width, height) in [(12_001, 10), (10, 12_001), (11_000, 11_000), (u32::MAX >> 1, u32::MAX >> 1)] {
        let refused = device.refused_at("set_photo", params(&bomb(width, height), 0, 0, 10)).await;
        assert_eq!(refused, too_large, "{width} by {height}");
    }
    let file = json!("A".repeat(28 << 20));
    let mut long = params(b"", 0, 0, 10);
    long["file"] = file;
    assert_eq!(device.refused_at("set_photo", long).await, too_large);
}
