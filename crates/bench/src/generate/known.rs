//! What the files come to, as the generator that this one is a port of wrote them.

use super::file::Written;

/// Name, rows, bytes and SHA-256 of a file.
pub type Known = (&'static str, u64, u64, &'static str);

/// Of [`super::Size::FULL`].
pub const FULL: &[Known] = &[
    ("messages.ndjson", 100000, 50744978, "a4f2196e31404aa3765fe93cc1d6f0551267c47265b1b7c77a42dad2725cfeba"),
    ("profiles.ndjson", 20000, 28505197, "529ba637646f8f0620dc084aa0aad8949332381c11317a3e4de4481a7420aff6"),
    ("offers.ndjson", 2000, 7653085, "3088402788c2ac0936fac82c86002575552dffbc1cd788ed19cfa929140f9030"),
    ("changes.ndjson", 1220, 890993, "189b19179bb5ed9291d16765f915fd423cf44c566c1124da1b2c7e4476543e92"),
    ("edits.ndjson", 10000, 5863912, "f84613fd32fda63b25794821f5a1b48e9f6479089d4dee1e110734ee822b6722"),
];

/// Of [`super::Size::SMALL`].
pub const SMALL: &[Known] = &[
    ("messages.ndjson", 2000, 1015399, "a393df5fb3083dd75cd8ff638766f49bb95638ff8c2626e269e9b8e8d1ee49d9"),
    ("profiles.ndjson", 400, 568522, "8337009f4f4e64ad799de650826a5c075393daf0ea882d0591c48a3958cc1d5a"),
    ("offers.ndjson", 40, 152648, "3ebc8bc210c99b117867b566e7f75a4e19160918c2ea9add01038dfbf223fd58"),
    ("changes.ndjson", 24, 15697, "b00bec26e3abb1463b729c9d94bcbd4368c6ceace6198492d97fbd0aa098b445"),
    ("edits.ndjson", 200, 117660, "02beaa3bf9feb1b75ee76c4b69923611a5d4a18c8de9f8a9df69e7a6931fc385"),
];

/// What differs from what is known; empty when every file is the same to the last byte.
pub fn differences(known: &[Known], written: &[Written]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, rows, bytes, sha256) in known {
        let same = written
            .iter()
            .any(|it| (it.name, it.rows, it.bytes, it.sha256.as_str()) == (*name, *rows, *bytes, *sha256));
        if !same {
            found.push(format!("{name} is not what it was"));
        }
    }
    if known.len() != written.len() {
        found.push(format!("{} files in place of {}", written.len(), known.len()));
    }
    found
}
