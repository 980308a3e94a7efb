//! What is part of more than one message.

use domain::{
    Audience, OrgId, Visibility, VisibilityRule,
    record::{ContactKind, FieldValue, Outcome, ReadMark, RowBody, RowValue},
};

use super::{ORG, PERSON, check_all};

pub(super) fn rule(organization: OrgId) -> Visibility {
    Visibility::from(vec![VisibilityRule { organization, audience: Audience::Members }])
}

pub(super) fn field(text: &str, visibility: Visibility) -> FieldValue {
    FieldValue { text: text.to_owned(), visibility }
}

/// A row of each kind; the second work has ended.
pub(super) fn rows() -> Vec<RowValue> {
    let month = |text: &str| text.parse().unwrap();
    let work = |to| RowBody::Work {
        employer: "甲株式会社".to_owned(),
        title: "営業".to_owned(),
        from: month("2015-04"),
        to,
        description: "一行目\n二行目".to_owned(),
    };
    let bodies = [
        work(None),
        work(Some(month("2024-03"))),
        RowBody::Education {
            school: "乙大学".to_owned(),
            course: "文学部".to_owned(),
            from: month("2011-04"),
            to: Some(month("2015-03")),
            outcome: Outcome::Graduated,
        },
        RowBody::Skill { name: "英語".to_owned(), note: "\"C1\"".to_owned() },
        RowBody::Contact { contact: ContactKind::Phone, value: "090-0000-0000".to_owned(), label: "携帯".to_owned() },
    ];
    check_all(
        &bodies,
        |body| match body {
            RowBody::Work { .. } => "work",
            RowBody::Education { .. } => "education",
            RowBody::Skill { .. } => "skill",
            RowBody::Contact { .. } => "contact",
        },
        4,
    );
    bodies.into_iter().map(|body| RowValue::new(body, rule(ORG))).collect()
}

pub(super) fn mark() -> ReadMark {
    ReadMark { person: PERSON, seq: 12 }
}
