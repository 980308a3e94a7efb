//! Who may see what, written down once more and plainly, apart from every rule in the code.

use domain::record::{ProfileField, RowType};

use super::cast::{Stage, in_jpeg, is_name, mark, row_marks};

/// Everybody who crawls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The first subject: the only one of whom the tables below do not speak.
    Subject,
    /// An alumnus whose contact every subject accepted.
    Connection,
    Alumnus,
    Current,
    Candidate,
    /// Works there, and at the desk.
    Organizer,
    /// Works there; every subject has blocked them.
    Blocked,
    /// Works there; a rule names them.
    Excluded,
    /// Works there, in the unit that a rule names.
    InUnit,
    /// Works there, and was at the desk once.
    Former,
    /// Runs the desk of another organisation.
    Outsider,
    /// Not signed in.
    Anonymous,
}

/// Under which rule a subject's values stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    OnlyMe,
    Connections,
    Organizers,
    Candidates,
    Current,
    Alumni,
    Members,
    /// All members but the organizers.
    NotOrganizers,
    /// All members but one.
    NotExcluded,
    /// All members but a unit.
    NotUnit,
}

impl Rule {
    pub const ALL: [Self; 10] = [
        Self::OnlyMe,
        Self::Connections,
        Self::Organizers,
        Self::Candidates,
        Self::Current,
        Self::Alumni,
        Self::Members,
        Self::NotOrganizers,
        Self::NotExcluded,
        Self::NotUnit,
    ];

    /// Who sees a value under it, but for the person. Blocked, outside and not signed in: never.
    const fn seen_by(self) -> &'static [Who] {
        use Who::{Alumnus, Candidate, Connection, Current, Excluded, Former, InUnit, Organizer};
        match self {
            Self::OnlyMe => &[],
            Self::Connections => &[Connection],
            Self::Organizers => &[Organizer],
            Self::Candidates => &[Candidate],
            Self::Current => &[Current, Organizer, Excluded, InUnit, Former],
            Self::Alumni => &[Connection, Alumnus],
            Self::Members => &[Connection, Alumnus, Current, Candidate, Organizer, Excluded, InUnit, Former],
            Self::NotOrganizers => &[Connection, Alumnus, Current, Candidate, Excluded, InUnit, Former],
            Self::NotExcluded => &[Connection, Alumnus, Current, Candidate, Organizer, InUnit, Former],
            Self::NotUnit => &[Connection, Alumnus, Current, Candidate, Organizer, Excluded, Former],
        }
    }
}

/// A text and everybody who may see it.
pub struct Secret {
    pub marker: String,
    pub seen_by: Vec<Who>,
    /// Which fields of [`domain::privacy::CLASSES`] it stands in.
    pub covers: &'static [(&'static str, &'static str)],
}

impl Secret {
    pub fn new(marker: impl Into<String>, seen_by: &[Who], covers: &'static [(&'static str, &'static str)]) -> Self {
        Self { marker: marker.into(), seen_by: seen_by.to_vec(), covers }
    }

    pub fn is_for(&self, who: Who) -> bool {
        self.seen_by.contains(&who)
    }
}

/// Everybody in the organisation of the subjects.
pub const MEMBERS: [Who; 10] = [
    Who::Subject,
    Who::Connection,
    Who::Alumnus,
    Who::Current,
    Who::Candidate,
    Who::Organizer,
    Who::Blocked,
    Who::Excluded,
    Who::InUnit,
    Who::Former,
];

/// Who sees a value of a subject: the first subject is a viewer, too, one who works there.
pub fn viewers(number: usize, rule: Rule) -> Vec<Who> {
    let mut seen_by = rule.seen_by().to_vec();
    if number == 0 || rule.seen_by().contains(&Who::Current) {
        seen_by.push(Who::Subject);
    }
    seen_by
}

/// Profiles: every text of every subject, under its rule.
pub fn of_profiles(stage: &Stage) -> Vec<Secret> {
    let mut all = vec![];
    for subject in &stage.subjects {
        let number = subject.number;
        for field in ProfileField::ALL {
            let rule = if is_name(field) && subject.is_listed { Rule::Members } else { subject.rule };
            let (marker, covers) = (mark(number, field.as_str()), covered_by(field));
            match field {
                // The organisation's own: its desk knows it whatever the person opens.
                ProfileField::Affiliation => {
                    let mut seen_by = viewers(number, rule);
                    seen_by.push(Who::Organizer);
                    all.push(Secret { marker: mark(number, "title"), seen_by, covers });
                }
                ProfileField::Photo => {
                    all.push(Secret { marker: in_jpeg(&marker), seen_by: viewers(number, rule), covers });
                }
                _ => all.push(Secret { marker, seen_by: viewers(number, rule), covers }),
            }
        }
        for row_type in RowType::ALL {
            for part in row_marks(row_type) {
                let seen_by = viewers(number, subject.rule);
                all.push(Secret { marker: mark(number, part), seen_by, covers: covered_by_row(part) });
            }
        }
        let roster = format!("MARK-roster-subject{number}-");
        all.push(Secret::new(roster, &[Who::Organizer], &[("Member", "name")]));
        let own: &[Who] = if number == 0 { &[Who::Subject] } else { &[] };
        let device = format!("MARK-device-subject{number}-");
        let address = format!("mark-address-subject{number}@");
        let blocked = mark(number, "blocked");
        all.push(Secret::new(device, own, &[]));
        all.push(Secret::new(address, own, &[]));
        all.push(Secret::new(blocked, own, &[("Block", "name")]));
    }
    for (who, _) in &stage.people {
        if !matches!(who, Who::Subject | Who::Organizer | Who::Outsider) {
            all.push(Secret::new(format!("MARK-device-{who:?}-"), &[*who], &[]));
            all.push(Secret::new(format!("mark-address-{who:?}@").to_lowercase(), &[*who], &[]));
        }
    }
    all.push(Secret::new("MARK-org-name", &MEMBERS, &[("Organization", "name")]));
    all.push(Secret::new("MARK-org-kana", &MEMBERS, &[("Organization", "kana")]));
    all.push(Secret::new("MARK-unit-name", &MEMBERS, &[("OrgUnit", "name")]));
    all
}

const fn covered_by(field: ProfileField) -> &'static [(&'static str, &'static str)] {
    match field {
        ProfileField::FamilyName => &[
            ("PersonName", "family"),
            ("Card", "name"),
            ("PersonPage", "card"),
            ("FieldValue", "text"),
            ("FieldObject", "value"),
        ],
        ProfileField::GivenName => &[("PersonName", "given")],
        ProfileField::FamilyKana => &[("PersonName", "family_kana")],
        ProfileField::GivenKana => &[("PersonName", "given_kana")],
        ProfileField::LatinName => &[("Card", "latin")],
        ProfileField::Headline => &[("Card", "headline")],
        ProfileField::Summary => &[("PersonPage", "summary")],
        ProfileField::Photo => &[("PersonPage", "photo")],
        ProfileField::Affiliation => {
            &[("MemberValue", "title"), ("Membership", "value"), ("Member", "membership"), ("PersonPage", "title")]
        }
    }
}

fn covered_by_row(part: &str) -> &'static [(&'static str, &'static str)] {
    match part {
        "former" => &[("FormerName", "family"), ("Card", "former")],
        "formerkana" => &[("FormerName", "family_kana")],
        "employer" => &[("Card", "employer")],
        "position" => &[("Card", "position")],
        "skill" => &[("Card", "skills")],
        _ => &[("RowValue", "body"), ("Row", "value"), ("PersonPage", "rows"), ("PageRow", "body")],
    }
}
