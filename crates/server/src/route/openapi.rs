//! `GET /openapi.json`

use axum::Json;

/// This description.
#[utoipa::path(
    get, path = "/openapi.json", tag = "server", security(),
    responses((status = 200, description = "OpenAPI 3.1", body = Object))
)]
pub(crate) async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::router::openapi())
}
