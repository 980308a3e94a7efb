//! Names and scopes, which are text on the wire.

use domain::{ConversationId, MembershipId, Name, Scope, record::ProfileField};

use super::{CONVERSATION, MESSAGE, ORG, OTHER, PERSON, ROW, check, uuid};

#[test]
fn texts_on_the_wire() {
    let names = [
        Name::Organization,
        Name::Card(PERSON),
        Name::Membership(MembershipId(uuid(9))),
        Name::Field(ProfileField::FamilyKana),
        Name::Row(ROW),
        Name::Inbox(CONVERSATION),
        Name::Notification(CONVERSATION),
        Name::Conversation,
        Name::Message(MESSAGE),
        Name::Mark(PERSON),
    ];
    check("name.json", &names.to_vec());
    check("scope.json", &vec![Scope::Me(PERSON), Scope::Dir(ORG), Scope::Conv(CONVERSATION)]);
    check("direct_conversation.json", &ConversationId::direct(ORG, PERSON, OTHER));
    for field in ProfileField::ALL {
        assert_eq!(serde_json::to_value(field).unwrap(), field.as_str(), "a field is called the same everywhere");
    }
}
