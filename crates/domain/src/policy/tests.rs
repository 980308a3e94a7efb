//! The matrix of who may (trust, S1). A match without a wildcard gives each verb its row: a new one does not compile until
//! somebody has said who may do it.

use uuid::Uuid;

use super::*;
use crate::{
    id::{ConversationId, MessageId, NoticeId, OfferId, ReportId, RowId},
    op::Verb,
    record::{
        ContactRequest, Criterion, FieldValue, MemberValue, MembershipStatus, OfferKind, OfferValue, PersonName,
        ProfileField, Purpose, Remote, ReportReason, Role, RowBody, RowValue, Setting, WorkTerms,
    },
    visibility::Visibility,
};

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

const ME: PersonId = PersonId(id(1));
const OTHER: PersonId = PersonId(id(2));
const THIRD: PersonId = PersonId(id(3));
const ORG: OrgId = OrgId(id(4));
const ELSEWHERE: OrgId = OrgId(id(5));
const OFFER: OfferId = OfferId(id(6));
const REPORT: ReportId = ReportId(id(7));
const MESSAGE: MessageId = MessageId(id(8));
const ROW: RowId = RowId(id(9));

const fn standing(status: MembershipStatus, role: Role) -> Option<Standing> {
    Some(Standing { status, role })
}

const ALUMNUS: Option<Standing> = standing(MembershipStatus::Alumnus, Role::Member);
const CANDIDATE: Option<Standing> = standing(MembershipStatus::Candidate, Role::Member);
const ORGANIZER: Option<Standing> = standing(MembershipStatus::Current, Role::Organizer);

fn skill() -> RowValue {
    RowValue::new(RowBody::Skill { name: "英語".to_owned(), note: String::new() }, Visibility::default())
}

fn offer() -> OfferValue {
    OfferValue {
        kind_of: OfferKind::Comeback,
        title: "開発".to_owned(),
        description: String::new(),
        prefecture: String::new(),
        remote: Remote::None,
        terms: WorkTerms::empty(OfferKind::Comeback),
        criteria: vec![Criterion::Years { years: 1 }],
        audience: Vec::new(),
        reply_within_days: 7,
        closes_on: None,
    }
}

fn report(person: PersonId, conversation: Option<ConversationId>) -> Intent {
    let (reason, note, messages) = (ReportReason::Spam, String::new(), Vec::new());
    Intent::Report { report: REPORT, organization: ORG, person, reason, note, conversation, messages }
}

fn set_member(person: PersonId, base: Role, value: Role) -> Intent {
    let said = |role| MemberValue::new(MembershipStatus::Current, role);
    Intent::SetMember { organization: ORG, person, base: said(base), value: said(value) }
}

/// An example of each verb. Whatever names somebody names OTHER, and a desk's conversation is the author's own.
fn intent(verb: Verb) -> Intent {
    let direct = ConversationId::direct(ORG, ME, OTHER);
    let field = ProfileField::Headline;
    let text = FieldValue::default;
    let body = || "こんにちは".to_owned();
    match verb {
        Verb::SetField => Intent::SetField { field, base: text(), value: text() },
        Verb::ConfirmField => Intent::ConfirmField { field },
        Verb::AddRow => Intent::AddRow { row: ROW, value: skill(), place: "80".to_owned() },
        Verb::EditRow => Intent::EditRow { row: ROW, base: skill(), value: skill() },
        Verb::ConfirmRow => Intent::ConfirmRow { row: ROW },
        Verb::RemoveRow => Intent::RemoveRow { row: ROW },
        Verb::MoveRow => Intent::MoveRow { row: ROW, place: "80".to_owned() },
        Verb::Set => Intent::Set { value: Setting::Preferences(crate::record::Preferences::default()) },
        Verb::SaveOffer => Intent::SaveOffer { organization: ORG, offer: OFFER },
        Verb::UnsaveOffer => Intent::UnsaveOffer { offer: OFFER },
        Verb::Block => Intent::Block { name: PersonName::hidden(OTHER) },
        Verb::Unblock => Intent::Unblock { person: OTHER },
        Verb::Report => report(OTHER, None),
        Verb::StartConversation => Intent::StartConversation {
            conversation: direct,
            organization: ORG,
            with: OTHER,
            purpose: Purpose::CatchUp,
        },
        Verb::AnswerRequest => Intent::AnswerRequest { conversation: direct, accept: true },
        Verb::StartDesk => {
            Intent::StartDesk { conversation: ConversationId::desk(ORG, ME), organization: ORG, person: ME }
        }
        Verb::SendMessage => Intent::SendMessage {
            conversation: direct,
            message: MESSAGE,
            body: body(),
            about: None,
            attachments: vec![],
        },
        Verb::EditMessage => Intent::EditMessage { conversation: direct, message: MESSAGE, body: body() },
        Verb::DeleteMessage => Intent::DeleteMessage { conversation: direct, message: MESSAGE },
        Verb::MarkRead => Intent::MarkRead { conversation: direct, seq: 1 },
        Verb::MarkNoticed => Intent::MarkNoticed { notice: NoticeId(id(10)) },
        Verb::SetMember => set_member(OTHER, Role::Member, Role::Organizer),
        Verb::AddOffer => Intent::AddOffer { organization: ORG, offer: OFFER, value: offer() },
        Verb::EditOffer => Intent::EditOffer { organization: ORG, offer: OFFER, base: offer(), value: offer() },
        Verb::PublishOffer => Intent::PublishOffer { organization: ORG, offer: OFFER },
        Verb::CloseOffer => Intent::CloseOffer { organization: ORG, offer: OFFER },
        Verb::RemoveOffer => Intent::RemoveOffer { organization: ORG, offer: OFFER },
        Verb::CloseReport => Intent::CloseReport { organization: ORG, report: REPORT, note: String::new() },
    }
}

/// `y`: may; `n`: it looks as if there were nothing; `w`: must wait for an answer.
fn answer(author: PersonId, intent: &Intent, facts: Facts<'_>) -> char {
    match may_write(author, intent, facts) {
        Ok(permit) => {
            assert_eq!(permit.author(), author);
            'y'
        }
        Err(Refusal { code: RefusalCode::NotFound, field: None }) => 'n',
        Err(Refusal { code: RefusalCode::NotAccepted, field: None }) => 'w',
        Err(other) => panic!("{intent:?}: {other}"),
    }
}

#[test]
fn what_a_standing_lets_a_person_do_where_no_conversation_is() {
    let there = |standing| Facts { standing, is_other_there: true, ..Facts::default() };
    let columns = [
        ("a stranger", Facts { is_other_there: true, ..Facts::default() }),
        ("an alumnus", there(ALUMNUS)),
        ("a candidate", there(CANDIDATE)),
        ("an organizer", there(ORGANIZER)),
        ("an alumnus, the other is not there", Facts { standing: ALUMNUS, ..Facts::default() }),
        ("an organizer, the other is not there", Facts { standing: ORGANIZER, ..Facts::default() }),
        ("an alumnus, blocked", Facts { is_blocked: true, ..there(ALUMNUS) }),
    ];
    for &verb in Verb::ALL {
        let row = match verb {
            Verb::SetField
            | Verb::ConfirmField
            | Verb::AddRow
            | Verb::EditRow
            | Verb::ConfirmRow
            | Verb::RemoveRow
            | Verb::MoveRow
            | Verb::Set
            | Verb::SaveOffer
            | Verb::UnsaveOffer
            | Verb::Block
            | Verb::Unblock
            | Verb::MarkNoticed => "yyyyyyy",
            // Whether the other one is there must not show in the answer.
            Verb::Report => "nyyyyyy",
            Verb::StartConversation => "nynynnn",
            Verb::StartDesk => "nyyyyyy",
            Verb::AnswerRequest | Verb::SendMessage | Verb::EditMessage | Verb::DeleteMessage | Verb::MarkRead => {
                "nnnnnnn"
            }
            Verb::SetMember
            | Verb::AddOffer
            | Verb::EditOffer
            | Verb::PublishOffer
            | Verb::CloseOffer
            | Verb::RemoveOffer
            | Verb::CloseReport => "nnnynyn",
        };
        for ((who, facts), expected) in columns.into_iter().zip(row.chars()) {
            assert_eq!(answer(ME, &intent(verb), facts), expected, "{verb:?} by {who}");
        }
        assert_eq!(row.len(), columns.len(), "{verb:?}");
    }
}

fn conversation(organization: OrgId, parties: Parties, request: Option<(PersonId, RequestState)>) -> Conversation {
    let id = match parties {
        Parties::Direct([a, b]) => ConversationId::direct(organization, a, b),
        Parties::Desk(person) => ConversationId::desk(organization, person),
    };
    let request = request.map(|(from, state)| ContactRequest { from, purpose: Purpose::CatchUp, state });
    Conversation { id, organization, parties, request }
}

fn direct(from: PersonId, state: RequestState) -> Conversation {
    conversation(ORG, Parties::Direct([ME, OTHER]), Some((from, state)))
}

#[test]
fn what_taking_part_lets_a_person_do() {
    use RequestState::{Accepted, Declined, Waiting};
    let theirs = conversation(ORG, Parties::Direct([OTHER, THIRD]), None);
    let (own_desk, desk) = (conversation(ORG, Parties::Desk(ME), None), conversation(ORG, Parties::Desk(OTHER), None));
    let is = |conversation, standing| Facts { conversation, standing, messages: 9, ..Facts::default() };
    let [connected, asked, was_asked, refused, has_refused] = [
        direct(OTHER, Accepted),
        direct(ME, Waiting),
        direct(OTHER, Waiting),
        direct(ME, Declined),
        direct(OTHER, Declined),
    ];
    // Who has left the organisation still takes part.
    let columns = [
        ("connected", is(Some(&connected), None)),
        ("connected, blocked", Facts { is_blocked: true, ..is(Some(&connected), ALUMNUS) }),
        ("asked, nothing said", Facts { messages: 0, ..is(Some(&asked), ALUMNUS) }),
        ("asked, all said", Facts { messages: limit::UNANSWERED, ..is(Some(&asked), ALUMNUS) }),
        ("was asked", is(Some(&was_asked), CANDIDATE)),
        ("asked, declined", is(Some(&refused), ALUMNUS)),
        ("has declined", is(Some(&has_refused), ALUMNUS)),
        ("an organizer, two others", is(Some(&theirs), ORGANIZER)),
        ("at the desk, somebody's", is(Some(&desk), ORGANIZER)),
        ("at the desk, own", is(Some(&own_desk), None)),
        ("an alumnus, somebody else's with the desk", is(Some(&desk), ALUMNUS)),
    ];
    for (verb, row) in [
        (Verb::StartConversation, "ynyyyyyn..."),
        (Verb::AnswerRequest, "ynyyyyyn..."),
        (Verb::StartDesk, "........yyy"),
        (Verb::SendMessage, "ynywwwwnyyn"),
        (Verb::EditMessage, "ynyywwwnyyn"),
        (Verb::DeleteMessage, "yyyyyyynyyn"),
        (Verb::MarkRead, "yyyyyyynyyn"),
    ] {
        for ((who, facts), expected) in columns.into_iter().zip(row.chars()) {
            if expected != '.' {
                assert_eq!(answer(ME, &intent(verb), facts), expected, "{verb:?} by who {who}");
            }
        }
        assert_eq!(row.len(), columns.len(), "{verb:?}");
    }
    // Content is sent by whoever may write a message now.
    for ((who, facts), expected) in columns.into_iter().zip("ynynnnnnyyn".chars()) {
        let permit = may_upload(ME, facts);
        assert_eq!(permit.is_some(), expected == 'y', "by who {who}");
        let is_theirs = |permit: UploadPermit| {
            facts.conversation.map(|conversation| conversation.id) == Some(permit.conversation())
                && permit.person() == ME
        };
        assert!(permit.is_none_or(is_theirs));
    }
}

#[test]
fn a_stranger_cannot_tell_a_conversation_from_nothing() {
    for there in [direct(ME, RequestState::Accepted), conversation(ORG, Parties::Desk(OTHER), None)] {
        for verb in [
            Verb::AnswerRequest,
            Verb::SendMessage,
            Verb::EditMessage,
            Verb::DeleteMessage,
            Verb::MarkRead,
            Verb::StartConversation,
        ] {
            for standing in [None, ALUMNUS] {
                let facts = |conversation| Facts { conversation, standing, messages: 3, ..Facts::default() };
                let seen = may_write(THIRD, &intent(verb), facts(Some(&there)));
                assert_eq!(seen, may_write(THIRD, &intent(verb), facts(None)), "{verb:?}");
                assert!(seen.is_err(), "{verb:?}");
                assert_eq!(may_upload(THIRD, facts(Some(&there))), None);
            }
        }
    }
}

#[test]
fn an_organizer_writes_to_whoever_is_a_member() {
    let start = Intent::StartDesk { conversation: ConversationId::desk(ORG, OTHER), organization: ORG, person: OTHER };
    for (standing, is_other_there, expected) in
        [(ORGANIZER, true, 'y'), (ORGANIZER, false, 'n'), (ALUMNUS, true, 'n'), (None, true, 'n')]
    {
        assert_eq!(answer(ME, &start, Facts { standing, is_other_there, ..Facts::default() }), expected);
    }
}

#[test]
fn nobody_changes_their_own_role() {
    use Role::{Member, Organizer};
    let facts = |standing| Facts { standing, is_other_there: true, ..Facts::default() };
    let forbidden = Err(Refusal::at(RefusalCode::Forbidden, "role"));
    assert_eq!(may_write(ME, &set_member(ME, Organizer, Member), facts(ORGANIZER)), forbidden);
    assert_eq!(may_write(ME, &set_member(ME, Member, Organizer), facts(ORGANIZER)), forbidden);
    assert_eq!(answer(ME, &set_member(ME, Organizer, Organizer), facts(ORGANIZER)), 'y', "the rest of it");
    assert_eq!(answer(ME, &set_member(OTHER, Organizer, Member), facts(ORGANIZER)), 'y', "a colleague's");
    // Whoever is not at the desk does not learn that there is a rule.
    for standing in [None, ALUMNUS, CANDIDATE] {
        assert_eq!(answer(ME, &set_member(ME, Member, Organizer), facts(standing)), 'n');
    }
}

#[test]
fn a_report_shows_a_desk_only_what_was_written_through_it() {
    let with_desk = conversation(ORG, Parties::Desk(ME), None);
    let through = |organization, other| conversation(organization, Parties::Direct([ME, other]), None);
    let strangers = conversation(ORG, Parties::Direct([OTHER, THIRD]), None);
    for (what, conversation, expected) in [
        ("the two", &through(ORG, OTHER), 'y'),
        ("with the desk", &with_desk, 'y'),
        ("through another organisation", &through(ELSEWHERE, OTHER), 'n'),
        ("with somebody else", &through(ORG, THIRD), 'n'),
        ("of others", &strangers, 'n'),
    ] {
        for is_blocked in [true, false] {
            let facts = Facts {
                conversation: Some(conversation),
                standing: ALUMNUS,
                is_other_there: true,
                is_blocked,
                ..Facts::default()
            };
            assert_eq!(answer(ME, &report(OTHER, Some(conversation.id)), facts), expected, "{what}");
            // Without a word of it there is nothing to show.
            assert_eq!(answer(ME, &report(OTHER, None), facts), 'y', "{what}");
        }
    }
}

#[test]
fn each_scope_opens_to_its_own_relation_only() {
    use Relation::{Member, Owner, Participant, Stranger};
    let conv = Scope::Conv(ConversationId::direct(ORG, ME, OTHER));
    let scopes = [Scope::Me(ME), Scope::Me(OTHER), Scope::Dir(ORG), Scope::Offers(ORG), Scope::Desk(ORG), conv];
    for (relation, row) in [(Owner, "ynnnnn"), (Participant, "nnnnny"), (Stranger, "nnnnnn")] {
        for (scope, expected) in scopes.into_iter().zip(row.chars()) {
            let permit = may_read(ME, scope, relation);
            assert_eq!(permit.is_some(), expected == 'y', "{scope} as {relation:?}");
            assert!(
                permit
                    .is_none_or(|permit| { (permit.scope(), permit.person(), permit.standing()) == (scope, ME, None) })
            );
        }
    }
    for standing in Standing::ALL {
        let row = if standing.role == Role::Organizer { "nnyyyn" } else { "nnyynn" };
        for (scope, expected) in scopes.into_iter().zip(row.chars()) {
            let permit = may_read(ME, scope, Member(standing));
            assert_eq!(permit.is_some(), expected == 'y', "{scope} as {}", standing.as_str());
            assert!(permit.is_none_or(|permit| permit.standing() == Some(standing)), "the permit says how far it goes");
        }
    }
}

#[test]
fn only_a_member_looks_at_people() {
    for relation in [Relation::Owner, Relation::Participant, Relation::Stranger] {
        assert_eq!(may_look(ME, ORG, OTHER, relation), None, "{relation:?}");
    }
    for standing in Standing::ALL {
        let permit = may_look(ME, ORG, OTHER, Relation::Member(standing)).expect("a member looks");
        assert_eq!((permit.viewer(), permit.organization(), permit.person()), (ME, ORG, OTHER));
    }
}
