//! What happens in the world besides profiles: conversations, a report, offers, what somebody keeps for themselves.

use domain::{
    ConversationId, Intent, MessageId, OfferId, ReportId,
    record::{
        Changing, Conditions, ContractTerms, Criterion, EmploymentTerms, MembershipStatus, OfferKind, OfferValue, Pay,
        Purpose, ReportReason, Setting, WorkTerms,
    },
};
use uuid::Uuid;

use super::{
    cast::Stage,
    oracle::{Secret, Who},
};
use crate::{blobs, offer::complete, world::message};

/// Shown to alumni, a draft, and one that was published and changed.
pub const OFFERS: [OfferId; 3] =
    [OfferId(Uuid::from_u128(61)), OfferId(Uuid::from_u128(62)), OfferId(Uuid::from_u128(63))];
pub const REPORT: ReportId = ReportId(Uuid::from_u128(81));

/// Messages of the scene by their numbers.
pub const KEPT: u128 = 1;
pub const EDITED: u128 = 2;
pub const DELETED: u128 = 3;
pub const REPORTED: u128 = 4;
pub const ASKED: u128 = 5;
pub const TO_DESK: u128 = 6;
pub const FROM_DESK: u128 = 7;

/// Contents: of the last message, of the one that is reported, of one that no message names.
pub const CONTENTS: [&[u8]; 3] = [b"MARK-content-", b"MARK-reportedcontent-", b"MARK-unsent-"];

pub fn said(conversation: ConversationId, number: u128, body: &str) -> Intent {
    Intent::SendMessage {
        conversation,
        message: message(number),
        body: body.to_owned(),
        about: None,
        attachments: vec![],
    }
}

fn said_with(conversation: ConversationId, number: u128, body: &str, content: &[u8], name: &str) -> Intent {
    blobs::says(conversation, number, body, vec![blobs::named(content, name)])
}

/// Plays it; the texts that it leaves and who may see them.
pub async fn play(stage: &Stage) -> Vec<Secret> {
    let mut secrets = talk(stage).await;
    secrets.extend(request(stage).await);
    secrets.extend(desk(stage).await);
    secrets.extend(report(stage).await);
    secrets.extend(offers(stage).await);
    secrets.extend(own(stage).await);
    secrets
}

/// The first subject and the connection write to each other.
async fn talk(stage: &Stage) -> Vec<Secret> {
    let (subject, other) = (stage.of(Who::Subject), stage.of(Who::Connection));
    let conversation = stage.talk_with(0, Who::Connection);
    let id = |number: u128| -> MessageId { message(number) };
    let [last, reported, unsent] = CONTENTS;
    stage.does(subject, said(conversation, KEPT, "MARK-kept-")).await;
    blobs::upload(&stage.world, other, conversation, reported).await;
    stage.does(other, said_with(conversation, REPORTED, "MARK-reported-", reported, "MARK-reportedfile-")).await;
    blobs::upload(&stage.world, subject, conversation, unsent).await;
    stage.does(subject, said(conversation, EDITED, "MARK-unedited-")).await;
    let edit = Intent::EditMessage { conversation, message: id(EDITED), body: "MARK-edited-".to_owned() };
    stage.does(subject, edit).await;
    stage.does(subject, said(conversation, DELETED, "MARK-deleted-")).await;
    stage.does(subject, Intent::DeleteMessage { conversation, message: id(DELETED) }).await;
    blobs::upload(&stage.world, subject, conversation, last).await;
    stage.does(subject, said_with(conversation, 10, "MARK-last-", last, "MARK-file-")).await;
    stage.does(other, Intent::MarkRead { conversation, seq: 2 }).await;
    let both = [Who::Subject, Who::Connection];
    let last = &[("InboxRow", "preview"), ("Notification", "preview"), ("Message", "body")];
    vec![
        Secret::new("MARK-kept-", &both, &[("Message", "body")]),
        Secret::new("MARK-edited-", &both, &[("Message", "body")]),
        Secret::new("MARK-last-", &both, last),
        Secret::new("MARK-file-", &both, &[("Message", "attachments"), ("Attachment", "name")]),
        Secret::new("MARK-content-", &both, &[]),
        Secret::new("MARK-reportedcontent-", &both, &[]),
        Secret::new("MARK-unsent-", &[], &[]),
        Secret::new("MARK-unedited-", &[], &[]),
        Secret::new("MARK-deleted-", &[], &[]),
    ]
}

/// Somebody asks the third subject for contact and waits. That one is listed to connections, and to all by name.
async fn request(stage: &Stage) -> Vec<Secret> {
    let asking = stage.of(Who::Alumnus);
    let (with, conversation) = (stage.subjects[2].person.id, stage.talk_with(2, Who::Alumnus));
    let purpose = Purpose::AlumniVisit;
    stage.does(asking, Intent::StartConversation { conversation, organization: stage.home, with, purpose }).await;
    stage.does(asking, said(conversation, ASKED, "MARK-asked-")).await;
    vec![Secret::new("MARK-asked-", &[Who::Alumnus], &[("Message", "body")])]
}

async fn desk(stage: &Stage) -> Vec<Secret> {
    let (subject, organizer) = (stage.of(Who::Subject), stage.of(Who::Organizer));
    let conversation = ConversationId::desk(stage.home, subject.id);
    let open = Intent::StartDesk { conversation, organization: stage.home, person: subject.id };
    stage.does(subject, open).await;
    stage.does(subject, said(conversation, TO_DESK, "MARK-to-desk-")).await;
    stage.does(organizer, said(conversation, FROM_DESK, "MARK-from-desk-")).await;
    let both = [Who::Subject, Who::Organizer];
    vec![
        Secret::new("MARK-to-desk-", &both, &[("Message", "body"), ("Notification", "preview")]),
        Secret::new("MARK-from-desk-", &both, &[("Message", "body"), ("InboxRow", "preview")]),
    ]
}

/// The first subject reports the connection for one message.
async fn report(stage: &Stage) -> Vec<Secret> {
    let report = Intent::Report {
        report: REPORT,
        organization: stage.home,
        person: stage.of(Who::Connection).id,
        reason: ReportReason::Spam,
        note: "MARK-report-".to_owned(),
        conversation: Some(stage.talk_with(0, Who::Connection)),
        messages: vec![message(REPORTED)],
    };
    stage.does(stage.of(Who::Subject), report).await;
    let note = "MARK-closing-".to_owned();
    let close = Intent::CloseReport { organization: stage.home, report: REPORT, note };
    stage.does(stage.of(Who::Organizer), close).await;
    let three = [Who::Subject, Who::Connection, Who::Organizer];
    vec![
        Secret::new("MARK-reported-", &three, &[("ReportedMessage", "body"), ("DeskReport", "messages")]),
        Secret::new("MARK-reportedfile-", &three, &[("ReportedMessage", "files")]),
        Secret::new("MARK-report-", &[Who::Subject, Who::Organizer], &[("Report", "note"), ("DeskReport", "note")]),
        Secret::new("MARK-closing-", &[Who::Organizer], &[("DeskReport", "closed"), ("Closing", "note")]),
    ]
}

/// What an offer says, every text of it marked: a contract for the draft, employment for the others.
pub fn offer(name: &str, audience: &[MembershipStatus]) -> OfferValue {
    let mark = |part: &str| format!("MARK-{name}-{part}-");
    let changing =
        |part: &str| Changing { initial: mark(&format!("{part}-now")), range: mark(&format!("{part}-later")) };
    let pay = |part: &str| Pay { min: Some(1), note: mark(part), ..Pay::default() };
    let (kind_of, terms) = if name.starts_with("draft") {
        let terms = ContractTerms {
            client: mark("client"),
            content: mark("content"),
            period: mark("period"),
            place: mark("place"),
            fee: pay("fee"),
            pay_day: mark("pay-day"),
            pay_within_days: Some(30),
            acceptance: mark("acceptance"),
        };
        (OfferKind::Contract, WorkTerms::Contract(terms))
    } else {
        let terms = EmploymentTerms {
            duties: changing("duties"),
            place: changing("place"),
            period: mark("period"),
            renewal: mark("renewal"),
            trial: mark("trial"),
            hours: mark("hours"),
            breaks: mark("breaks"),
            holidays: mark("holidays"),
            overtime: mark("overtime"),
            pay: pay("pay"),
            insurance: mark("insurance"),
            employer: mark("employer"),
            dispatch: mark("dispatch"),
            smoking: mark("smoking"),
        };
        (OfferKind::Comeback, WorkTerms::Employment(terms))
    };
    OfferValue {
        kind_of,
        title: mark("title"),
        description: mark("description"),
        prefecture: mark("prefecture"),
        criteria: vec![Criterion::Skill { name: mark("criterion") }],
        terms,
        ..complete("", audience)
    }
}

type Covers = &'static [(&'static str, &'static str)];

/// Every text of [`offer`], and which field it stands in.
const OFFER: &[(&str, Covers)] = &[
    ("title", &[("OfferValue", "title"), ("Offer", "value")]),
    ("description", &[("OfferValue", "description")]),
    ("prefecture", &[("OfferValue", "prefecture")]),
    ("criterion", &[("OfferValue", "criteria")]),
];
const EMPLOYMENT: &[(&str, Covers)] = &[
    ("duties-now", &[("EmploymentTerms", "duties"), ("Changing", "initial"), ("OfferValue", "terms")]),
    ("duties-later", &[("Changing", "range")]),
    ("place-now", &[("EmploymentTerms", "place")]),
    ("period", &[("EmploymentTerms", "period")]),
    ("renewal", &[("EmploymentTerms", "renewal")]),
    ("trial", &[("EmploymentTerms", "trial")]),
    ("hours", &[("EmploymentTerms", "hours")]),
    ("breaks", &[("EmploymentTerms", "breaks")]),
    ("holidays", &[("EmploymentTerms", "holidays")]),
    ("overtime", &[("EmploymentTerms", "overtime")]),
    ("pay", &[("EmploymentTerms", "pay"), ("Pay", "note")]),
    ("insurance", &[("EmploymentTerms", "insurance")]),
    ("employer", &[("EmploymentTerms", "employer")]),
    ("dispatch", &[("EmploymentTerms", "dispatch")]),
    ("smoking", &[("EmploymentTerms", "smoking")]),
];
const CONTRACT: &[(&str, Covers)] = &[
    ("client", &[("ContractTerms", "client")]),
    ("content", &[("ContractTerms", "content")]),
    ("period", &[("ContractTerms", "period")]),
    ("place", &[("ContractTerms", "place")]),
    ("fee", &[("ContractTerms", "fee")]),
    ("pay-day", &[("ContractTerms", "pay_day")]),
    ("acceptance", &[("ContractTerms", "acceptance")]),
];

async fn offers(stage: &Stage) -> Vec<Secret> {
    let organizer = stage.of(Who::Organizer);
    let organization = stage.home;
    let alumni = [MembershipStatus::Alumnus];
    let [shown, draft, changed] = OFFERS;
    for (id, name) in [(shown, "offer"), (draft, "draft"), (changed, "before")] {
        stage.does(organizer, Intent::AddOffer { organization, offer: id, value: offer(name, &alumni) }).await;
    }
    for id in [shown, changed] {
        stage.does(organizer, Intent::PublishOffer { organization, offer: id }).await;
    }
    // From then on it is meant for candidates alone; they see what it said before.
    let (base, value) = (offer("before", &alumni), offer("after", &[MembershipStatus::Candidate]));
    stage.does(organizer, Intent::EditOffer { organization, offer: changed, base, value }).await;
    let save = Intent::SaveOffer { organization, offer: shown };
    stage.does(stage.of(Who::Alumnus), save).await;

    let mut all = vec![];
    for (name, terms, seen_by) in [
        ("offer", EMPLOYMENT, &[Who::Alumnus, Who::Connection, Who::Organizer][..]),
        ("draft", CONTRACT, &[Who::Organizer]),
        ("before", EMPLOYMENT, &[Who::Candidate, Who::Organizer]),
        ("after", EMPLOYMENT, &[Who::Candidate, Who::Organizer]),
    ] {
        for (part, covers) in OFFER.iter().chain(terms) {
            all.push(Secret::new(format!("MARK-{name}-{part}-"), seen_by, covers));
        }
    }
    // What it said before is known to those who see it from the changes alone.
    let changes: Covers =
        &[("Offer", "changes"), ("OfferChange", "parts"), ("ChangedPart", "before"), ("ChangedPart", "after")];
    all.push(Secret::new("MARK-before-title-", &[Who::Candidate, Who::Organizer], changes));
    all
}

/// What the first subject looks for.
pub fn conditions(prefecture: &str) -> Intent {
    let conditions = Conditions { prefectures: vec![prefecture.to_owned()], ..Conditions::default() };
    Intent::Set { value: Setting::Conditions(conditions) }
}

async fn own(stage: &Stage) -> Vec<Secret> {
    stage.does(stage.of(Who::Subject), conditions("MARK-wish-")).await;
    vec![Secret::new("MARK-wish-", &[Who::Subject], &[("Conditions", "prefectures")])]
}
