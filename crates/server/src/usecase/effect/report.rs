//! A report reaches the desk: with the messages that its author chose, as they stand, and no others.

use domain::{
    Name, NoticeId, Object, OrgId, PersonId, ReportId, Scope, limit,
    record::{About, Category, DeskReport, Report, ReportedMessage},
    text,
};

use super::{inbox::roster_name, notice};
use crate::storage::step::{Known, Loaded, Need, Writes};

pub(super) fn made(author: PersonId, report: &Report, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let (organization, name) = (report.organization, Name::Report(report.id));
    let desk = Scope::Desk(organization);
    let people = [author, report.person].map(|person| (desk.into(), Name::Member(person)));
    let messages = report.conversation.into_iter().flat_map(|conversation| {
        let scope = Scope::Conv(conversation).into();
        report.messages.iter().map(move |message| (scope, Name::Message(*message)))
    });
    loaded.have(Need {
        heads: [desk.into()].into(),
        records: people.into_iter().chain(messages).chain([(desk.into(), name)]).collect(),
        organizers: [organization].into(),
        ..Need::default()
    })?;
    // An id that is taken: nobody writes over another one's report.
    if loaded.record(desk, name)?.is_some() {
        return Ok(());
    }
    // Nobody is told whether the person is a member here. And a report about an organizer must not lie at the very desk
    // where that organizer would read who made it; the app says so before, and where else to turn.
    let is_member = loaded.object(desk, Name::Member(report.person))?.is_some();
    if !is_member || loaded.organizers(organization)?.contains(&report.person) {
        return Ok(());
    }
    let at_desk = DeskReport {
        id: report.id,
        reporter: roster_name(organization, author, loaded)?,
        reported: roster_name(organization, report.person, loaded)?,
        reason: report.reason,
        note: report.note.clone(),
        messages: reported(report, loaded)?,
        at: report.at,
        closed: None,
    };
    writes.put(loaded, (desk, name), None, Object::DeskReport(at_desk))?;

    let told: Vec<PersonId> = loaded.organizers(organization)?.to_vec();
    let told = told.into_iter().filter(|organizer| *organizer != author && *organizer != report.person);
    let told: Vec<PersonId> = told.collect();
    loaded.have(need_to_tell(report.id, &told))?;
    for organizer in told {
        let about = About::Report { report: report.id };
        let news = notice::plain(notice_of(report.id), organization, Category::Desk, about, report.at);
        notice::put(loaded, writes, organizer, news)?;
    }
    Ok(())
}

/// What became of it is said: nobody at the desk has anything left to notice.
pub(super) fn closed(organization: OrgId, report: ReportId, loaded: &Loaded, writes: &mut Writes) -> Known<()> {
    let organizers = loaded.organizers(organization)?.to_vec();
    loaded.have(need_to_tell(report, &organizers))?;
    for organizer in organizers {
        notice::settle(loaded, writes, organizer, notice_of(report))?;
    }
    Ok(())
}

/// The reported messages that are there, in the order of their places.
fn reported(report: &Report, loaded: &Loaded) -> Known<Vec<ReportedMessage>> {
    let Some(conversation) = report.conversation else { return Ok(vec![]) };
    let mut found = vec![];
    for id in &report.messages {
        if let Some(Object::Message(message)) = loaded.object(Scope::Conv(conversation), Name::Message(*id))? {
            found.push(message);
        }
    }
    found.sort_by_key(|message| message.seq);
    // Longer ones are cut at their ends, each to its share.
    let longest = limit::REPORTED_TEXT / found.len().max(1);
    let copy = |message: &domain::record::Message| ReportedMessage {
        id: message.id,
        author: message.author,
        body: text::cut(&message.body, longest),
        files: message.attachments.iter().map(|attachment| attachment.name.clone()).collect(),
        at: message.at,
    };
    Ok(found.into_iter().map(copy).collect())
}

const fn notice_of(report: ReportId) -> NoticeId {
    NoticeId(report.0)
}

fn need_to_tell(report: ReportId, organizers: &[PersonId]) -> Need {
    let mes = organizers.iter().map(|organizer| Scope::Me(*organizer).into());
    Need {
        heads: mes.clone().collect(),
        records: mes.map(|me| (me, Name::Notification(notice_of(report)))).collect(),
        ..Need::default()
    }
}
