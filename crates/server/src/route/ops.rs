//! `POST /v1/ops`

use axum::{
    Json,
    extract::{Request, State},
};
use domain::{
    Op, OpId, Refusal, RefusalCode, limit,
    wire::{OpOutcome, OpResult, OpsAnswer, OpsRequest, Problem, ProblemCode},
};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    app::App,
    extract::{self, Caller},
    problem::Failure,
    usecase,
};

/// What the envelope around the ops may add.
const SLACK: usize = 64 * 1024;

/// A batch whose ops are not looked into yet.
#[derive(Deserialize)]
struct Batch {
    schema: u32,
    ops: Vec<Box<RawValue>>,
}

/// Carries out what a person wanted.
///
/// At most 500 ops or 1 MB; one transaction, a result per op in the same order. An op that was sent before is not carried
/// out again. An op that this server cannot read is refused alone and does not hold up the others.
#[utoipa::path(
    post, path = "/v1/ops", tag = "sync",
    request_body = OpsRequest,
    responses(
        (status = 200, description = "A result per op; what it says is durable.", body = OpsAnswer),
        (status = 400, description = "`invalid` with the field.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`unauthorized`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 426, description = "`schema_too_old`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create(
    State(app): State<App>,
    caller: Caller,
    request: Request,
) -> Result<Json<OpsAnswer>, Failure> {
    let batch: Batch = extract::json(request, limit::OPS_BYTES + SLACK).await?;
    extract::check_schema(batch.schema)?;
    if batch.ops.len() > limit::OPS {
        return Err(Failure::at(ProblemCode::TooLarge, "ops"));
    }
    let read = batch.ops.iter().enumerate().map(|(at, raw)| read(at, raw)).collect::<Result<Vec<_>, _>>()?;
    let known = read.iter().filter_map(|op| op.as_ref().ok().cloned()).collect();
    let mut done = usecase::ops::carry_out(app.storage(), caller.person, known, app.now()).await?.into_iter();
    let results = read.into_iter().map_while(|op| op.map_or_else(Some, |_| done.next())).collect();
    Ok(Json(OpsAnswer { results }))
}

/// An op, or the refusal of something with an op's id that is none of this version.
fn read(at: usize, raw: &RawValue) -> Result<Result<Op, OpResult>, Failure> {
    #[derive(Deserialize)]
    struct Named {
        id: OpId,
    }
    if let Ok(op) = serde_json::from_str(raw.get()) {
        return Ok(Ok(op));
    }
    let Named { id } =
        serde_json::from_str(raw.get()).map_err(|_| Failure::at(ProblemCode::Invalid, &format!("ops[{at}].id")))?;
    Ok(Err(OpResult { id, outcome: OpOutcome::Refused { refusal: Refusal::at(RefusalCode::Invalid, "op") } }))
}
