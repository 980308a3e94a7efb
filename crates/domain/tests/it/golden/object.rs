//! Every kind of object.

use domain::{
    MembershipId, Object,
    record::{
        Card, Conversation, FieldObject, FieldValue, InboxRow, Membership, MembershipStatus, Message, Notification,
        Organization, OrganizationKind, PersonName, ProfileField, Role, Row,
    },
};

use super::{
    CONVERSATION, MESSAGE, ORG, OTHER, PERSON, ROW, check, check_all,
    example::{field, mark, rows, rule},
    uuid,
};

fn message() -> Message {
    Message {
        id: MESSAGE,
        seq: Some(12),
        author: PERSON,
        body: "こんにちは\n</script>\u{2028}🎌".to_owned(),
        at: 1_700_000_000_000,
        edited_at: None,
        deleted: false,
    }
}

#[test]
fn objects() {
    let name = PersonName {
        person: OTHER,
        family: "山田".to_owned(),
        given: "花子".to_owned(),
        family_kana: "ヤマダ".to_owned(),
        given_kana: "ハナコ".to_owned(),
    };
    let mut objects = vec![
        Object::Organization(Organization {
            id: ORG,
            kind_of: OrganizationKind::School,
            name: "乙大学".to_owned(),
            kana: "オツダイガク".to_owned(),
            alumni_label: "卒業生".to_owned(),
        }),
        Object::Card(Card { name: name.clone(), headline: "営業".to_owned() }),
        Object::Membership(Membership {
            id: MembershipId(uuid(9)),
            organization: ORG,
            status: MembershipStatus::Alumnus,
            role: Role::Organizer,
            since: 1_700_000_000_000,
        }),
        Object::Inbox(InboxRow {
            conversation: CONVERSATION,
            organization: ORG,
            with: name.clone(),
            head: 12,
            unread: 3,
            preview: "こんにちは".to_owned(),
            preview_mine: false,
            preview_deleted: false,
            at: 1_700_000_000_000,
        }),
        Object::Notification(Notification {
            conversation: CONVERSATION,
            from: name,
            preview: "こんにちは".to_owned(),
            seq: 12,
            at: 1_700_000_000_000,
            read: false,
        }),
        Object::Conversation(Conversation { id: CONVERSATION, organization: ORG, participants: [PERSON, OTHER] }),
        Object::Message(message()),
        Object::Message(Message { edited_at: Some(1_700_000_060_000), ..message() }),
        Object::Message(Message { body: String::new(), deleted: true, ..message() }),
        Object::Message(Message { seq: None, ..message() }),
        Object::Mark(mark()),
    ];
    objects.extend(
        ProfileField::ALL.map(|of| Object::Field(FieldObject { field: of, value: field(of.as_str(), rule(ORG)) })),
    );
    objects.push(Object::Field(FieldObject { field: ProfileField::Headline, value: FieldValue::default() }));
    objects.extend(rows().into_iter().map(|value| Object::Row(Row { id: ROW, value, place: "7f80".to_owned() })));
    check_all(
        &objects,
        |object| match object {
            Object::Organization(_) => "organization",
            Object::Card(_) => "card",
            Object::Membership(_) => "membership",
            Object::Field(_) => "field",
            Object::Row(_) => "row",
            Object::Inbox(_) => "inbox",
            Object::Notification(_) => "notification",
            Object::Conversation(_) => "conversation",
            Object::Message(_) => "message",
            Object::Mark(_) => "mark",
        },
        10,
    );
    check("object.json", &objects);
}
