//! Rows of every kind.

use domain::record::{ContactKind, Outcome, RowBody, RowType, RowValue};
use proptest::{prelude::*, sample::select};

use super::{any_month, any_text, any_visibility};

fn any_url() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "https?://[a-z]{1,5}\\.jp(/[あa-z@?#]{0,6})?",
        1 => "(HTTPS|javascript|data|ftp)://?[a-z@:\\\\%]{0,8}",
        1 => any_text(),
    ]
}

fn any_body(of: RowType) -> BoxedStrategy<RowBody> {
    let to = || prop::option::of(any_month());
    let text = any_text;
    match of {
        RowType::Work => (text(), text(), any_month(), to(), text())
            .prop_map(|(employer, title, from, to, description)| RowBody::Work {
                employer,
                title,
                from,
                to,
                description,
            })
            .boxed(),
        RowType::Education => {
            let outcome = select(vec![Outcome::Entered, Outcome::Graduated, Outcome::Left, Outcome::Completed]);
            (text(), text(), any_month(), to(), outcome)
                .prop_map(|(school, course, from, to, outcome)| RowBody::Education {
                    school,
                    course,
                    from,
                    to,
                    outcome,
                })
                .boxed()
        }
        RowType::Certificate => {
            (text(), text(), to()).prop_map(|(name, issuer, at)| RowBody::Certificate { name, issuer, at }).boxed()
        }
        RowType::Skill => (text(), text()).prop_map(|(name, note)| RowBody::Skill { name, note }).boxed(),
        RowType::Language => (text(), text()).prop_map(|(name, level)| RowBody::Language { name, level }).boxed(),
        RowType::Project => (text(), text(), to(), to(), text())
            .prop_map(|(name, role, from, to, description)| RowBody::Project { name, role, from, to, description })
            .boxed(),
        RowType::Link => (any_url(), text()).prop_map(|(url, label)| RowBody::Link { url, label }).boxed(),
        RowType::Contact => (select(vec![ContactKind::Email, ContactKind::Phone]), text(), text())
            .prop_map(|(contact, value, label)| RowBody::Contact { contact, value, label })
            .boxed(),
        RowType::FormerName => {
            (text(), text()).prop_map(|(family, family_kana)| RowBody::FormerName { family, family_kana }).boxed()
        }
        RowType::Custom => (text(), text()).prop_map(|(label, value)| RowBody::Custom { label, value }).boxed(),
    }
}

pub(in super::super) fn any_row() -> impl Strategy<Value = RowValue> {
    let body = select(RowType::ALL.to_vec()).prop_flat_map(any_body);
    (body, any_visibility()).prop_map(|(body, visibility)| RowValue { body, visibility })
}
