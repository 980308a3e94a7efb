//! Every kind of object.

use domain::{
    Audience, MembershipId, NoticeId, Object, OfferId, Visibility,
    record::{
        About, Block, Card, Category, ChangedPart, Closing, ContactRequest, Conversation, DeskReport, FieldObject,
        FieldValue, FormerName, InboxKind, InboxRow, Member, MemberValue, Membership, MembershipStatus, Message,
        Notification, Offer, OfferChange, OfferState, OrgUnit, Organization, OrganizationKind, Parties, PersonName,
        ProfileField, Purpose, Report, ReportReason, ReportedMessage, RequestState, Role, Row, SavedOffer,
        StatusTransition,
    },
};

use super::{
    CONVERSATION, MESSAGE, OFFER, ORG, OTHER, PERSON, REPORT, ROW, UNIT, check, check_all,
    example::{attachments, field, mark, members, name, offers, rows, rule, rules, settings},
    uuid,
};

const AT: i64 = 1_700_000_000_000;

fn message() -> Message {
    Message {
        id: MESSAGE,
        seq: Some(12),
        author: PERSON,
        body: "こんにちは\n</script>\u{2028}🎌".to_owned(),
        about: None,
        attachments: vec![],
        at: AT,
        edited_at: None,
        deleted: false,
    }
}

pub(super) fn card() -> Card {
    Card {
        name: name(),
        former: vec![FormerName { family: "鈴木".to_owned(), family_kana: "スズキ".to_owned() }],
        latin: "Hanako Yamada".to_owned(),
        headline: "営業".to_owned(),
        employer: "甲株式会社".to_owned(),
        position: "部長".to_owned(),
        skills: vec!["英語".to_owned(), "Rust".to_owned()],
        status: MembershipStatus::Alumnus,
        role: Role::Member,
        units: vec![UNIT],
        cohort: Some(2015),
        page: "Wm9lIQ-_".to_owned(),
    }
}

fn organizations() -> [Object; 3] {
    [OrganizationKind::Company, OrganizationKind::School, OrganizationKind::Association].map(|kind_of| {
        let (name, kana) = ("乙大学".to_owned(), "オツダイガク".to_owned());
        Object::Organization(Organization { id: ORG, kind_of, name, kana, alumni_label: "卒業生".to_owned() })
    })
}

fn membership(value: MemberValue) -> Membership {
    use MembershipStatus::{Alumnus, Candidate, Current};
    let history = match value.status {
        Alumnus => {
            [(Candidate, Current), (Current, Alumnus)].map(|(from, to)| StatusTransition { from, to, at: AT }).to_vec()
        }
        Current | Candidate => Vec::new(),
    };
    Membership { id: MembershipId(uuid(9)), organization: ORG, value, since: AT, history }
}

fn offer(value: usize, state: OfferState) -> Offer {
    let published_at = if state == OfferState::Draft { None } else { Some(AT) };
    Offer { id: OFFER, organization: ORG, value: offers().swap_remove(value), state, published_at, changes: Vec::new() }
}

fn request(state: RequestState, purpose: Purpose) -> Option<ContactRequest> {
    Some(ContactRequest { from: OTHER, purpose, state })
}

fn inbox(kind_of: InboxKind, request: Option<ContactRequest>) -> Object {
    Object::Inbox(InboxRow {
        conversation: CONVERSATION,
        organization: ORG,
        kind_of,
        with: name(),
        request,
        head: 12,
        unread: 3,
        preview: "こんにちは".to_owned(),
        preview_file: false,
        preview_mine: false,
        preview_deleted: false,
        at: AT,
    })
}

fn notification(category: Category, about: About, from: Option<PersonName>) -> Object {
    let (id, preview) = (NoticeId(uuid(0x20)), "こんにちは".to_owned());
    Object::Notification(Notification { id, organization: ORG, category, about, from, preview, at: AT, read: false })
}

fn notifications() -> Vec<Object> {
    let abouts = [
        About::Conversation { conversation: CONVERSATION, seq: 12 },
        About::Report { report: REPORT },
        About::Status { status: MembershipStatus::Current },
    ];
    check_all(
        &abouts,
        |about| match about {
            About::Conversation { .. } => "conversation",
            About::Report { .. } => "report",
            About::Status { .. } => "status",
        },
        3,
    );
    let [conversation, report, status] = abouts;
    vec![
        notification(Category::Message, conversation.clone(), Some(name())),
        notification(Category::ContactRequest, conversation, Some(name())),
        notification(Category::Desk, report, Some(name())),
        notification(Category::Membership, status, None),
    ]
}

fn reports() -> Vec<Object> {
    use ReportReason::{Harassment, Impersonation, Inappropriate, Other, Spam};
    let own = |reason, messages: &[_]| {
        Object::Report(Report {
            id: REPORT,
            organization: ORG,
            person: OTHER,
            reason,
            note: "毎日\n届く".to_owned(),
            conversation: (!messages.is_empty()).then_some(CONVERSATION),
            messages: messages.to_vec(),
            at: AT,
        })
    };
    let at_desk = |closed| {
        Object::DeskReport(DeskReport {
            id: REPORT,
            reporter: PersonName::hidden(PERSON),
            reported: name(),
            reason: Harassment,
            note: "毎日\n届く".to_owned(),
            messages: vec![ReportedMessage {
                id: MESSAGE,
                author: OTHER,
                body: "買って".to_owned(),
                files: vec!["見積.pdf".to_owned()],
                at: AT,
            }],
            at: AT,
            closed,
        })
    };
    let mut reports: Vec<Object> = [Spam, Impersonation, Inappropriate, Other].map(|reason| own(reason, &[])).into();
    reports.push(own(Harassment, &[MESSAGE]));
    reports.push(at_desk(None));
    reports.push(at_desk(Some(Closing { by: PERSON, at: AT, note: "注意した".to_owned() })));
    reports
}

fn conversations() -> Vec<Object> {
    use Purpose::{AlumniVisit, CareerAdvice, CatchUp, Event, KnowHow, Other, Return, WorkTogether};
    use RequestState::{Accepted, Declined, Waiting};
    let is =
        |parties, request| Object::Conversation(Conversation { id: CONVERSATION, organization: ORG, parties, request });
    let direct = |request| is(Parties::Direct([PERSON, OTHER]), request);
    let mut conversations = vec![is(Parties::Desk(PERSON), None), direct(None)];
    conversations.extend([Waiting, Declined].map(|state| direct(request(state, CatchUp))));
    conversations.extend(
        [CareerAdvice, AlumniVisit, Return, WorkTogether, KnowHow, Event, Other]
            .map(|purpose| direct(request(Accepted, purpose))),
    );
    conversations
}

/// Objects of each kind: full ones first, then such as leave out what may be left out.
pub(super) fn objects() -> Vec<Object> {
    let mut objects: Vec<Object> = organizations().into();
    objects
        .extend([None, Some(UNIT)].map(|parent| Object::Unit(OrgUnit { id: UNIT, name: "開発部".to_owned(), parent })));
    objects.push(Object::Card(card()));
    objects.push(Object::Card(Card {
        name: PersonName { family: "山田".to_owned(), ..PersonName::hidden(OTHER) },
        former: Vec::new(),
        latin: String::new(),
        headline: String::new(),
        employer: String::new(),
        position: String::new(),
        skills: Vec::new(),
        units: Vec::new(),
        cohort: None,
        page: String::new(),
        ..card()
    }));
    objects.extend((0..offers().len()).map(|value| Object::Offer(offer(value, OfferState::Draft))));
    let part = ChangedPart {
        part: "terms.hours".to_owned(),
        before: "\"9時から\"".to_owned(),
        after: "\"10時から\"".to_owned(),
    };
    let changes = vec![OfferChange { at: AT, parts: vec![part] }];
    objects.push(Object::Offer(Offer { changes, ..offer(4, OfferState::Published) }));
    objects.push(Object::Offer(offer(0, OfferState::Closed)));
    for value in members() {
        objects.push(Object::Membership(membership(value.clone())));
        objects.push(Object::Member(Member { name: name(), membership: membership(value) }));
    }
    objects.extend(reports());
    let said = |of, value, confirmed_at| Object::Field(FieldObject { field: of, value, confirmed_at });
    objects.extend(ProfileField::ALL.map(|of| said(of, field(of.as_str(), rule(ORG)), Some(AT))));
    objects.extend(rules().into_iter().map(|rules| said(ProfileField::Headline, field("営業", rules), None)));
    objects.push(said(ProfileField::Headline, FieldValue::default(), None));
    objects.extend(
        rows()
            .into_iter()
            .map(|value| Object::Row(Row { id: ROW, value, place: "7f80".to_owned(), confirmed_at: Some(AT) })),
    );
    let value = rows().swap_remove(0);
    objects.push(Object::Row(Row { id: ROW, value, place: "80".to_owned(), confirmed_at: None }));
    objects.push(inbox(InboxKind::Direct, request(RequestState::Waiting, Purpose::AlumniVisit)));
    objects.extend([InboxKind::Direct, InboxKind::WithDesk, InboxKind::AtDesk].map(|kind| inbox(kind, None)));
    if let Some(Object::Inbox(row)) = objects.last() {
        objects.push(Object::Inbox(InboxRow { preview: "見積.pdf".to_owned(), preview_file: true, ..row.clone() }));
    }
    objects.extend(notifications());
    objects.extend(settings().into_iter().map(Object::Setting));
    objects.push(Object::Saved(SavedOffer { organization: ORG, offer: OFFER, at: AT }));
    objects.push(Object::Block(Block { name: name(), at: AT }));
    objects.extend(conversations());
    objects.extend(
        [
            message(),
            Message { about: Some(OfferId(uuid(0x21))), edited_at: Some(AT + 60_000), ..message() },
            Message { body: String::new(), deleted: true, ..message() },
            Message { seq: None, ..message() },
            Message { body: String::new(), attachments: attachments(), ..message() },
        ]
        .map(Object::Message),
    );
    objects.push(Object::Mark(mark()));
    objects
}

#[test]
fn every_object() {
    let objects = objects();
    check_all(&objects, kind, 18);
    check("object.json", &objects);
    for object in &objects {
        assert_eq!(serde_json::to_value(object).unwrap()["kind"], kind(object), "a kind is called the same everywhere");
    }
}

fn kind(object: &Object) -> &'static str {
    match object {
        Object::Organization(_) => "organization",
        Object::Unit(_) => "unit",
        Object::Card(_) => "card",
        Object::Offer(_) => "offer",
        Object::Member(_) => "member",
        Object::DeskReport(_) => "desk_report",
        Object::Membership(_) => "membership",
        Object::Field(_) => "field",
        Object::Row(_) => "row",
        Object::Inbox(_) => "inbox",
        Object::Notification(_) => "notification",
        Object::Setting(_) => "setting",
        Object::Saved(_) => "saved",
        Object::Block(_) => "block",
        Object::Report(_) => "report",
        Object::Conversation(_) => "conversation",
        Object::Message(_) => "message",
        Object::Mark(_) => "mark",
    }
}

/// What nobody sees is not written down, and a doubled rule opens nothing, also when it comes from outside.
#[test]
fn rules_are_read_into_their_stored_form() {
    let only_me = serde_json::json!([{ "organization": ORG, "audience": Audience::OnlyMe }]);
    let doubled = serde_json::json!([
        { "organization": ORG, "audience": Audience::Members },
        { "organization": ORG, "audience": Audience::Alumni },
    ]);
    for hostile in [only_me, doubled, serde_json::json!([])] {
        let text = serde_json::json!({ "text": "営業", "visibility": hostile }).to_string();
        let read: FieldValue = serde_json::from_str(&text).unwrap();
        assert_eq!(read, field("営業", Visibility::default()), "{text}");
    }
}
