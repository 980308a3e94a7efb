//! Hashes: plain ones of what nobody can guess, keyed ones of what somebody could.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// The server's secret key.
pub(crate) struct Secret {
    key: [u8; 32],
}

/// What a keyed hash is of; the same bytes hash differently for each.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// The key that seals how far a device has read.
    State,
    /// A mail address.
    Address,
    /// A sign-in code.
    Code,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::State => b"resumex state 2",
            Self::Address => b"resumex address 1",
            Self::Code => b"resumex code 1",
        }
    }
}

impl Secret {
    pub(crate) const fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// HMAC-SHA256 of parts, each with its length before it so that they cannot run together.
    pub(crate) fn hash(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        // A key of 32 bytes is always taken; HMAC takes any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { std::process::abort() };
        for part in std::iter::once(&purpose.label()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Compares without telling by its time how much was right.
pub(crate) fn is_same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (a, b)| all | std::hint::black_box(a ^ b)) == 0
}
