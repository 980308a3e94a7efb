//! Names and scopes, which are text on the wire.

use domain::{
    ConversationId, MembershipId, Name, NoticeId, Scope, Standing,
    record::{ProfileField, SettingName},
};

use super::{CONVERSATION, MESSAGE, OFFER, ORG, OTHER, PERSON, REPORT, ROW, UNIT, check, check_all, uuid};

#[test]
fn texts_on_the_wire() {
    let names = [
        Name::Organization,
        Name::Unit(UNIT),
        Name::Card(PERSON),
        Name::Page(PERSON),
        Name::Offer(OFFER),
        Name::Member(PERSON),
        Name::Report(REPORT),
        Name::Membership(MembershipId(uuid(9))),
        Name::Field(ProfileField::FamilyKana),
        Name::Row(ROW),
        Name::Inbox(CONVERSATION),
        Name::Notification(NoticeId(uuid(9))),
        Name::Setting(SettingName::Preferences),
        Name::Setting(SettingName::Conditions),
        Name::Setting(SettingName::Notifications(ORG)),
        Name::Saved(OFFER),
        Name::Block(OTHER),
        Name::Conversation,
        Name::Message(MESSAGE),
        Name::Mark(PERSON),
    ];
    let kind = |name: &Name| match name {
        Name::Organization => "organization",
        Name::Unit(_) => "unit",
        Name::Card(_) => "card",
        Name::Page(_) => "page",
        Name::Offer(_) => "offer",
        Name::Member(_) => "member",
        Name::Report(_) => "report",
        Name::Membership(_) => "membership",
        Name::Field(_) => "field",
        Name::Row(_) => "row",
        Name::Inbox(_) => "inbox",
        Name::Notification(_) => "notification",
        Name::Setting(_) => "setting",
        Name::Saved(_) => "saved",
        Name::Block(_) => "block",
        Name::Conversation => "conversation",
        Name::Message(_) => "message",
        Name::Mark(_) => "mark",
    };
    check_all(&names, kind, 18);
    check("name.json", &names.to_vec());
    let scopes = [Scope::Me(PERSON), Scope::Dir(ORG), Scope::Offers(ORG), Scope::Desk(ORG), Scope::Conv(CONVERSATION)];
    let kind = |scope: &Scope| match scope {
        Scope::Me(_) => "me",
        Scope::Dir(_) => "dir",
        Scope::Offers(_) => "offers",
        Scope::Desk(_) => "desk",
        Scope::Conv(_) => "conv",
    };
    check_all(&scopes, kind, 5);
    check("scope.json", &scopes.to_vec());
    check("direct_conversation.json", &ConversationId::direct(ORG, PERSON, OTHER));
    check("desk_conversation.json", &ConversationId::desk(ORG, PERSON));
    for field in ProfileField::ALL {
        assert_eq!(serde_json::to_value(field).unwrap(), field.as_str(), "a field is called the same everywhere");
    }
    // Storage names the views of a directory by them.
    check("standing.json", &Standing::ALL.to_vec());
    assert_eq!(
        Standing::ALL.map(Standing::as_str),
        ["alumnus", "alumnus+organizer", "current", "current+organizer", "candidate", "candidate+organizer"]
    );
}
