//! Reading: `POST /v1/sync` answers with a stream of lines, one JSON value each (NDJSON, zstd when accepted).

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Sum;
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
    /// Of a conversation without a state: only so many of its newest records, ahead of reading it. They end with `newest` and
    /// come again when it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<u32>,
    /// Say at the end what the scope comes to, so that the device can hold it against what it has.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sum: bool,
}

impl ScopeState {
    /// A scope from where it was read to, or from its start.
    pub const fn after(scope: Scope, state: Option<StateToken>) -> Self {
        Self { scope, state, newest: None, sum: false }
    }
}

/// `POST /v1/sync`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// [`crate::SCHEMA`] of the device.
    pub schema: u32,
    /// Read in this order; at most 1,000.
    pub scopes: Vec<ScopeState>,
    /// Say first how many records will come of all scopes that are read from their start.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub total: bool,
}

/// One line of the answer. Lines that nobody asked for are of the first version of this protocol, so that a device of any version
/// understands all that it gets. Rows and the state that follows them belong into one transaction of the device.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SyncLine {
    /// How many records will come, at least, of all scopes that are read from their start. Only when asked for.
    Total {
        /// Records to come.
        records: u64,
    },
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
    /// The newest records of the scope have been sent, and no more: where it stands was not asked. Only when asked for.
    Newest {},
    /// What the scope comes to for this reader. Only when asked for, after a `state` that is done.
    Sum {
        /// Where the scope stood. Another state than the one before: it has moved since, and this says nothing of the device.
        state: StateToken,
        /// All records that stand.
        #[serde(flatten)]
        sum: Sum,
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hint {
    /// Scopes of the listening person only. One of a kind that this version does not know is passed over.
    #[serde(deserialize_with = "known")]
    pub scopes: Vec<Scope>,
    /// Of some of these scopes what has moved, when it is little: whoever stands where it begins need not ask.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// What has moved in a scope between two states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Which scope.
    pub scope: Scope,
    /// For a device that has read it up to here.
    pub from: StateToken,
    /// Records that are now this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub puts: Vec<PutLine>,
    /// Names of records that are no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dels: Vec<String>,
    /// How far it has been read with them.
    pub state: StateToken,
}

fn known<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Scope>, D::Error> {
    let scopes = Vec::<String>::deserialize(from)?;
    Ok(scopes.iter().filter_map(|scope| scope.parse().ok()).collect())
}
