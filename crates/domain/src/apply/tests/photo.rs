//! What a photo may be.

use base64::{Engine as _, prelude::BASE64_STANDARD};

use super::*;

const START: &[u8] = &[0xff, 0xd8];
const END: &[u8] = &[0xff, 0xd9];

/// A part of a JPEG: its marker, its length, its content.
fn part(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

fn frame(marker: u8, height: u16, width: u16) -> Vec<u8> {
    let ([h1, h0], [w1, w0]) = (height.to_be_bytes(), width.to_be_bytes());
    part(marker, &[8, h1, h0, w1, w0, 1, 1, 0x11, 0])
}

/// The data of a scan holds escaped bytes and restarts, which end nothing.
fn scan() -> Vec<u8> {
    [part(0xda, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0xff, 0xd7, 0x56]].concat()
}

/// A JPEG of these parts.
fn jpeg(parts: &[&[u8]]) -> Vec<u8> {
    [START, &parts.concat(), END].concat()
}

fn bare() -> Vec<u8> {
    jpeg(&[&part(0xe0, b"JFIF\0"), &part(0xdb, &[0; 65]), &frame(0xc0, 256, 256), &part(0xc4, &[0; 20]), &scan()])
}

/// A whole JPEG of so many pixels a side, as base64.
pub(super) fn small_jpeg(side: u16) -> String {
    BASE64_STANDARD.encode(jpeg(&[&part(0xdb, &[0; 65]), &frame(0xc0, side, side), &part(0xc4, &[0; 20]), &scan()]))
}

fn set(text: String) -> Intent {
    let value = FieldValue { text, visibility: Visibility::default() };
    Intent::SetField { field: ProfileField::Photo, base: FieldValue::default(), value }
}

#[track_caller]
fn check_photo(bytes: &[u8], is_fine: bool) {
    let text = BASE64_STANDARD.encode(bytes);
    let value = FieldValue { text: text.clone(), visibility: Visibility::default() };
    let stored = Object::Field(FieldObject { field: ProfileField::Photo, value, confirmed_at: Some(9_000) });
    check(NONE, &set(text), if is_fine { Ok(Applied::Put(stored)) } else { refused_at(RefusalCode::Invalid, "photo") });
}

#[test]
fn a_photo_is_a_small_picture_and_nothing_else() {
    check_photo(&bare(), true);
    for (frame, is_fine) in [
        (frame(0xc0, 1, 1), true),
        (frame(0xc1, limit::PHOTO_SIDE, limit::PHOTO_SIDE), true),
        (frame(0xc2, 256, 256), true),
        // Few bytes, and gigabytes on the device of whoever looks at it.
        (frame(0xc0, u16::MAX, u16::MAX), false),
        (frame(0xc2, 1, limit::PHOTO_SIDE + 1), false),
        (frame(0xc0, limit::PHOTO_SIDE + 1, 1), false),
        (frame(0xc0, 0, 256), false),
        (frame(0xc3, 256, 256), false),
        (part(0xc0, &[8, 0, 1]), false),
        (Vec::new(), false),
        ([frame(0xc0, 256, 256), frame(0xc0, u16::MAX, u16::MAX)].concat(), false),
    ] {
        check_photo(&jpeg(&[&part(0xe0, b"JFIF\0"), &frame, &scan()]), is_fine);
    }
    let filled = jpeg(&[&[0xff, 0xff], &frame(0xc0, 256, 256), &[0xff], &scan(), &[0xff]]);
    check_photo(&filled, true);
}

#[test]
fn a_photo_says_nothing_of_where_it_was_taken() {
    let hidden = [
        part(0xe1, b"Exif\0\0MM"),
        part(0xe2, b"ICC_PROFILE\0"),
        part(0xed, b"Photoshop 3.0\0"),
        part(0xfe, b"a comment"),
        vec![0xff, 0x01, 0, 2],
    ];
    for part in &hidden {
        check_photo(&jpeg(&[part, &frame(0xc0, 256, 256), &scan()]), false);
        check_photo(&jpeg(&[&frame(0xc0, 256, 256), &scan(), part]), false);
        check_photo(&[&bare(), &part[..]].concat(), false);
    }
    check_photo(&[bare(), b"PK\x03\x04".to_vec()].concat(), false);
}

#[test]
fn a_broken_photo_is_none() {
    let whole = bare();
    for length in 1..whole.len() {
        check_photo(&whole[..length], false);
    }
    for bytes in [&b"GIF89a"[..], b"<svg onload=alert(1)>", &[0xff, 0xd8, 0xff], &[0xff, 0xd8, 0xff, 0xd9]] {
        check_photo(bytes, false);
    }
    for (length, is_fine) in [([0, 0], false), ([0, 1], false), ([0xff, 0xff], false), ([0, 2], true)] {
        let odd = [&[0xff, 0xe0], &length[..]].concat();
        check_photo(&jpeg(&[&odd, &frame(0xc0, 256, 256), &scan()]), is_fine);
    }
}

#[test]
fn a_photo_is_base64_of_one_kind() {
    let text = BASE64_STANDARD.encode(bare());
    for broken in ["@", " ", "data:image/jpeg;base64,"].map(|with| format!("{with}{text}")) {
        check(NONE, &set(broken), refused_at(RefusalCode::Invalid, "photo"));
    }
    for broken in [format!("{text}\n"), text.replace('/', "_"), text.trim_end_matches('=').to_owned() + "==="] {
        check(NONE, &set(broken), refused_at(RefusalCode::Invalid, "photo"));
    }
    check(NONE, &set("/".repeat(limit::PHOTO + 1)), refused_at(RefusalCode::TextTooLong, "photo"));
    check(NONE, &set("/".repeat(limit::PHOTO)), refused_at(RefusalCode::Invalid, "photo"));
}

/// Nobody can put two pictures together. Who sees them is another matter: a photo that was hidden on another device stays so.
#[test]
fn the_last_photo_wins() {
    use ProfileField::Photo;
    let text = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
    let (first, theirs, mine) = (jpeg(&[&frame(0xc0, 9, 9), &scan()]), jpeg(&[&frame(0xc0, 64, 64), &scan()]), bare());
    let value = |text: String, visibility: &Visibility| FieldValue { text, visibility: visibility.clone() };
    let (hidden, opened) = (Visibility::default(), Visibility::members(ORG));
    let object = |value| Object::Field(FieldObject { field: Photo, value, confirmed_at: Some(STAMP.at) });
    for (base, mine, both) in [
        (value(text(&first), &opened), value(text(&mine), &opened), value(text(&mine), &hidden)),
        (value(String::new(), &opened), value(text(&mine), &opened), value(text(&mine), &hidden)),
        (value("never stored".to_owned(), &hidden), value(text(&mine), &opened), value(text(&mine), &opened)),
        (value(text(&first), &opened), value(String::new(), &opened), value(String::new(), &hidden)),
        (value(text(&first), &hidden), value(text(&first), &opened), value(text(&theirs), &opened)),
    ] {
        let current = stands(ELSEWHERE, object(value(text(&theirs), &hidden)));
        let merged = Ok(Applied::Merged(object(both)));
        check(current, &Intent::SetField { field: Photo, base, value: mine }, merged);
    }
}
