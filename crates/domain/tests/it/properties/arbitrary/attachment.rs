//! Attachments, usual and hostile.

use domain::{
    Digest, limit,
    record::{Attachment, Preview},
};
use proptest::{prelude::*, sample::select};

use super::any_text;

/// None often; as many as there may be and one more.
pub(super) fn any_attachments() -> impl Strategy<Value = Vec<Attachment>> {
    let some = prop::collection::vec(any_attachment(), 1..4);
    let many = prop::collection::vec(any_attachment(), limit::ATTACHMENTS - 1..limit::ATTACHMENTS + 2);
    prop_oneof![4 => Just(vec![]), 3 => some, 1 => many]
}

fn any_attachment() -> impl Strategy<Value = Attachment> {
    let digest = prop_oneof![1 => 0..4_u8, 3 => any::<u8>()].prop_map(|byte| Digest([byte; 32]));
    let name = prop_oneof![
        4 => "[あa]{1,4}\\.(pdf|jpg)",
        1 => any_text(),
        1 => "[./\\\\: \u{200e}\u{202e}\u{0}a]{0,8}",
        1 => (0..3_usize).prop_map(|over| "名".repeat(limit::FILE_NAME - 1 + over)),
    ];
    let kind = prop_oneof![
        4 => select(vec!["image/jpeg", "application/pdf", "Text/Plain"]).prop_map(str::to_owned),
        1 => any_text(),
        1 => "[a/;. +A]{0,6}",
        1 => (0..3_usize).prop_map(|over| format!("a/{}", "b".repeat(limit::FILE_KIND - 3 + over))),
    ];
    let bytes = prop_oneof![4 => 1..9_u32, 1 => limit::ATTACHMENT - 1..limit::ATTACHMENT + 2, 1 => any::<u32>()];
    let preview =
        (any::<u16>(), any::<u16>(), any_text()).prop_map(|(width, height, jpeg)| Preview { width, height, jpeg });
    let preview = prop_oneof![6 => Just(None), 1 => preview.prop_map(Some)];
    (digest, name, kind, bytes, preview).prop_map(|(digest, name, kind, bytes, preview)| Attachment {
        digest,
        name,
        kind,
        bytes,
        preview,
    })
}
