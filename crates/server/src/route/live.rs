//! `GET /v1/live`

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    time::Duration,
};

use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    Scope, policy,
    wire::{Hint, Problem, ProblemCode},
};
use futures_util::stream;

use crate::{
    app::App,
    extract::Caller,
    problem::Failure,
    storage::{
        hub::{Listener, Sound},
        read::Position,
        shelf::Shelf,
    },
    usecase::sync::Reader,
};

/// A comment this often keeps the connection open through whatever lies between.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// What a browser's event source waits before it connects again.
const RETRY: Duration = Duration::from_secs(1);
/// Scopes of which a stream remembers where they stand: those that move. With 80 bytes each, most of what a stream may take.
const STANDS: usize = 64;
/// Names and contents of all changes in one hint, in bytes; what is more the device asks for.
const HINT_BYTES: usize = 256 * 1024;

/// Tells at once when something has moved.
///
/// Server-sent events: `hint` with the scopes that have moved, only ones that the listener may read, and only when something
/// moved that the listener may see; with what has moved where it is little, for a device that stands where that begins. The first event has none: it says that the stream is open, and whatever moves from then on will be told. The stream ends when the session is
/// revoked or the server stops.
#[utoipa::path(
    get, path = "/v1/live", tag = "sync",
    responses(
        (status = 200, description = "Events named `hint`, with a hint as JSON.", body = Hint, content_type = "text/event-stream"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn listen(State(app): State<App>, caller: Caller) -> Result<Response, Failure> {
    let listener = app.storage().hub().listen(caller.session);
    // What was revoked just before the listening began was not heard: ask again now.
    if app.storage().sessions(caller.person).await?.iter().all(|session| session.id != caller.session) {
        return Err(Failure::of(ProblemCode::Unauthorized));
    }
    app.secret().await?;
    let open = Stream { app, caller, listener, is_open: false, stands: BTreeMap::new() };
    let events = stream::unfold(open, |mut stream| async move {
        let event = stream.next().await?;
        Some((Ok::<_, Infallible>(event), stream))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT).text("")).into_response();
    // A proxy that collects before it passes on would make a hint late.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

struct Stream {
    app: App,
    caller: Caller,
    listener: Listener,
    is_open: bool,
    /// Where scopes stood when they were last told of: what moves after that is little.
    stands: BTreeMap<Scope, Position>,
}

impl Stream {
    async fn next(&mut self) -> Option<Event> {
        if !self.is_open {
            self.is_open = true;
            self.listen_anew().await?;
            return Some(event(&Hint::default()).retry(RETRY));
        }
        let sound = tokio::select! {
            biased;
            () = self.app.stopping().cancelled() => return None,
            sound = self.listener.hear() => sound,
        };
        match sound {
            Sound::Revoked => None,
            Sound::Moved(mut moved) => {
                if moved.contains(&Scope::Me(self.caller.person)) {
                    // A conversation or a membership may have begun or ended. A new scope is told as moved: what happened
                    // in it before it was listened to was not heard.
                    moved.extend(self.listen_anew().await?);
                }
                Some(event(&self.hint(moved).await))
            }
        }
    }

    /// The scopes that have moved, and what has where that is little. The first time that a scope moves on a stream nothing is
    /// known of where the device stands; from then on it stands where it was told to be, or asks.
    async fn hint(&mut self, moved: BTreeSet<Scope>) -> Hint {
        let mut hint = Hint { scopes: moved.iter().copied().collect(), changes: Vec::new() };
        // Loaded before the stream began: only a race with a failing start could miss it.
        let Ok(secret) = self.app.secret().await else { return hint };
        let reader = Reader { storage: self.app.shared_storage(), secret, person: self.caller.person };
        if self.stands.len() + moved.len() > STANDS {
            self.stands.clear();
        }
        let mut bytes = 0;
        for scope in moved.into_iter().take(STANDS) {
            let since = self.stands.remove(&scope);
            // What cannot be read now the device asks for.
            let Ok((change, stand)) = reader.change(scope, since).await else { continue };
            if let Some(change) = change {
                bytes += change.puts.iter().map(|put| put.name.len() + put.object.get().len()).sum::<usize>();
                if bytes <= HINT_BYTES {
                    hint.changes.push(change);
                }
            }
            self.stands.extend(stand.map(|stand| (scope, stand)));
        }
        hint
    }

    /// Listens to what the person may read now, and answers what of it is new; none ends the stream, and the device connects
    /// again.
    async fn listen_anew(&mut self) -> Option<BTreeSet<Scope>> {
        let person = self.caller.person;
        let scopes = self.app.storage().scopes_of(person).await.ok()?;
        let permits = scopes.into_iter().filter_map(|(scope, relation)| policy::may_read(person, scope, relation));
        let new = self.listener.listen_to(permits.flat_map(|permit| Shelf::opened_by(&permit)).collect());
        if !new.is_empty() {
            // After the listening has begun: what becomes the listener's own from then on the listener hears.
            self.listener.settle(&new, self.app.storage().own_views(person).await.ok()?);
        }
        Some(new)
    }
}

fn event(hint: &Hint) -> Event {
    // Scopes as text, and contents that were read as JSON, cannot fail to be JSON.
    Event::default().event("hint").data(serde_json::to_string(hint).unwrap_or_default())
}
