//! The routes: the page, one call, one event stream.

use std::{convert::Infallible, path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Query, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response, Sse, sse},
    routing::{get, post},
};
use engine::{Engine, Failure};
use futures_util::{Stream, StreamExt};
use serde::Deserialize;
use serde_json::Value;
use tokio_stream::wrappers::BroadcastStream;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

use crate::access::Access;

/// As strict as the app's own (tauri.conf.json).
const CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                   connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/// The longest call: an attachment of 25 MiB as base64, and room for the rest.
const LARGEST: usize = 36 << 20;

#[derive(Clone)]
struct Host {
    engine: Engine,
    access: Arc<Access>,
}

pub(crate) fn router(engine: Engine, access: Arc<Access>, ui: &Path) -> Router {
    let host = Host { engine, access };
    Router::new()
        .route("/rpc", post(rpc).layer(DefaultBodyLimit::max(LARGEST)))
        .route("/events", get(events))
        .fallback_service(ServeDir::new(ui))
        .layer(middleware::from_fn_with_state(host.clone(), let_in))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)))
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .with_state(host)
}

#[derive(Deserialize)]
struct Opening {
    token: Option<String>,
}

/// Exchanges the token of the printed address for a cookie; refuses whatever does not come with it.
async fn let_in(State(host): State<Host>, query: Query<Opening>, request: Request, next: Next) -> Response {
    if let Some(token) = &query.token
        && let Some(cookie) = host.access.redeem(token)
    {
        return ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response();
    }
    if host.access.allows(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "Open the address that was printed; it lets one browser in, once.").into_response()
    }
}

#[derive(Deserialize)]
struct Call {
    method: String,
    #[serde(default)]
    params: Value,
}

async fn rpc(State(host): State<Host>, Json(call): Json<Call>) -> Result<Json<Value>, (StatusCode, Json<Failure>)> {
    let answer = host.engine.rpc(&call.method, call.params).await;
    answer.map(Json).map_err(|failure| (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)))
}

async fn events(State(host): State<Host>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let stream = BroadcastStream::new(host.engine.events()).filter_map(|event| async {
        // One that was too slow to hear everything hears the next; the page asks again when the stream begins.
        sse::Event::default().json_data(event.ok()?).ok().map(Ok)
    });
    Sse::new(stream.take_until(host.engine.clone().ended())).keep_alive(sse::KeepAlive::default())
}
