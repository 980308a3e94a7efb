//! The router: a table of contents.

use std::time::Duration;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use domain::wire::ProblemCode;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, log, problem::Failure, route};

fn routes() -> OpenApiRouter<App> {
    // Streams of events are left alone: a compressor would hold a hint back.
    let compressed = CompressionLayer::new().zstd(true);

    OpenApiRouter::with_openapi(Document::openapi())
        // Signing in
        .routes(routes!(route::auth::code::send_code))
        .routes(routes!(route::auth::session::redeem))
        .routes(routes!(route::me::show))
        .routes(routes!(route::sessions::list::list))
        .routes(routes!(route::sessions::revoke::revoke))
        // Reading and writing
        .merge(OpenApiRouter::new().routes(routes!(route::sync::read)).layer(compressed.clone()))
        .merge(OpenApiRouter::new().routes(routes!(route::ops::create)).layer(compressed))
        .routes(routes!(route::live::listen))
        .routes(routes!(route::poll::ask))
        .routes(routes!(route::people::show))
        .routes(routes!(route::blobs::chunks::list))
        .routes(routes!(route::blobs::put::put))
        .routes(routes!(route::blobs::show::show))
        // The server itself
        .routes(routes!(route::health::check))
        .routes(routes!(route::join::show))
        .routes(routes!(route::openapi::show))
}

/// The whole server as a service: every answer, good or bad, comes from here.
pub fn router(app: App) -> Router {
    let (router, _) = routes().split_for_parts();
    router
        .fallback(async || Failure::of(ProblemCode::NotFound))
        .method_not_allowed_fallback(async || Failure::of(ProblemCode::MethodNotAllowed))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(|_| {
            tracing::error!("a request panicked");
            Failure::of(ProblemCode::ServerError).into_response()
        }))
        .layer(middleware::from_fn_with_state(app.clone(), log_request))
        .with_state(app)
}

/// The description of the routes, OpenAPI 3.1.
pub fn openapi() -> utoipa::openapi::OpenApi {
    routes().into_openapi()
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "ResumeX",
        description = "Stay in touch with the company or school you left. Conventions are in docs/API.md.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "sign-in", description = "A code by mail, and sessions."),
        (name = "sync", description = "Reading and writing."),
        (name = "server", description = "The server itself."),
    ),
    security(("token" = [])),
    modifiers(&Token),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let token =
            HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("From `POST /v1/auth/session`."));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token.build()));
    }
}

/// How long an answer may take to begin; a stream may then go on.
const ANSWER: Duration = Duration::from_secs(60);

async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(ANSWER, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Failure::after(ProblemCode::Unavailable, 5).into_response(),
    }
}

async fn log_request(State(app): State<App>, request: Request, next: Next) -> Response {
    // The pattern of the path, never the path: ids are personal.
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let line = log::Line::begin(&app, request.method(), route.as_deref().unwrap_or("none"));
    let mut response = next.run(request).await;
    if let Ok(id) = HeaderValue::from_str(line.id()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    line.end(response.status());
    response
}
