//! What is sent along says nothing but what it shows: whatever a camera or a program wrote into a picture is gone.

use std::io::Cursor;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use image::{
    AnimationDecoder, Delay, DynamicImage, Frame, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::gif::{GifDecoder, GifEncoder},
};
use serde_json::{Value, json};

use crate::device::{Device, alumnus, org};

const MARKER: &[u8] = b"35.6586 139.7454 secret place";

struct Composer {
    device: Device,
    conversation: Value,
}

impl Composer {
    async fn new() -> Self {
        let device = Device::of(alumnus()).await;
        let desk = device.ask("start_desk", json!({ "organization": org(), "person": null })).await;
        Self { device, conversation: desk["conversation"].clone() }
    }

    fn params(&self, name: &str, file: &[u8]) -> Value {
        json!({ "conversation": self.conversation, "name": name, "file": BASE64_STANDARD.encode(file) })
    }

    async fn refused(&self, name: &str, file: &[u8]) -> (String, Option<String>) {
        self.device.refused_at("attach", self.params(name, file)).await
    }

    async fn page(&self) -> Value {
        let params = json!({ "conversation": self.conversation, "before": null, "limit": 50 });
        self.device.ask("conversation", params).await
    }

    /// A picture as it is sent: the attachment and its bytes. The marker is in the file, and not in anything of what is sent.
    async fn cleaned(&self, name: &str, file: &[u8]) -> (Value, Vec<u8>) {
        assert!(is_in(file, MARKER), "{name} has the marker in it");
        self.sent(name, file).await
    }

    async fn sent(&self, name: &str, file: &[u8]) -> (Value, Vec<u8>) {
        let attachment = self.device.ask("attach", self.params(name, file)).await;
        let sent = json!({ "conversation": self.conversation, "body": "" });
        let message = self.device.ask("send_message", sent).await["message"].clone();
        let named = json!({ "conversation": self.conversation, "message": message, "digest": attachment["digest"] });
        let picture = self.device.ask("picture", named).await;
        assert_eq!(picture["kind"], attachment["kind"]);
        let bytes = BASE64_STANDARD.decode(picture["file"].as_str().unwrap()).unwrap();
        assert_eq!(attachment["bytes"], bytes.len());
        for part in [MARKER, b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"secret"] {
            assert!(!is_in(&bytes, part), "{name}: nothing but the picture");
        }
        let jpeg = BASE64_STANDARD.decode(attachment["preview"]["jpeg"].as_str().unwrap()).unwrap();
        assert!(!is_in(&jpeg, b"Exif") && !is_in(&jpeg, b"secret"));
        let (width, height) = image::load_from_memory(&bytes).unwrap().dimensions();
        let preview = (&attachment["preview"]["width"], &attachment["preview"]["height"]);
        assert_eq!(preview, (&json!(width), &json!(height)), "the space that the picture takes");
        let small = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap();
        assert!(small.width().max(small.height()) <= 240);
        (attachment, bytes)
    }
}

fn is_in(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Red on the left, blue on the right.
fn halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }).into()
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Metadata as a phone writes it: how it was held, and where.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(MARKER);
    exif
}

/// A JPEG with its EXIF, an XMP packet, a colour profile, a comment, and something behind its end.
fn jpeg(picture: &DynamicImage, orientation: u8) -> Vec<u8> {
    let bare = file(picture, ImageFormat::Jpeg);
    let mut bytes = bare[..2].to_vec();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0";
    for (kind, beginning, rest) in [
        (0xe1, &b"Exif\0\0"[..], exif(orientation)),
        (0xe1, xmp, MARKER.to_vec()),
        (0xe2, b"ICC_PROFILE\0\x01\x01", MARKER.to_vec()),
        (0xed, b"Photoshop 3.0\0", MARKER.to_vec()),
        (0xfe, b"", MARKER.to_vec()),
    ] {
        let segment = [beginning, &rest].concat();
        bytes.extend([0xff, kind]);
        bytes.extend(u16::try_from(segment.len() + 2).unwrap().to_be_bytes());
        bytes.extend(segment);
    }
    [&bytes, &bare[2..], MARKER].concat()
}

fn is_near(picture: &DynamicImage, x: u32, y: u32, wanted: [u8; 3]) -> bool {
    let Rgba([r, g, b, _]) = picture.get_pixel(x, y);
    [r, g, b].iter().zip(wanted).all(|(is, wanted)| is.abs_diff(wanted) < 12)
}

#[tokio::test]
async fn a_photo_stands_upright_and_tells_nothing() {
    let composer = Composer::new().await;
    for (orientation, size, red, blue) in [
        (1, (300, 200), (10, 100), (290, 100)),
        (3, (300, 200), (290, 100), (10, 100)),
        (6, (200, 300), (100, 10), (100, 290)),
        (8, (200, 300), (100, 290), (100, 10)),
    ] {
        let (attachment, bytes) = composer.cleaned("IMG_1.JPG", &jpeg(&halves(300, 200), orientation)).await;
        assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("IMG_1.JPG"), &json!("image/jpeg")));
        let picture = image::load_from_memory(&bytes).unwrap();
        assert_eq!(picture.dimensions(), size, "EXIF {orientation}");
        assert!(is_near(&picture, red.0, red.1, [255, 0, 0]) && is_near(&picture, blue.0, blue.1, [0, 0, 255]));
    }
}

#[tokio::test]
async fn a_picture_larger_than_a_screen_is_made_smaller() {
    let composer = Composer::new().await;
    for (width, height, wanted) in
        [(3_000, 1_500, (2_560, 1_280)), (900, 6_000, (384, 2_560)), (2_560, 10, (2_560, 10)), (8_000, 2, (2_560, 1))]
    {
        let (_, bytes) = composer.cleaned("a.jpg", &jpeg(&halves(width, height), 1)).await;
        assert_eq!(image::load_from_memory(&bytes).unwrap().dimensions(), wanted, "{width} by {height}");
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

/// A PNG with texts, EXIF and a time behind its head.
fn png(picture: &DynamicImage) -> Vec<u8> {
    let bare = file(picture, ImageFormat::Png);
    let mut bytes = bare[..33].to_vec();
    for (kind, content) in [
        (b"tEXt", [b"Comment\0", MARKER].concat()),
        (b"iTXt", [b"XML:com.adobe.xmp\0\0\0\0\0", MARKER].concat()),
        (b"eXIf", exif(1)),
    ] {
        let chunk = [&kind[..], &content].concat();
        bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        bytes.extend(&chunk);
        bytes.extend(crc(&chunk).to_be_bytes());
    }
    [&bytes, &bare[33..], MARKER].concat()
}

#[tokio::test]
async fn a_png_keeps_every_pixel_and_what_shines_through() {
    let composer = Composer::new().await;
    let clear = RgbaImage::from_fn(40, 30, |x, y| Rgba([x as u8, y as u8, 7, (x * 6) as u8]));
    let (attachment, bytes) = composer.cleaned("図.png", &png(&clear.clone().into())).await;
    assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("図.png"), &json!("image/png")));
    assert_eq!(image::load_from_memory(&bytes).unwrap().into_rgba8(), clear);
    let deep = image::ImageBuffer::from_fn(4, 4, |x, _| Rgb([x as u16 * 257, 0, 65_535]));
    let (_, bytes) = composer.cleaned("16.png", &png(&DynamicImage::ImageRgb16(deep))).await;
    assert_eq!(image::load_from_memory(&bytes).unwrap().color(), image::ColorType::Rgb8, "what a screen can show");
}

/// A WebP in the extended format, with EXIF and XMP.
fn webp(picture: &DynamicImage) -> Vec<u8> {
    let bare = file(picture, ImageFormat::WebP);
    let side = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    // EXIF and XMP are there, and transparency if the picture has it.
    let flags = 0b1100 | if picture.color().has_alpha() { 0b1_0000 } else { 0 };
    let head = [&[flags, 0, 0, 0][..], &side(picture.width()), &side(picture.height())].concat();
    let mut chunks = Vec::new();
    let mut chunk = |kind: &[u8], content: &[u8]| {
        chunks.extend(kind);
        chunks.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        chunks.extend(content);
        chunks.extend(vec![0; content.len() % 2]);
    };
    chunk(b"VP8X", &head);
    let length = u32::from_le_bytes(bare[16..20].try_into().unwrap()) as usize;
    chunk(&bare[12..16], &bare[20..20 + length]);
    chunk(b"EXIF", &exif(1));
    chunk(b"XMP ", MARKER);
    let length = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [&b"RIFF"[..], &length, b"WEBP", &chunks].concat()
}

#[tokio::test]
async fn a_webp_is_sent_as_what_everything_can_show() {
    let composer = Composer::new().await;
    let (attachment, bytes) = composer.cleaned("a.webp", &webp(&halves(60, 40))).await;
    assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("a.jpg"), &json!("image/jpeg")));
    assert!(is_near(&image::load_from_memory(&bytes).unwrap(), 5, 5, [255, 0, 0]));
    let clear = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 4]));
    let (attachment, bytes) = composer.cleaned("b.webp", &webp(&clear.clone().into())).await;
    assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("b.png"), &json!("image/png")));
    assert_eq!(image::load_from_memory(&bytes).unwrap().into_rgba8(), clear);
}

/// A GIF with a comment, XMP, a plain text and something behind its end.
fn gif(frames: u8, (width, height): (u32, u32)) -> Vec<u8> {
    let mut bare = Vec::new();
    let mut encoder = GifEncoder::new(&mut bare);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for n in 0..frames {
        let picture = RgbaImage::from_pixel(width, height, Rgba([n * 80, 0, 0, 255]));
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    let length = u8::try_from(MARKER.len()).unwrap();
    let block = |kind: u8, head: &[u8]| [&[0x21, kind], head, &[length], MARKER, &[0]].concat();
    let comment = block(0xfe, &[]);
    let xmp = block(0xff, b"\x0bXMP DataXMP");
    let text = block(0x01, &[&[12][..], &[0; 12]].concat());
    let colours = if bare[10] & 0x80 == 0 { 0 } else { 3 << ((bare[10] & 7) + 1) };
    let (head, rest) = bare.split_at(13 + colours);
    [head, &comment, &xmp, &text, rest, MARKER].concat()
}

fn frames(gif: &[u8]) -> Vec<(u8, u32)> {
    let frames = GifDecoder::new(Cursor::new(gif)).unwrap().into_frames().collect_frames().unwrap();
    frames.iter().map(|frame| (frame.buffer().get_pixel(0, 0)[0], frame.delay().numer_denom_ms().0)).collect()
}

#[tokio::test]
async fn a_gif_goes_on_moving_without_its_comments() {
    let composer = Composer::new().await;
    let gif_file = gif(3, (20, 20));
    let (attachment, bytes) = composer.cleaned("踊り.gif", &gif_file).await;
    assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("踊り.gif"), &json!("image/gif")));
    assert_eq!(frames(&bytes), frames(&gif_file));
    assert_eq!(frames(&bytes).len(), 3);
    assert!(is_in(&bytes, b"NETSCAPE2.0"), "again and again");
    let (attachment, _) = composer.cleaned("a.gif", &gif(1, (20, 20))).await;
    assert_eq!((&attachment["name"], &attachment["kind"]), (&json!("a.png"), &json!("image/png")), "it does not move");
}

#[tokio::test]
async fn what_cannot_be_cleaned_is_not_sent() {
    let composer = Composer::new().await;
    let invalid = ("invalid".to_owned(), Some("file".to_owned()));
    let heic = [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], MARKER].concat();
    let (jpeg, gif_file) = (jpeg(&halves(30, 20), 1), gif(2, (20, 20)));
    for (name, file) in [
        ("IMG_1.HEIC", &heic[..]),
        ("IMG_1.jpg", &heic),
        ("scan.tif", b"II*\0\x08\0\0\0"),
        ("photo.jpg", b"%PDF-1.7"),
        ("photo.jpg", &jpeg[..20]),
        ("photo.png", &png(&halves(30, 20))[..60]),
        ("dance.gif", &gif_file[..gif_file.len() - MARKER.len() - 30]),
        ("dance.gif", b"GIF89a"),
    ] {
        assert_eq!(composer.refused(name, file).await, invalid, "{name}");
    }
    let too_large = ("too_large".to_owned(), Some("file".to_owned()));
    assert_eq!(composer.refused("wide.gif", &gif(2, (2_561, 1))).await, too_large, "what moves is not made smaller");
    assert_eq!(composer.refused("a.bin", b"").await, ("empty".to_owned(), Some("file".to_owned())));
    assert_eq!(composer.page().await["draft_attachments"], json!([]));
}

#[tokio::test]
async fn a_message_takes_ten_files_and_none_over_25_mib() {
    let composer = Composer::new().await;
    let too_large = ("too_large".to_owned(), Some("file".to_owned()));
    let mut file = vec![7; 25 << 20];
    file.push(7);
    assert_eq!(composer.refused("a.bin", &file).await, too_large);
    for n in 0..10 {
        composer.device.ask("attach", composer.params(&format!("{n}.txt"), &[n])).await;
    }
    assert_eq!(composer.refused("10.txt", &[10]).await, ("too_many".to_owned(), Some("attachments".to_owned())));
    composer.device.ask("attach", composer.params("again.txt", &[3])).await;
    let draft = composer.page().await["draft_attachments"].clone();
    let digest = &draft[3]["digest"];
    assert_eq!((draft.as_array().unwrap().len(), &draft[3]["name"]), (10, &json!("again.txt")), "the same content");
    composer.device.ask("detach", json!({ "conversation": composer.conversation, "digest": digest })).await;
    composer.device.ask("attach", composer.params("10.txt", &[10])).await;
    let names: Vec<_> = composer.page().await["draft_attachments"].as_array().unwrap().clone();
    assert_eq!((names.len(), &names[9]["name"]), (10, &json!("10.txt")));
    let elsewhere = json!({ "conversation": org(), "name": "a.txt", "file": "YQ==" });
    assert_eq!(composer.device.refused("attach", elsewhere).await, "not_found");
}
