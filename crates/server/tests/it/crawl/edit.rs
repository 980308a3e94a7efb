//! Edits that most do not see.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent,
    record::{MemberValue, MembershipStatus, ProfileField, RowType},
};

use super::{
    cast::{OTHER_UNIT, Stage, is_name, mark, row_id},
    oracle::{Rule, Who, viewers},
    scene::{self, OFFERS},
};
use crate::world::{Person, message};

/// An edit.
pub struct Edit {
    pub what: String,
    pub author: Person,
    pub intent: Intent,
}

/// What stands, so that each edit begins with it.
#[derive(Default)]
pub struct Edits {
    round: usize,
    stands: BTreeMap<String, String>,
}

impl Edits {
    /// An edit of everything that `who` may not see.
    pub fn hidden_from(&mut self, stage: &Stage, who: Who) -> Vec<Edit> {
        self.round += 1;
        let more = format!("{}", self.round);
        let mut all = vec![];
        for subject in &stage.subjects {
            for field in ProfileField::ALL {
                if field == ProfileField::Affiliation {
                    continue;
                }
                let rule = if is_name(field) && subject.is_listed { Rule::Members } else { subject.rule };
                let seen_by = viewers(subject.number, rule);
                if let Some((what, before)) = self.next(who, &seen_by, (subject.number, field.as_str()), &more) {
                    let [base, value] = [before.as_str(), &more].map(|more| stage.field_value(subject, field, more));
                    let intent = Intent::SetField { field, base, value };
                    all.push(Edit { what, author: subject.person.clone(), intent });
                }
            }
            for row_type in RowType::ALL {
                let seen_by = viewers(subject.number, subject.rule);
                let name = format!("{row_type:?}");
                if let Some((what, before)) = self.next(who, &seen_by, (subject.number, &name), &more) {
                    let [base, value] = [before.as_str(), &more].map(|more| stage.row_value(subject, row_type, more));
                    let intent = Intent::EditRow { row: row_id(subject.number, row_type), base, value };
                    all.push(Edit { what, author: subject.person.clone(), intent });
                }
            }
            let mut seen_by = viewers(subject.number, subject.rule);
            seen_by.push(Who::Organizer);
            if let Some((what, before)) = self.next(who, &seen_by, (subject.number, "title"), &more) {
                let title = |more: &str| MemberValue {
                    units: vec![OTHER_UNIT],
                    title: format!("{}{more}", mark(subject.number, "title")),
                    ..MemberValue::new(MembershipStatus::Current, domain::record::Role::Member)
                };
                let (base, value) = (title(&before), title(&more));
                let (organization, person) = (stage.home, subject.person.id);
                let intent = Intent::SetMember { organization, person, base, value };
                all.push(Edit { what, author: stage.of(Who::Organizer).clone(), intent });
            }
        }
        all.extend(self.others(stage, who, &more));
        all
    }

    /// What is not a profile.
    fn others(&mut self, stage: &Stage, who: Who, more: &str) -> Vec<Edit> {
        let (subject, organizer) = (stage.of(Who::Subject), stage.of(Who::Organizer));
        let talk = stage.talk_with(0, Who::Connection);
        let request = stage.talk_with(2, Who::Alumnus);
        let desk = ConversationId::desk(stage.home, subject.id);
        let number = 1000 + self.round as u128;
        let draft = |more: &str| {
            let mut value = scene::offer("draft", &[MembershipStatus::Alumnus]);
            value.description.push_str(more);
            value
        };
        let mut all = vec![];
        let mut add = |what: &str, author: &Person, intent: Intent, seen_by: &[Who]| {
            if !seen_by.contains(&who) {
                all.push(Edit { what: what.to_owned(), author: author.clone(), intent });
            }
        };
        let body = format!("MARK-new-{more}");
        let both = [Who::Subject, Who::Connection];
        add("a message", subject, scene::said(talk, number, &body), &both);
        let read = Intent::MarkRead { conversation: talk, seq: u32::try_from(3 + self.round).unwrap() };
        add("a read mark", stage.of(Who::Connection), read, &both);
        let asked = format!("MARK-asked-{more}");
        let edit = Intent::EditMessage { conversation: request, message: message(scene::ASKED), body: asked };
        add("an edited message", stage.of(Who::Alumnus), edit, &[Who::Alumnus]);
        let at_desk = [Who::Subject, Who::Organizer];
        add("a message to the desk", subject, scene::said(desk, number + 500, &body), &at_desk);
        add("conditions", subject, scene::conditions(&format!("MARK-wish-{more}")), &[Who::Subject]);
        if who != Who::Organizer {
            let before = self.stands.insert("draft".to_owned(), more.to_owned()).unwrap_or_default();
            let (organization, offer) = (stage.home, OFFERS[1]);
            let intent = Intent::EditOffer { organization, offer, base: draft(&before), value: draft(more) };
            add("a draft", organizer, intent, &[Who::Organizer]);
        }
        all
    }

    /// The name of an edit and what stands there, unless it is seen.
    fn next(&mut self, who: Who, seen_by: &[Who], of: (usize, &str), more: &str) -> Option<(String, String)> {
        if seen_by.contains(&who) {
            return None;
        }
        let what = format!("{} of subject {}", of.1, of.0);
        let before = self.stands.insert(what.clone(), more.to_owned()).unwrap_or_default();
        Some((what, before))
    }
}
