//! What a decision may ask to have counted or gathered.

use domain::{
    ConversationId, MessageId, Name, Object, Scope,
    record::{FieldObject, FieldValue, Message, ProfileField, RequestState},
};
use server::storage::step::{Decide, Kept, Writes};
use uuid::Uuid;

use super::{CURRENT, NOW, ORG, ORGANIZER, block, desk, each, join, loaded, name, person, put, remove, row, talk};

#[tokio::test]
async fn unread_messages_are_counted() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let conversation = ConversationId(Uuid::from_u128(3));
        let say = |seq: u32, author| {
            let id = MessageId(Uuid::from_u128(u128::from(seq)));
            let message = Message {
                id,
                seq: Some(seq),
                author,
                body: "x".into(),
                about: None,
                attachments: vec![],
                at: NOW,
                edited_at: None,
                deleted: false,
            };
            put(Scope::Conv(conversation), Name::Message(id), Object::Message(message))
        };
        storage.commit(vec![say(1, a), say(2, b), say(3, a), say(3, a), say(4, b)]).await.unwrap();
        let unread = async |who, mark| loaded(&*storage, move |loaded| loaded.unread(conversation, who, mark)).await;
        assert_eq!((unread(a, 0).await, unread(b, 0).await, unread(b, 1).await, unread(a, 4).await), (2, 2, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_every_field_and_row_that_stands() {
    each(async |storage| {
        let owner = person(1);
        let me = Scope::Me(owner);
        let field = |text: &str| FieldObject {
            field: ProfileField::Headline,
            value: FieldValue { text: text.to_owned(), ..FieldValue::default() },
            confirmed_at: None,
        };
        let headline = Name::Field(ProfileField::Headline);
        let writes = vec![
            put(me, name(1), row(1, "a")),
            put(me, name(2), row(2, "b")),
            put(me, headline, Object::Field(field("old"))),
            block(owner, person(2)),
        ];
        storage.commit(writes).await.unwrap();
        storage.commit(vec![remove(me, name(1), NOW)]).await.unwrap();
        let profile = loaded(&*storage, move |loaded| loaded.profile(owner).cloned()).await;
        assert_eq!((profile.fields, profile.rows.len()), (vec![field("old")], 1));

        // Later decisions of a batch see what earlier ones wrote.
        let ask: Decide = Box::new(move |loaded| {
            let profile = loaded.profile(owner)?;
            assert!(profile.fields == [field("new")] && profile.rows.is_empty(), "{profile:?}");
            Ok(Writes::nothing(NOW))
        });
        let know: Decide = Box::new(move |loaded| loaded.profile(owner).map(|_| Writes::nothing(NOW)));
        let writes = vec![know, put(me, headline, Object::Field(field("new"))), remove(me, name(2), NOW), ask];
        storage.commit(writes).await.unwrap();
        let nobody = loaded(&*storage, move |loaded| loaded.profile(person(9)).cloned()).await;
        assert_eq!(nobody, server::storage::step::StoredProfile::default());
    })
    .await;
}

#[tokio::test]
async fn organizers_desks_and_blocks_are_those_of_now() {
    each(async |storage| {
        let (a, b, c) = (person(1), person(2), person(3));
        let writes = vec![
            join(b, ORGANIZER, vec![]),
            join(a, ORGANIZER, vec![]),
            join(c, CURRENT, vec![]),
            desk(c),
            desk(b),
            talk(a, c, RequestState::Accepted),
            block(c, a),
            block(c, b),
        ];
        storage.commit(writes).await.unwrap();
        let asked = async || {
            let ask = move |loaded: &server::storage::step::Loaded| {
                Ok((loaded.organizers(ORG)?.to_vec(), loaded.desks(ORG)?.to_vec(), loaded.kept(c, Kept::Blocks)?))
            };
            loaded(&*storage, ask).await
        };
        assert_eq!(asked().await, (vec![a, b], vec![b, c], 2));
        storage.commit(vec![join(b, CURRENT, vec![]), remove(Scope::Me(c), Name::Block(a), NOW)]).await.unwrap();
        assert_eq!(asked().await, (vec![a], vec![b, c], 1));
    })
    .await;
}
