//! What the people of the demo world have said: to each other, to a desk, about each other.

use std::collections::BTreeMap;

use domain::{
    ConversationId, Intent, MessageId, Millis, PersonId, ReportId, Seq,
    record::{Purpose, ReportReason},
};

use super::{
    World,
    content::talks::{
        Talk,
        desk::{DeskTalk, Side},
        reports::{Reason, Report},
        requests::{self, Request},
    },
    id, org,
};

type People = BTreeMap<String, PersonId>;

impl World<'_> {
    /// Whoever writes has read what came before; the second one accepts before anybody goes on after the first message.
    pub(super) fn talk(&mut self, talk: &Talk, people: &People) {
        let is_candidate = |key| self.is_candidate(key, talk.organization);
        if is_candidate(talk.between.0) && is_candidate(talk.between.1) {
            // Neither may ask the other: it cannot have been said.
            return;
        }
        let (first, second) = (self.person(talk.between.0, people), self.person(talk.between.1, people));
        let organization = org(talk.organization);
        let conversation = ConversationId::direct(organization, first, second);
        let lines: Vec<_> = talk
            .lines
            .iter()
            .map(|(who, minutes_ago, body)| (if *who == 1 { first } else { second }, *minutes_ago, *body))
            .collect();
        let name = name(talk.between, talk.organization);
        let accept = Intent::AnswerRequest { conversation, accept: true };
        let start =
            |with| Intent::StartConversation { conversation, organization, with, purpose: purpose(talk.purpose) };
        match (lines.first(), lines.get(1)) {
            // A candidate asks nobody for contact: they were asked, and write first.
            (Some((_, begun, _)), _) if self.is_candidate(talk.between.0, talk.organization) => {
                self.op(second, &format!("{name} start"), start(first), self.ago(begun + 2));
                self.op(first, &format!("{name} accept"), accept, self.ago(begun + 1));
            }
            (Some((_, begun, _)), Some((_, answered, _))) => {
                self.op(first, &format!("{name} start"), start(second), self.ago(begun + 1));
                self.op(second, &format!("{name} accept"), accept, self.ago(answered + 1));
            }
            (Some(_) | None, _) => {}
        }
        let readers = if talk.is_read { vec![first, second] } else { vec![] };
        self.lines(conversation, &name, &lines, &readers);
    }

    /// A request that waits for its answer.
    pub(super) fn request(&mut self, request: &Request, people: &People) {
        let (from, with) = (self.person(request.from, people), self.person(request.to, people));
        let organization = org(request.organization);
        let conversation = ConversationId::direct(organization, from, with);
        let start = Intent::StartConversation { conversation, organization, with, purpose: purpose(request.purpose) };
        let name = name((request.from, request.to), request.organization);
        self.op(from, &format!("{name} start"), start, self.ago(request.minutes_ago + 1));
        self.lines(conversation, &name, &[(from, request.minutes_ago, request.body)], &[]);
    }

    /// A talk with a desk.
    pub(super) fn at_desk(&mut self, talk: &DeskTalk, people: &People) {
        let (person, organization) = (self.person(talk.person, people), org(talk.organization));
        let conversation = ConversationId::desk(organization, person);
        let name = name((talk.person, "desk"), talk.organization);
        let line = |(side, minutes_ago, body): &(Side, Millis, &'static str)| match side {
            Side::Person => (person, *minutes_ago, *body),
            Side::Organizer(key) => (self.person(key, people), *minutes_ago, *body),
        };
        let lines: Vec<_> = talk.lines.iter().map(line).collect();
        if let Some((_, begun, _)) = lines.first() {
            let open = Intent::StartDesk { conversation, organization, person };
            self.op(person, &format!("{name} start"), open, self.ago(begun + 1));
        }
        let readers = lines.iter().map(|(author, ..)| *author).collect::<std::collections::BTreeSet<_>>();
        let readers: Vec<_> = if talk.is_read { readers.into_iter().collect() } else { vec![] };
        self.lines(conversation, &name, &lines, &readers);
    }

    /// Messages with their authors and the minutes since; in the end `readers` have read them all.
    fn lines(
        &mut self,
        conversation: ConversationId,
        name: &str,
        lines: &[(PersonId, Millis, &str)],
        readers: &[PersonId],
    ) {
        for (at, (author, minutes_ago, body)) in lines.iter().enumerate() {
            let when = self.ago(*minutes_ago);
            let seq = Seq::try_from(at).unwrap_or(Seq::MAX);
            if seq > 0 {
                let read = Intent::MarkRead { conversation, seq };
                self.op(*author, &format!("{name} read {at}"), read, when);
            }
            let (message, body) = (message(name, at), (*body).to_owned());
            let send = Intent::SendMessage { conversation, message, body, about: None, attachments: vec![] };
            self.op(*author, &format!("{name} send {at}"), send, when);
        }
        let seq = Seq::try_from(lines.len()).unwrap_or(Seq::MAX);
        for reader in readers {
            let read = Intent::MarkRead { conversation, seq };
            self.op(*reader, &format!("{name} last {reader}"), read, self.ago(0));
        }
    }

    /// A report of what somebody wrote in the talk of the two, and what the desk did.
    pub(super) fn report(&mut self, report: &Report, people: &People) {
        let (author, reported) = (self.person(report.reporter, people), self.person(report.reported, people));
        let organization = org(report.organization);
        let conversation = ConversationId::direct(organization, author, reported);
        let key = format!("report {} {}", report.reporter, report.reported);
        let talk = name((report.reporter, report.reported), report.organization);
        let this = ReportId(id(&key));
        let make = Intent::Report {
            report: this,
            organization,
            person: reported,
            reason: match report.reason {
                Reason::Harassment => ReportReason::Harassment,
                Reason::Spam => ReportReason::Spam,
                Reason::Impersonation => ReportReason::Impersonation,
                Reason::Inappropriate => ReportReason::Inappropriate,
                Reason::Other => ReportReason::Other,
            },
            note: report.note.to_owned(),
            conversation: Some(conversation),
            messages: report.messages.iter().map(|at| message(&talk, *at)).collect(),
        };
        self.op(author, &key, make, self.ago(report.minutes_ago));
        let (organizer, minutes_ago, note) = report.closed;
        let close = Intent::CloseReport { organization, report: this, note: note.to_owned() };
        self.op(self.person(organizer, people), &format!("{key} closed"), close, self.ago(minutes_ago));
    }
}

/// What the ids of a talk are made of: the two in the order of their keys.
fn name((a, b): (&str, &str), organization: char) -> String {
    format!("talk {} {} {organization}", a.min(b), a.max(b))
}

fn message(name: &str, at: usize) -> MessageId {
    MessageId(id(&format!("{name} message {at}")))
}

const fn purpose(of: requests::Purpose) -> Purpose {
    match of {
        requests::Purpose::CatchUp => Purpose::CatchUp,
        requests::Purpose::CareerAdvice => Purpose::CareerAdvice,
        requests::Purpose::AlumniVisit => Purpose::AlumniVisit,
        requests::Purpose::Return => Purpose::Return,
        requests::Purpose::WorkTogether => Purpose::WorkTogether,
        requests::Purpose::KnowHow => Purpose::KnowHow,
        requests::Purpose::Event => Purpose::Event,
        requests::Purpose::Other => Purpose::Other,
    }
}
