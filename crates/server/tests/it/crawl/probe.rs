//! Everything that somebody can ask the server, and every byte that comes back.

use std::collections::BTreeSet;

use axum::{body::Body, http::header};
use domain::{
    ConversationId, Intent, NoticeId, OfferId, OrgId, PersonId, Scope, UnitId, Verb,
    record::{
        FieldValue, MemberValue, MembershipStatus, OfferKind, OfferValue, PersonName, Preferences, ProfileField,
        Purpose, QuietHours, ReportReason, Role, RowType, Setting,
    },
    wire::{OpOutcome, OpsAnswer, OpsRequest, ScopeState, StateToken, SyncLine, SyncRequest},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    cast::{Stage, row_id},
    oracle::Who,
    scene::{self, OFFERS, REPORT},
};
use crate::{
    blobs,
    world::{Answer, Person, lines, message, request, skill},
};

/// Routes of the server that a crawl asks, by method and path as the description names them.
pub const ROUTES: &[(&str, &str)] = &[
    ("get", "/healthz"),
    ("get", "/join"),
    ("get", "/v1/me"),
    ("get", "/v1/sessions"),
    ("delete", "/v1/sessions/{id}"),
    ("post", "/v1/sync"),
    ("post", "/v1/ops"),
    ("get", "/v1/poll"),
    ("get", "/v1/organizations/{organization}/people/{person}"),
    ("get", "/v1/conversations/{conversation}/blobs/{digest}"),
    ("get", "/v1/conversations/{conversation}/blobs/{digest}/chunks"),
    ("put", "/v1/conversations/{conversation}/blobs/{digest}/chunks/{n}"),
];

/// Routes that it does not, and why.
pub const OTHER_ROUTES: &[(&str, &str, &str)] = &[
    ("get", "/openapi.json", "the same for everybody: tests/it/openapi.rs"),
    ("get", "/v1/live", "hints: `nothing_hidden_is_observable` listens to it"),
    ("post", "/v1/auth/code", "answers the same for known and unknown addresses: tests/it/auth.rs"),
    ("post", "/v1/auth/session", "needs a code: tests/it/auth.rs"),
];

/// What one crawl brought: a name for each question, and the answer.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Harvest(pub Vec<(String, String)>);

impl Harvest {
    pub fn contains(&self, marker: &str) -> bool {
        self.found_in(marker).is_some()
    }

    pub fn found_in(&self, marker: &str) -> Option<&str> {
        self.0.iter().find(|(_, answer)| answer.contains(marker)).map(|(question, _)| question.as_str())
    }

    /// The questions that are answered differently.
    pub fn differs_in<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        assert_eq!(self.0.len(), other.0.len(), "the same questions");
        let pairs = self.0.iter().zip(&other.0);
        pairs.filter(|(one, other)| one != other).map(|((question, _), _)| question.as_str()).collect()
    }

    fn add(&mut self, question: impl Into<String>, answer: &Answer) {
        let etag = answer.headers.get(header::ETAG).map(|etag| format!("{etag:?}")).unwrap_or_default();
        let answer = format!("{} {etag}\n{}", answer.status, String::from_utf8_lossy(&answer.body));
        self.0.push((question.into(), answer));
    }
}

/// Asks everything.
pub async fn crawl(stage: &Stage, who: Who) -> Harvest {
    let mut harvest = Harvest::default();
    let person = match who {
        Who::Anonymous => None,
        _ => Some(stage.of(who)),
    };
    for path in ["/healthz", "/join", "/v1/me", "/v1/sessions", "/v1/poll"] {
        harvest.add(path, &ask(stage, "GET", path, person).await);
    }
    let session = format!("/v1/sessions/{}", Uuid::from_u128(1));
    harvest.add("a session of nobody's", &ask(stage, "DELETE", &session, person).await);
    for organization in [stage.home, stage.elsewhere, OrgId(Uuid::from_u128(1))] {
        for other in everybody(stage) {
            let path = format!("/v1/organizations/{organization}/people/{other}");
            harvest.add(&path, &ask(stage, "GET", &path, person).await);
        }
    }
    content(stage, person, &mut harvest).await;
    sync(stage, person, &mut harvest).await;
    ops(stage, who, person, &mut harvest).await;
    harvest
}

async fn ask(stage: &Stage, method: &str, path: &str, person: Option<&Person>) -> Answer {
    stage.world.send(request(method, path, person).body(Body::empty()).unwrap()).await
}

async fn post(stage: &Stage, path: &str, person: Option<&Person>, body: &impl Serialize) -> Answer {
    stage.world.post(path, person, body).await
}

/// Every content in every conversation, and in one that does not exist. Nothing is sent: a chunk as a text is none.
async fn content(stage: &Stage, person: Option<&Person>, harvest: &mut Harvest) {
    let conversations = [stage.talk_with(0, Who::Connection), stage.talk_with(2, Who::Alumnus)];
    let desk = ConversationId::desk(stage.home, stage.subjects[0].person.id);
    for conversation in conversations.into_iter().chain([desk, ConversationId(Uuid::from_u128(1))]) {
        for content in scene::CONTENTS {
            let at = blobs::path(conversation, blobs::digest(content));
            let chunks = format!("{at}/chunks?bytes={}", content.len());
            let chunk = format!("{at}/chunks/0?bytes={}", content.len());
            for (method, path) in [("GET", &at), ("GET", &chunks), ("PUT", &chunk)] {
                harvest.add(format!("{method} {path}"), &ask(stage, method, path, person).await);
            }
        }
    }
}

/// Everybody there is, and nobody.
fn everybody(stage: &Stage) -> Vec<PersonId> {
    let subjects = stage.subjects.iter().map(|subject| subject.person.id);
    let people = stage.people.iter().map(|(_, person)| person.id);
    let all: BTreeSet<PersonId> = subjects.chain(people).chain([PersonId(Uuid::from_u128(1))]).collect();
    all.into_iter().collect()
}

fn scopes(stage: &Stage) -> Vec<Scope> {
    let mut all: Vec<Scope> = everybody(stage).into_iter().map(Scope::Me).collect();
    for organization in [stage.home, stage.elsewhere, OrgId(Uuid::from_u128(1))] {
        all.extend([Scope::Dir(organization), Scope::Offers(organization), Scope::Desk(organization)]);
    }
    for (_, person) in &stage.people {
        let with = |subject: usize| stage.subjects[subject].person.id;
        let direct = |subject| ConversationId::direct(stage.home, with(subject), person.id);
        let desk = ConversationId::desk(stage.home, person.id);
        all.extend([direct(0), direct(2), desk].map(Scope::Conv));
    }
    all
}

/// Every scope from the start, and from where that ended.
async fn sync(stage: &Stage, person: Option<&Person>, harvest: &mut Harvest) {
    for scope in scopes(stage) {
        let ask = |state: Option<StateToken>| SyncRequest {
            schema: domain::SCHEMA,
            scopes: vec![ScopeState { sum: true, ..ScopeState::after(scope, state) }],
            total: true,
        };
        let first = post(stage, "/v1/sync", person, &ask(None)).await;
        harvest.add(format!("{scope} from the start"), &first);
        if !first.status.is_success() {
            continue;
        }
        let states = lines(&first.body).into_iter().filter_map(|line| match line {
            SyncLine::State { state, .. } => Some(state),
            _ => None,
        });
        if let Some(state) = states.collect::<Vec<_>>().pop() {
            harvest.add(format!("{scope} continued"), &post(stage, "/v1/sync", person, &ask(Some(state))).await);
        }
    }
}

/// Every verb on whatever is another's. None of it may change anything.
async fn ops(stage: &Stage, who: Who, person: Option<&Person>, harvest: &mut Harvest) {
    let author = person.map_or(PersonId(Uuid::from_u128(1)), |person| person.id);
    for organization in [stage.home, stage.elsewhere] {
        for verb in Verb::ALL {
            for intent in probes(stage, who, author, organization, *verb) {
                let question = format!("{verb:?} in {organization}");
                let op = stage.world.op(intent);
                let request = OpsRequest { schema: domain::SCHEMA, ops: vec![op] };
                let answer = post(stage, "/v1/ops", person, &request).await;
                if person.is_none() {
                    harvest.add(question, &answer);
                    continue;
                }
                // The answer names the op, which is new each time.
                let outcome = answer.json::<OpsAnswer>().results.remove(0).outcome;
                let is_idle = matches!(outcome, OpOutcome::Refused { .. } | OpOutcome::Unchanged { .. });
                assert!(is_idle, "{who:?} {question}: {outcome:?}");
                harvest.0.push((question, serde_json::to_string(&outcome).unwrap()));
            }
        }
    }
}

fn probes(stage: &Stage, who: Who, author: PersonId, organization: OrgId, verb: Verb) -> Vec<Intent> {
    let subject = stage.subjects[0].person.id;
    let nowhere = ConversationId(Uuid::from_u128(1));
    let talk = stage.talk_with(0, Who::Connection);
    let request = stage.talk_with(2, Who::Alumnus);
    let desk = ConversationId::desk(stage.home, subject);
    let takes_part = |conversation| match who {
        Who::Subject => conversation == talk || conversation == desk,
        Who::Connection => conversation == talk,
        Who::Alumnus => conversation == request,
        Who::Organizer => conversation == desk,
        _ => false,
    };
    let row = row_id(0, RowType::Skill);
    let invalid = OfferValue { kind_of: OfferKind::Contract, ..scene::offer("x", &[]) };
    let member = MemberValue::new(MembershipStatus::Alumnus, Role::Member);
    match verb {
        Verb::SetField => {
            let value = FieldValue { text: "長".repeat(200), ..FieldValue::default() };
            vec![Intent::SetField { field: ProfileField::Headline, base: FieldValue::default(), value }]
        }
        Verb::AddRow => vec![Intent::AddRow { row, value: skill(""), place: "80".to_owned() }],
        Verb::EditRow | Verb::ConfirmRow | Verb::RemoveRow | Verb::MoveRow if who == Who::Subject => vec![],
        Verb::EditRow => vec![Intent::EditRow { row, base: skill("a"), value: skill("b") }],
        Verb::ConfirmRow => vec![Intent::ConfirmRow { row }],
        Verb::RemoveRow => vec![Intent::RemoveRow { row }],
        Verb::MoveRow => vec![Intent::MoveRow { row, place: "80".to_owned() }],
        Verb::Set => {
            let quiet = Some(QuietHours { from: 9999, to: 0 });
            vec![Intent::Set { value: Setting::Preferences(Preferences { quiet, ..Preferences::default() }) }]
        }
        // Writes in the author's own `me` and asks nothing of anybody.
        Verb::ConfirmField | Verb::SaveOffer => vec![],
        Verb::UnsaveOffer => vec![Intent::UnsaveOffer { offer: OFFERS[1] }],
        Verb::Block => vec![Intent::Block { name: PersonName::hidden(author) }],
        Verb::Unblock => vec![Intent::Unblock { person: PersonId(Uuid::from_u128(1)) }],
        Verb::Report => [talk, request, desk, nowhere]
            .map(|conversation| Intent::Report {
                report: domain::ReportId(Uuid::from_u128(99)),
                organization,
                person: author,
                reason: ReportReason::Other,
                note: String::new(),
                conversation: Some(conversation),
                messages: vec![message(scene::KEPT)],
            })
            .into(),
        Verb::StartConversation => everybody(stage)
            .into_iter()
            .flat_map(|with| [nowhere, talk].map(|conversation| (with, conversation)))
            .filter(|(with, conversation)| *conversation != ConversationId::direct(organization, author, *with))
            .map(|(with, conversation)| Intent::StartConversation {
                conversation,
                organization,
                with,
                purpose: Purpose::Other,
            })
            .collect(),
        Verb::AnswerRequest => [talk, request, desk, nowhere]
            .map(|conversation| Intent::AnswerRequest { conversation, accept: true })
            .into(),
        Verb::StartDesk => {
            let mut all = vec![Intent::StartDesk { conversation: nowhere, organization, person: subject }];
            if !takes_part(desk) {
                all.push(Intent::StartDesk { conversation: desk, organization, person: subject });
            }
            all
        }
        Verb::SendMessage => {
            let mut all: Vec<Intent> =
                [talk, request, desk, nowhere].map(|conversation| scene::said(conversation, 90, " ")).into();
            // What was sent into one conversation is not there for another.
            let file = || vec![blobs::named(scene::CONTENTS[0], "a")];
            let elsewhere = [talk, request, desk, nowhere].into_iter().filter(|at| *at != talk || !takes_part(talk));
            all.extend(elsewhere.map(|conversation| blobs::says(conversation, 91, "", file())));
            all
        }
        Verb::EditMessage => [(talk, scene::KEPT), (request, scene::ASKED), (desk, scene::TO_DESK), (nowhere, 1)]
            .map(|(conversation, id)| Intent::EditMessage { conversation, message: message(id), body: " ".to_owned() })
            .into(),
        Verb::DeleteMessage => [(talk, scene::DELETED), (request, scene::ASKED), (desk, scene::TO_DESK), (nowhere, 1)]
            .into_iter()
            .filter(|(conversation, id)| !takes_part(*conversation) || *id == scene::DELETED)
            .map(|(conversation, id)| Intent::DeleteMessage { conversation, message: message(id) })
            .collect(),
        Verb::MarkRead => [talk, request, desk, nowhere]
            .into_iter()
            .filter(|conversation| !takes_part(*conversation))
            .map(|conversation| Intent::MarkRead { conversation, seq: 1 })
            .collect(),
        Verb::MarkNoticed => vec![Intent::MarkNoticed { notice: NoticeId(REPORT.0) }],
        Verb::SetMember => {
            let units = (0..30).map(|n| UnitId(Uuid::from_u128(n))).collect();
            [MemberValue { units, ..member.clone() }, MemberValue { title: "長".repeat(200), ..member.clone() }]
                .map(|value| Intent::SetMember { organization, person: subject, base: member.clone(), value })
                .into()
        }
        Verb::AddOffer => vec![Intent::AddOffer { organization, offer: OFFERS[0], value: invalid }],
        Verb::EditOffer => OFFERS
            .map(|offer| Intent::EditOffer { organization, offer, base: invalid.clone(), value: invalid.clone() })
            .into(),
        Verb::PublishOffer => [OFFERS[0], OFFERS[2], OfferId(Uuid::from_u128(1))]
            .map(|offer| Intent::PublishOffer { organization, offer })
            .into(),
        Verb::CloseOffer => vec![Intent::CloseOffer { organization, offer: OFFERS[1] }],
        Verb::RemoveOffer => [OFFERS[0], OFFERS[2]].map(|offer| Intent::RemoveOffer { organization, offer }).into(),
        Verb::CloseReport => {
            vec![Intent::CloseReport { organization, report: REPORT, note: "もう一度".to_owned() }]
        }
    }
}
