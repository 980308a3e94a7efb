//! What a file is, by its bytes and by its name.

use image::ImageFormat;

/// A file, as far as it matters for sending it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A picture that can be written anew.
    Picture(ImageFormat),
    /// A picture that says where and when it was taken, and of which this cannot be taken away here; or no picture although its
    /// name says so.
    Unfit,
    /// Any other file, and its MIME type by its name.
    Other(&'static str),
}

/// Endings of pictures that can be written anew.
const PICTURES: [&str; 8] = ["jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "apng"];
/// Endings of pictures whose metadata cannot be taken away here: what phones and cameras write besides JPEG.
const SEALED: [&str; 15] =
    ["heic", "heif", "hif", "avif", "tif", "tiff", "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "jxl", "jp2"];
/// Brands of an ISO base media file (ISO/IEC 14496-12 §4.3) that is a picture of these (ISO/IEC 23008-12 annex B).
const BRANDS: [&[u8; 4]; 11] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx "];
/// How files begin that are such pictures too: TIFF and most raw files, JPEG XL, JPEG 2000.
const BEGINNINGS: [&[u8]; 8] =
    [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"IIRO", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  "];

/// MIME types by ending: what offices send each other. Only for a symbol; nothing is opened by it.
const OTHERS: [(&str, &str); 22] = [
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("md", "text/markdown"),
    ("csv", "text/csv"),
    ("html", "text/html"),
    ("json", "application/json"),
    ("zip", "application/zip"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ics", "text/calendar"),
    ("vcf", "text/vcard"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
];

/// What a file is. Bytes of a picture count whatever it is called; a name of a picture counts as a claim.
pub(super) fn of(name: &str, file: &[u8]) -> Kind {
    let ending = ending(name);
    match image::guess_format(file) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)) => {
            Kind::Picture(format)
        }
        _ if is_sealed(file) || PICTURES.contains(&ending.as_str()) || SEALED.contains(&ending.as_str()) => Kind::Unfit,
        _ => {
            let known = OTHERS.iter().find(|(other, _)| *other == ending);
            Kind::Other(known.map_or("application/octet-stream", |(_, kind)| kind))
        }
    }
}

fn is_sealed(file: &[u8]) -> bool {
    let brand = file.get(4..12).and_then(|head| head.strip_prefix(b"ftyp"));
    brand.is_some_and(|brand| BRANDS.iter().any(|known| brand == *known))
        || BEGINNINGS.iter().any(|beginning| file.starts_with(beginning))
}

/// A name whose ending says what the picture is now.
pub(super) fn renamed(name: &str, format: ImageFormat) -> String {
    let (fits, now): (&[&str], _) = match format {
        ImageFormat::Jpeg => (&["jpg", "jpeg", "jpe", "jfif"], "jpg"),
        ImageFormat::Gif => (&["gif"], "gif"),
        _ => (&["png"], "png"),
    };
    let ending = ending(name);
    if fits.contains(&ending.as_str()) {
        return name.to_owned();
    }
    let is_pictures = PICTURES.contains(&ending.as_str());
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if is_pictures { stem } else { name });
    let stem: String = stem.chars().take(domain::limit::FILE_NAME - now.len() - 1).collect();
    format!("{stem}.{now}")
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_and_a_name_is_a_claim() {
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        for (name, file, kind) in [
            ("a.pdf", b"%PDF-1.7".as_slice(), Kind::Other("application/pdf")),
            ("a.PDF", b"%PDF-1.7", Kind::Other("application/pdf")),
            ("a", b"x", Kind::Other("application/octet-stream")),
            ("a.txt", b"\xff\xd8\xff\xe0", Kind::Picture(ImageFormat::Jpeg)),
            ("a.jpg", b"GIF89a", Kind::Picture(ImageFormat::Gif)),
            ("a.jpg", b"%PDF-1.7", Kind::Unfit),
            ("a.JPEG", b"", Kind::Unfit),
            ("a.heic", b"x", Kind::Unfit),
            ("a.jpg", heic, Kind::Unfit),
            ("a.bin", heic, Kind::Unfit),
            ("a.bin", b"II*\0\x08\0\0\0", Kind::Unfit),
            ("a.bin", b"MM\0*\0\0\0\x08", Kind::Unfit),
            ("a.bin", b"\0\0\0\x1cftypavif\0\0\0\0", Kind::Unfit),
            ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", Kind::Other("video/mp4")),
        ] {
            assert_eq!(of(name, file), kind, "{name} {file:?}");
        }
    }

    #[test]
    fn a_name_says_what_the_picture_is_now() {
        for (name, format, wanted) in [
            ("a.jpeg", ImageFormat::Jpeg, "a.jpeg"),
            ("a.JPG", ImageFormat::Jpeg, "a.JPG"),
            ("a.webp", ImageFormat::Jpeg, "a.jpg"),
            ("a.gif", ImageFormat::Png, "a.png"),
            ("v1.2", ImageFormat::Png, "v1.2.png"),
            ("file", ImageFormat::Gif, "file.gif"),
        ] {
            assert_eq!(renamed(name, format), wanted);
        }
    }
}
