//! What storage keeps of sign-ins and sessions.

use domain::{Millis, PersonId, SessionId, wire::ProblemCode};
use uuid::Uuid;

/// A sign-in that begins. Storage sees hashes only: of the code, of the device's verifier, of the address.
#[derive(Clone, Debug)]
pub struct NewChallenge {
    /// Its name.
    pub id: Uuid,
    /// Keyed hash of the address, so that the limit also counts addresses that nobody has.
    pub address_key: [u8; 32],
    /// SHA-256 of the verifier.
    pub verifier_hash: [u8; 32],
    /// Keyed hash of the code.
    pub code_hash: [u8; 32],
    /// Now.
    pub at: Millis,
    /// When the code dies.
    pub expires_at: Millis,
}

/// How many codes an address may be sent.
#[derive(Clone, Copy, Debug)]
pub struct CodeLimit {
    /// So many …
    pub most: u32,
    /// … in so many milliseconds.
    pub within: Millis,
}

/// How a sign-in began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It did. `is_known` decides alone whether a mail goes out; no answer may depend on it.
    Sent {
        /// Whether somebody has the address.
        is_known: bool,
    },
    /// Too many codes for this address, known or not.
    Limited {
        /// When the next one may be asked for.
        until: Millis,
    },
}

/// A sign-in that waits for its code.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Who signs in; none for an address that nobody has.
    pub person: Option<PersonId>,
    /// SHA-256 of the verifier.
    pub verifier_hash: [u8; 32],
    /// Keyed hash of the code.
    pub code_hash: [u8; 32],
    /// When the code dies.
    pub expires_at: Millis,
    /// Wrong codes so far.
    pub tries: u32,
    /// Whether the code was redeemed.
    pub is_used: bool,
}

/// What becomes of an attempt to redeem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing changes.
    Refused(ProblemCode),
    /// It counts as a try.
    Wrong(ProblemCode),
    /// The code is used up and the session begins.
    Accepted,
}

/// Decides about an attempt; run inside the transaction, so that of two at once only one can win.
pub type Judge = Box<dyn FnOnce(Option<&Challenge>) -> Verdict + Send>;

/// The outcome of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// Signed in.
    Session {
        /// Who.
        person: PersonId,
        /// The address that was used.
        address: String,
    },
    /// Not.
    Refused(ProblemCode),
}

/// A session that begins.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its name.
    pub id: SessionId,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// The device's name for itself.
    pub device: String,
    /// Now.
    pub at: Millis,
}

/// The session of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// Whose.
    pub person: PersonId,
    /// When it was last used.
    pub last_used_at: Millis,
}

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    /// Its name.
    pub id: SessionId,
    /// The device's name for itself.
    pub device: String,
    /// When it began.
    pub created_at: Millis,
    /// When it was last used.
    pub last_used_at: Millis,
}
