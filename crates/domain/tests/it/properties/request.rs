//! Two people ask each other for contact and answer, in any order, each without knowing what the other one does.

use domain::{
    ConversationId, Intent, Name, Object, Op, OpId, Scope,
    policy::{Facts, may_write},
    record::{Conversation, Purpose, RequestState},
};
use proptest::{prelude::*, sample::select};

use super::{ORG, PEOPLE, config, conversation, id, server::Server};

#[derive(Clone, Copy, Debug)]
enum Step {
    Ask(Purpose),
    Accept,
    Decline,
    Say,
}

fn any_steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = select(vec![
        Step::Ask(Purpose::CatchUp),
        Step::Ask(Purpose::Return),
        Step::Accept,
        Step::Decline,
        Step::Say,
        Step::Say,
    ]);
    prop::collection::vec((0..2_usize, step), 1..12)
}

fn known(server: &Server) -> Option<&Conversation> {
    match server.object((Scope::Conv(conversation()), Name::Conversation))? {
        Object::Conversation(conversation) => Some(conversation),
        other => panic!("{other:?}"),
    }
}

fn intent(who: usize, step: Step, n: u128) -> Intent {
    let conversation: ConversationId = conversation();
    match step {
        Step::Ask(purpose) => {
            Intent::StartConversation { conversation, organization: ORG, with: PEOPLE[1 - who], purpose }
        }
        Step::Accept => Intent::AnswerRequest { conversation, accept: true },
        Step::Decline => Intent::AnswerRequest { conversation, accept: false },
        Step::Say => {
            let message = domain::MessageId(id(1_000 + n));
            Intent::SendMessage {
                conversation,
                message,
                body: "こんにちは".to_owned(),
                about: None,
                attachments: vec![],
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    /// Kept beside it: who asked first and for what, and whether the other one ever agreed, by asking or by accepting.
    #[test]
    fn only_two_who_agree_are_connected(steps in any_steps()) {
        let mut server = Server::default();
        let mut first: Option<(usize, Purpose)> = None;
        let mut agreed = false;
        let mut said_unanswered = 0;
        for (n, &(who, step)) in (0..).zip(&steps) {
            let standing = Some(domain::Standing::ALL[0]);
            let facts = Facts {
                conversation: known(&server), messages: server.messages, standing, is_other_there: true, is_blocked: false,
            };
            let intent = intent(who, step, n);
            let may = may_write(PEOPLE[who], &intent, facts).is_ok();
            let is_done = may && server.take(PEOPLE[who], &Op { id: OpId(id(n)), intent }).is_ok();
            match (step, first) {
                (Step::Ask(purpose), None) => first = Some((who, purpose)),
                (Step::Ask(_) | Step::Accept, Some((asker, _))) if asker != who => agreed = true,
                (Step::Say, _) if is_done && !agreed => {
                    said_unanswered += 1;
                    prop_assert!(first.is_some_and(|(asker, _)| asker == who), "only who asked says something first");
                }
                (Step::Say, Some(_)) if agreed => prop_assert!(is_done, "the connected talk freely"),
                _ => {}
            }
            prop_assert!(said_unanswered <= domain::limit::UNANSWERED, "one message, and then one waits");
            let request = known(&server).and_then(|conversation| conversation.request.clone());
            prop_assert_eq!(request.as_ref().map(|request| (request.from, request.purpose)), {
                first.map(|(asker, purpose)| (PEOPLE[asker], purpose))
            });
            prop_assert_eq!(request.is_some_and(|request| request.state == RequestState::Accepted), agreed);
        }
    }
}
