//! Writing: `POST /v1/ops`.

use serde::{Deserialize, Serialize};

use crate::{
    id::OpId,
    op::Op,
    record::Record,
    refusal::Refusal,
    scope::{Name, Scope},
};

/// At most [`crate::limit::OPS`] ops or [`crate::limit::OPS_BYTES`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpsRequest {
    /// [`crate::SCHEMA`] of the device.
    pub schema: u32,
    /// In the order in which the person had them.
    pub ops: Vec<Op>,
}

/// One result per op, in the same order. What it says is durable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpsAnswer {
    /// The results.
    pub results: Vec<OpResult>,
}

/// What became of an op.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpResult {
    /// Which op.
    pub id: OpId,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: OpOutcome,
}

/// What became of an op, tagged by `outcome`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum OpOutcome {
    /// Carried out; the record as it stands now.
    Applied {
        /// The op's object.
        record: Record,
    },
    /// Carried out together with an edit the author had not seen.
    Merged {
        /// The op's object.
        record: Record,
    },
    /// Carried out; the object is no more.
    Removed {
        /// Where it was.
        scope: Scope,
        /// What it was.
        name: Name,
    },
    /// Nothing to do: it was so already.
    Unchanged {
        /// The op's object; none when there is none any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<Record>,
    },
    /// Carried out before; the body of that answer is no longer kept, and nothing stands there that its author may see.
    Known,
    /// An edit the author had not seen contradicts it: nothing was done.
    Conflict {
        /// What stands.
        record: Record,
    },
    /// Not carried out, and never will be as it is.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}
