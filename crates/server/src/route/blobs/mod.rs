//! Content of attachments.

pub(crate) mod chunks;
pub(crate) mod put;
mod range;
pub(crate) mod show;

use axum::extract::{Query, rejection::QueryRejection};
use domain::{ConversationId, Digest, limit, wire::ProblemCode};
use serde::Deserialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type},
    },
};

use crate::{problem::Failure, storage::blob::Content};

/// Bytes, as the description of the routes names them.
pub(crate) enum Octets {}

impl PartialSchema for Octets {
    fn schema() -> RefOr<Schema> {
        let binary = SchemaFormat::KnownFormat(KnownFormat::Binary);
        ObjectBuilder::new().schema_type(Type::String).format(Some(binary)).into()
    }
}

impl ToSchema for Octets {}

/// How long the content is.
#[derive(Debug, Deserialize)]
pub(crate) struct Length {
    bytes: u32,
}

/// Which content a path names. What is no id names nothing.
fn named(conversation: &str, digest: &str) -> Result<(ConversationId, Digest), Failure> {
    let not_found = || Failure::of(ProblemCode::NotFound);
    Ok((conversation.parse().map_err(|_| not_found())?, digest.parse().map_err(|_| not_found())?))
}

/// What a content is to be, if it may be so long.
fn content(digest: Digest, length: Result<Query<Length>, QueryRejection>) -> Result<Content, Failure> {
    match length.map(|Query(Length { bytes })| bytes) {
        Err(_) | Ok(0) => Err(Failure::at(ProblemCode::Invalid, "bytes")),
        Ok(bytes) if bytes > limit::ATTACHMENT => Err(Failure::at(ProblemCode::TooLarge, "bytes")),
        Ok(bytes) => Ok(Content { digest, bytes }),
    }
}
