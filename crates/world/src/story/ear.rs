//! A screen of the quickest kind: it asks again in the very moment of an event. What it shows then must be what stands.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, Weak},
    task::{Context, Poll, Wake, Waker},
};

use engine::{Engine, Event};
use futures_util::{FutureExt as _, Stream as _};
use serde_json::{Value, json};
use tokio_stream::wrappers::BroadcastStream;

use crate::Device;

/// Listens as long as it lives.
pub(crate) struct Ear(Arc<Inner>);

struct Inner {
    engine: Engine,
    conversation: String,
    events: Mutex<Pin<Box<BroadcastStream<Event>>>>,
    /// What the two screens show: the conversation, and the outbox.
    shown: Mutex<[Option<Value>; 2]>,
}

/// Called by whoever sends an event, on the sender's stack: no time passes between.
struct Bell(Weak<Inner>);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        if let Some(inner) = self.0.upgrade() {
            inner.listen();
        }
    }
}

impl Ear {
    pub(crate) fn of(engine: &Engine, conversation: &str) -> Self {
        let events = Mutex::new(Box::pin(BroadcastStream::new(engine.events())));
        let (engine, conversation) = (engine.clone(), conversation.to_owned());
        let inner = Arc::new(Inner { engine, conversation, events, shown: Mutex::default() });
        inner.listen();
        Self(inner)
    }

    /// What was shown at the last event of a screen is what the device says now.
    pub(crate) async fn has_heard_all(&self, device: &Device) {
        let shown = self.0.shown.lock().unwrap().clone();
        for (shown, (method, params)) in shown.into_iter().zip(self.0.screens()) {
            if let Some(shown) = shown {
                let stands = cut(device.call(method, params).await.unwrap_or_default());
                assert_eq!(shown, stands, "EVENT {}: {method} was told too early, or not at all", device.name);
            }
        }
    }
}

impl Inner {
    fn screens(&self) -> [(&'static str, Value); 2] {
        let page = json!({ "conversation": self.conversation, "before": null, "limit": 5 });
        [("conversation", page), ("outbox", Value::Null)]
    }

    fn listen(self: &Arc<Self>) {
        // While it listens it is told nothing new: it goes on until there is nothing more.
        let Ok(mut events) = self.events.try_lock() else { return };
        let waker = Waker::from(Arc::new(Bell(Arc::downgrade(self))));
        let mut context = Context::from_waker(&waker);
        while let Poll::Ready(Some(event)) = events.as_mut().poll_next(&mut context) {
            let topic = format!("conversation:{}", self.conversation);
            let tells = match event {
                Ok(Event::Changed(topics)) => [topics.contains(&topic), topics.contains("outbox")],
                Ok(_) => [false; 2],
                // Too many to have kept them all: a screen asks again.
                Err(_) => [true; 2],
            };
            for (number, (method, params)) in self.screens().into_iter().enumerate() {
                if tells[number] {
                    let stands = self.engine.rpc(method, params).now_or_never().and_then(Result::ok);
                    self.shown.lock().unwrap()[number] = Some(cut(stands.unwrap_or_default()));
                }
            }
        }
    }
}

/// What the topics are about: names are told of by another one, and the draft is what is being typed.
fn cut(mut shown: Value) -> Value {
    match &mut shown {
        Value::Object(page) => page["items"].take(),
        Value::Array(ops) => ops.iter().map(|op| json!([op["op"], op["state"], op["code"], op["text"]])).collect(),
        _ => shown,
    }
}
