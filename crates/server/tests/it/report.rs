//! Reports: the desk sees the reported messages and no others.

use domain::{
    ConversationId, Intent, Name, NoticeId, Object, PersonId, RefusalCode, ReportId, Scope,
    record::{About, Category, DeskReport, MembershipStatus, ReportReason, Role},
    wire::SyncLine,
};
use uuid::Uuid;

use crate::{
    blobs,
    world::{Person, World, is_applied, message, refused, send},
};

fn report(world: &World, number: u128, person: PersonId, messages: Option<(ConversationId, Vec<u128>)>) -> Intent {
    let (conversation, messages) = messages.unzip();
    Intent::Report {
        report: ReportId(Uuid::from_u128(number)),
        organization: world.company,
        person,
        reason: ReportReason::Harassment,
        note: "困っています".to_owned(),
        conversation,
        messages: messages.unwrap_or_default().into_iter().map(message).collect(),
    }
}

async fn at_desk(world: &World, number: u128) -> Option<DeskReport> {
    let desk = world.pull(&world.hanako, Scope::Desk(world.company), None).await;
    desk.puts.into_iter().find_map(|(_, _, object)| match object {
        Object::DeskReport(report) if report.id == ReportId(Uuid::from_u128(number)) => Some(report),
        _ => None,
    })
}

/// taro and kenta are connected and have written to each other; hanako is at the desk.
async fn talk(world: &World) -> (Person, ConversationId) {
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let conversation = world.connected(&taro, &world.kenta).await;
    for (number, author) in [(1, &world.kenta), (2, &taro), (3, &world.kenta), (4, &taro)] {
        let body = format!("SAID-{number}");
        assert!(is_applied(&world.does(author, send(conversation, number, &body)).await));
    }
    (taro, conversation)
}

#[tokio::test]
async fn the_desk_is_told_the_names_of_files_and_not_what_is_in_them() {
    let world = World::new().await;
    let (taro, conversation) = talk(&world).await;
    let content = blobs::content(1, 10);
    blobs::upload(&world, &world.kenta, conversation, &content).await;
    let file = blobs::named(&content, "一.pdf");
    assert!(is_applied(&world.does(&world.kenta, blobs::says(conversation, 5, "", vec![file])).await));
    let intent = report(&world, 1, world.kenta.id, Some((conversation, vec![5, 1])));
    assert!(is_applied(&world.does(&taro, intent).await));
    let told: Vec<_> = at_desk(&world, 1).await.unwrap().messages.into_iter().map(|it| (it.body, it.files)).collect();
    assert_eq!(told, [("SAID-1".to_owned(), vec![]), (String::new(), vec!["一.pdf".to_owned()])]);
    assert_eq!(blobs::get(&world, &world.hanako, conversation, &content).await.status, 404);
}

#[tokio::test]
async fn the_desk_sees_the_reported_messages_and_no_others() {
    let world = World::new().await;
    let (taro, conversation) = talk(&world).await;
    let intent = report(&world, 1, world.kenta.id, Some((conversation, vec![3, 9, 1])));
    assert!(is_applied(&world.does(&taro, intent).await));
    let told = at_desk(&world, 1).await.unwrap();
    assert_eq!((told.reporter.family.as_str(), told.reported.family.as_str()), ("taro", "水沢"));
    assert_eq!((told.note.as_str(), &told.closed), ("困っています", &None));
    let bodies: Vec<_> = told.messages.iter().map(|message| (message.author, message.body.as_str())).collect();
    assert_eq!(bodies, [(world.kenta.id, "SAID-1"), (world.kenta.id, "SAID-3")], "in their order, those that exist");
    let notice = world.notice(&world.hanako, NoticeId(Uuid::from_u128(1))).await.unwrap();
    assert_eq!((notice.category, notice.about), (Category::Desk, About::Report { report: told.id }));

    // Nothing else of the conversation is anywhere that an organizer may read.
    let desk = world.post("/v1/sync", Some(&world.hanako), &everything(&world, conversation)).await;
    let bytes = String::from_utf8_lossy(&desk.body).into_owned();
    assert!(bytes.contains("SAID-1") && bytes.contains("SAID-3"));
    assert!(!bytes.contains("SAID-2") && !bytes.contains("SAID-4"), "{bytes}");
    let read = world.sync_from(&world.hanako, &[(Scope::Conv(conversation), None)]).await;
    assert!(matches!(&read[..], [SyncLine::Gone { .. }]), "organizers have no part in it: {read:?}");

    // A copy: what is edited later is edited there alone.
    let edit = Intent::EditMessage { conversation, message: message(1), body: "LATER".to_owned() };
    assert!(is_applied(&world.does(&world.kenta, edit).await));
    assert_eq!(at_desk(&world, 1).await.unwrap().messages[0].body, "SAID-1", "as it stood");
}

fn everything(world: &World, conversation: ConversationId) -> domain::wire::SyncRequest {
    let scopes = [
        world.hanako.me(),
        Scope::Dir(world.company),
        Scope::Offers(world.company),
        Scope::Desk(world.company),
        Scope::Conv(conversation),
    ];
    let scopes = scopes.into_iter().map(|scope| domain::wire::ScopeState::after(scope, None)).collect();
    domain::wire::SyncRequest { schema: domain::SCHEMA, scopes, total: false }
}

#[tokio::test]
async fn who_may_not_report_is_refused() {
    let world = World::new().await;
    let (taro, conversation) = talk(&world).await;
    let outsider = world.joins(world.school, "outsider", MembershipStatus::Current).await;
    let with = |messages| Some((conversation, messages));
    use RefusalCode::{Invalid, NotFound};
    for (author, intent, code, why) in [
        (&world.hanako, report(&world, 1, world.kenta.id, with(vec![1])), NotFound, "takes no part in it"),
        (&outsider, report(&world, 1, world.kenta.id, None), NotFound, "no member"),
        (&taro, report(&world, 1, taro.id, None), Invalid, "oneself"),
    ] {
        assert_eq!(refused(&world.does(author, intent).await), Some(code), "{why}");
    }
    // Kept by its author, and read by nobody: the answer must not tell who is a member, nor the desk who reported it.
    for (number, person) in [(11, world.ren.id), (12, world.hanako.id)] {
        assert!(is_applied(&world.does(&taro, report(&world, number, person, None)).await));
        assert_eq!(at_desk(&world, number).await, None);
    }
    assert_eq!(at_desk(&world, 1).await, None);

    assert!(is_applied(&world.does(&taro, report(&world, 2, world.kenta.id, None)).await));
    let forged = report(&world, 2, taro.id, None);
    world.does(&world.kenta, forged).await;
    assert_eq!(at_desk(&world, 2).await.unwrap().reporter.person, taro.id, "nobody writes over another's report");
}

#[tokio::test]
async fn a_desk_of_one_organisation_reads_nothing_of_another() {
    let world = World::new().await;
    let desk = ConversationId::desk(world.company, world.kenta.id);
    let open = Intent::StartDesk { conversation: desk, organization: world.company, person: world.kenta.id };
    assert!(is_applied(&world.does(&world.kenta, open).await));
    assert!(is_applied(&world.does(&world.kenta, send(desk, 1, "SECRET")).await));
    // ren runs the school's desk, and knows the ids.
    let student = world.joins(world.school, "student", MembershipStatus::Current).await;
    let Intent::Report { report, person, reason, note, conversation, messages, .. } =
        report(&world, 1, student.id, Some((desk, vec![1])))
    else {
        panic!("a report")
    };
    let organization = world.school;
    let across = Intent::Report { report, organization, person, reason, note, conversation, messages };
    assert_eq!(refused(&world.does(&world.ren, across).await), Some(RefusalCode::NotFound));
    let school = world.pull(&world.ren, Scope::Desk(world.school), None).await;
    assert!(!format!("{school:?}").contains("SECRET"));
}

#[tokio::test]
async fn whoever_is_blocked_can_be_reported() {
    let world = World::new().await;
    let (taro, conversation) = talk(&world).await;
    let block = Intent::Block { name: domain::record::PersonName::hidden(world.kenta.id) };
    assert!(is_applied(&world.does(&taro, block).await));
    let intent = report(&world, 1, world.kenta.id, Some((conversation, vec![1])));
    assert!(is_applied(&world.does(&taro, intent).await), "that is when it matters");
}

#[tokio::test]
async fn an_organizer_who_is_concerned_is_not_told() {
    let world = World::new().await;
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    world.sets_member(&world.hanako, world.company, second.id, |value| value.role = Role::Organizer).await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    assert!(is_applied(&world.does(&world.kenta, report(&world, 3, second.id, None)).await));
    assert_eq!(world.notice(&second, NoticeId(Uuid::from_u128(3))).await, None, "the reported");
    assert!(is_applied(&world.does(&world.kenta, report(&world, 1, taro.id, None)).await));
    let id = NoticeId(Uuid::from_u128(1));
    assert!(!world.notice(&world.hanako, id).await.unwrap().read);
    assert!(is_applied(&world.does(&world.hanako, report(&world, 2, world.kenta.id, None)).await));
    assert_eq!(world.notice(&world.hanako, NoticeId(Uuid::from_u128(2))).await, None, "the reporter");

    let closing = |note: &str| Intent::CloseReport {
        organization: world.company,
        report: ReportId(Uuid::from_u128(1)),
        note: note.to_owned(),
    };
    assert_eq!(refused(&world.does(&world.kenta, closing("なし")).await), Some(RefusalCode::NotFound));
    assert!(is_applied(&world.does(&world.hanako, closing("話を聞きました")).await));
    let closed = at_desk(&world, 1).await.unwrap().closed.unwrap();
    assert_eq!((closed.by, closed.note.as_str()), (world.hanako.id, "話を聞きました"));
    assert!(world.notice(&world.hanako, id).await.unwrap().read, "settled: nothing left to notice");
}

#[tokio::test]
async fn a_notice_can_be_taken_note_of() {
    let world = World::new().await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    world.sets_member(&world.hanako, world.company, second.id, |value| value.role = Role::Organizer).await;
    assert!(is_applied(&world.does(&world.kenta, report(&world, 2, taro.id, None)).await));
    let notice = NoticeId(Uuid::from_u128(2));
    assert!(is_applied(&world.does(&second, Intent::MarkNoticed { notice }).await));
    assert!(world.notice(&second, notice).await.unwrap().read);
}

#[tokio::test]
async fn whoever_leaves_the_desk_keeps_no_notice_of_a_report() {
    let world = World::new().await;
    let taro = world.joins(world.company, "taro", MembershipStatus::Alumnus).await;
    let second = world.joins(world.company, "second", MembershipStatus::Current).await;
    let sets = async |role| {
        assert!(is_applied(
            &world.sets_member(&world.hanako, world.company, second.id, |value| value.role = role).await
        ));
    };
    sets(Role::Organizer).await;
    for number in [1, 2] {
        assert!(is_applied(&world.does(&world.kenta, report(&world, number, taro.id, None)).await));
    }
    let notice = |number| NoticeId(Uuid::from_u128(number));
    assert!(is_applied(&world.does(&second, Intent::MarkNoticed { notice: notice(1) }).await), "read or not");
    let status = |value: &mut domain::record::MemberValue| value.status = MembershipStatus::Alumnus;
    assert!(is_applied(&world.sets_member(&world.hanako, world.company, second.id, status).await));
    let before = world.pull(&second, second.me(), None).await;
    sets(Role::Member).await;
    let news = world.pull(&second, second.me(), before.state.as_ref()).await;
    let gone: Vec<String> = [1, 2].map(|number| Name::Notification(notice(number)).to_string()).into();
    assert_eq!(news.deletes, gone, "what is theirs stays");
    let stays = before.names().into_iter().filter(|name| name.starts_with("notification/")).count() - gone.len();
    assert_eq!(stays, 1, "the one of their own status");
    assert!(world.notice(&world.hanako, notice(1)).await.is_some(), "others keep theirs");
}
