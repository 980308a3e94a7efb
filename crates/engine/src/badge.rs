//! The number outside the window: the same sum as the list's.

use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use crate::{Engine, Event, failure::Failure, query};

/// Tells the machine each new number, until the engine is shut down.
pub(crate) async fn follow(engine: &Engine) {
    let mut events = engine.events();
    let mut told = None;
    loop {
        // Not after each page of a pull, of which a first one has hundreds: its end is told like every other change.
        if engine.progress().pull.is_none() {
            let unread = unread(engine).unwrap_or(0);
            if told != Some(unread) {
                engine.config().badge.set(unread);
                told = Some(unread);
            }
        }
        // Whatever else has happened by then is one change.
        let mut is_due = false;
        while !is_due {
            is_due = match events.recv().await {
                Ok(event) => concerns(&event),
                Err(RecvError::Lagged(_)) => true,
                Err(RecvError::Closed) => return,
            };
        }
        while !matches!(events.try_recv(), Err(TryRecvError::Empty | TryRecvError::Closed)) {}
    }
}

fn unread(engine: &Engine) -> Result<u32, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| query::unread(r, me))?)
}

/// The topics of the rows that the sum is of, and of reading a conversation.
fn concerns(event: &Event) -> bool {
    match event {
        Event::Changed(topics) => topics.iter().any(|topic| topic == "inbox" || topic == "start"),
        Event::Open(_) => false,
    }
}
