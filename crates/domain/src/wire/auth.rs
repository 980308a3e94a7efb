//! Sign-in by a code sent by mail, and sessions.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Millis,
    id::{PersonId, SessionId},
};

/// `POST /v1/auth/code`: send a code to an address. The answer is the same whether or not anyone has the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeRequest {
    /// The mail address.
    pub address: String,
    /// SHA-256 of the verifier's text (S256 of RFC 7636), base64url without padding. Only this device knows the verifier.
    pub verifier_hash: String,
    /// `ja` or `en`: the language of the mail.
    pub language: String,
}

/// The answer to a [`CodeRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeSent {
    /// Names the sign-in that was begun.
    pub challenge: Uuid,
    /// How long the code can be used, in seconds.
    pub expires_in_s: u32,
}

/// `POST /v1/auth/session`: redeem the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Redeem {
    /// From [`CodeSent`].
    pub challenge: Uuid,
    /// The six digits from the mail.
    pub code: String,
    /// The verifier: 32 random bytes as base64url without padding.
    pub verifier: String,
    /// What the person will see in the list of sessions.
    pub device: String,
}

/// The answer to a [`Redeem`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// 256 random bits, base64url without padding. Sent as `Authorization: Bearer`; the server keeps its hash only.
    pub token: String,
    /// This session.
    pub session: SessionId,
    /// Who signed in.
    pub person: PersonId,
    /// The address used.
    pub address: String,
}

/// `GET /v1/me`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Who the token stands for.
    pub person: PersonId,
    /// The session of the token.
    pub session: SessionId,
}

/// One signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionInfo {
    /// Its id.
    pub id: SessionId,
    /// The name it gave itself.
    pub device: String,
    /// When it signed in.
    pub created_at: Millis,
    /// When it was last used, to the hour.
    pub last_used_at: Millis,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// `GET /v1/sessions`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    /// Newest first.
    pub sessions: Vec<SessionInfo>,
}

/// `GET /v1/poll`: what a device in the background asks; 304 with the same `ETag` when nothing is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PollAnswer {
    /// Whether the person's own scope has moved since the `ETag` that was sent.
    pub changed: bool,
}
