//! What a decision may ask to have counted.

use domain::{ConversationId, MessageId, Name, Object, Scope, record::Message};
use uuid::Uuid;

use super::{NOW, each, loaded, name, person, put, remove, row};

#[tokio::test]
async fn unread_messages_and_rows_are_counted() {
    each(async |storage| {
        let (a, b) = (person(1), person(2));
        let conversation = ConversationId(Uuid::from_u128(3));
        let say = |seq: u32, author| {
            let id = MessageId(Uuid::from_u128(u128::from(seq)));
            let message =
                Message { id, seq: Some(seq), author, body: "x".into(), at: NOW, edited_at: None, deleted: false };
            put(Scope::Conv(conversation), Name::Message(id), Object::Message(message))
        };
        storage.commit(vec![say(1, a), say(2, b), say(3, a), say(3, a), say(4, b)]).await.unwrap();
        let unread = async |who, mark| loaded(&*storage, move |loaded| loaded.unread(conversation, who, mark)).await;
        assert_eq!((unread(a, 0).await, unread(b, 0).await, unread(b, 1).await, unread(a, 4).await), (2, 2, 1, 0));

        let me = Scope::Me(a);
        storage.commit(vec![put(me, name(1), row(1, "a")), put(me, name(2), row(2, "b"))]).await.unwrap();
        storage.commit(vec![remove(me, name(1), NOW)]).await.unwrap();
        assert_eq!(loaded(&*storage, move |loaded| loaded.rows(a)).await, 1);
    })
    .await;
}
