//! Reading: `POST /v1/sync` answers with a stream of lines, one JSON value each (NDJSON, zstd when accepted).

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{Rev, id::OpId, scope::Scope};

/// How far a device has read a scope: opaque and authenticated; only the server can make or read one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(transparent)]
pub struct StateToken(pub String);

/// A scope and how far it has been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScopeState {
    /// Which scope.
    pub scope: Scope,
    /// From where on; none: from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<StateToken>,
}

/// `POST /v1/sync`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// [`crate::SCHEMA`] of the device.
    pub schema: u32,
    /// Read in this order; at most 200.
    pub scopes: Vec<ScopeState>,
}

/// One line of the answer. Rows and the state that follows them belong into one transaction of the device.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SyncLine {
    /// The scope that the next lines are about, and how many records will come at least.
    Scope {
        /// Which scope.
        scope: Scope,
        /// Records to come.
        total: u64,
    },
    /// A record is now this.
    Put(PutLine),
    /// A record is no more.
    Del {
        /// Its name in the scope. A text, as in [`PutLine`].
        name: String,
    },
    /// Everything up to here has been sent.
    State {
        /// Where to go on.
        state: StateToken,
        /// Whether the scope is read to its end.
        done: bool,
    },
    /// The state cannot be continued (`cannotCalculateChanges`, RFC 8620 §5.2): read the scope from the start.
    CannotCalculateChanges {
        /// Which scope.
        scope: Scope,
    },
    /// There is no such scope for this person: what the device holds of it must go.
    Gone {
        /// Which scope.
        scope: Scope,
    },
    /// The server could not go on; what came before is good.
    Broken {
        /// A [`super::ProblemCode`] as text.
        code: String,
    },
}

/// A record on its way to a device: content as the server keeps it, so that fields of a newer version survive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutLine {
    /// Its name in the scope. A text, because a newer server may know names that this version does not.
    pub name: String,
    /// Its revision.
    pub rev: Rev,
    /// The op that wrote it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OpId>,
    /// Its content ([`crate::Object`]).
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub object: Box<RawValue>,
}

impl PartialEq for PutLine {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, self.rev, self.by, self.object.get()) == (&other.name, other.rev, other.by, other.object.get())
    }
}

/// An event of the live stream `GET /v1/live` (server-sent events, event `hint`): these scopes have moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hint {
    /// Scopes of the listening person only. One of a kind that this version does not know is passed over.
    #[serde(deserialize_with = "known")]
    pub scopes: Vec<Scope>,
}

fn known<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Scope>, D::Error> {
    let scopes = Vec::<String>::deserialize(from)?;
    Ok(scopes.iter().filter_map(|scope| scope.parse().ok()).collect())
}
