//! The state token: how far a device has read a scope. Opaque to the device, and worth nothing in other hands: it is
//! authenticated for one person and one scope.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{PersonId, Rev, Scope, wire::StateToken};

use crate::secret::{Purpose, Secret, is_same};

const VERSION: u8 = 1;
/// Version, epoch, revision.
const PLAIN: usize = 1 + 8 + 8;
/// 128 bits of the HMAC: nobody tries 2^127 requests.
const TAG: usize = 16;

/// A place in a scope's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) epoch: u64,
    pub(crate) rev: Rev,
}

/// The token of a position.
pub(crate) fn write(secret: &Secret, person: PersonId, scope: Scope, position: Position) -> StateToken {
    let mut bytes = plain(position).to_vec();
    bytes.extend_from_slice(&tag(secret, person, scope, &bytes));
    StateToken(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The position of a token, none when it was not made here for this person and scope.
pub(crate) fn read(secret: &Secret, person: PersonId, scope: Scope, token: &StateToken) -> Option<Position> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(&token.0).ok()?;
    let (plain, given) = bytes.split_at_checked(PLAIN)?;
    if !is_same(given, &tag(secret, person, scope, plain)) {
        return None;
    }
    let (version, rest) = plain.split_first()?;
    let (epoch, rev) = rest.split_first_chunk()?;
    let position = Position { epoch: u64::from_be_bytes(*epoch), rev: u64::from_be_bytes(rev.try_into().ok()?) };
    (*version == VERSION).then_some(position)
}

fn plain(position: Position) -> [u8; PLAIN] {
    let mut bytes = [VERSION; PLAIN];
    let numbers = position.epoch.to_be_bytes().into_iter().chain(position.rev.to_be_bytes());
    bytes.iter_mut().skip(1).zip(numbers).for_each(|(to, from)| *to = from);
    bytes
}

fn tag(secret: &Secret, person: PersonId, scope: Scope, plain: &[u8]) -> [u8; TAG] {
    let whole = secret.hash(Purpose::State, &[person.0.as_bytes(), scope.to_string().as_bytes(), plain]);
    let mut tag = [0; TAG];
    tag.iter_mut().zip(whole).for_each(|(to, from)| *to = from);
    tag
}

#[cfg(test)]
mod tests {
    use domain::{ConversationId, OrgId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_token_is_good_for_its_person_and_scope_only() {
        let (secret, other) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let (a, b) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let (dir, conv) = (Scope::Dir(OrgId(Uuid::from_u128(3))), Scope::Conv(ConversationId(Uuid::from_u128(3))));
        let position = Position { epoch: 7, rev: 1 << 40 };
        let token = write(&secret, a, dir, position);
        assert_eq!(read(&secret, a, dir, &token), Some(position));
        assert_eq!(read(&secret, b, dir, &token), None, "another person");
        assert_eq!(read(&secret, a, conv, &token), None, "another scope");
        assert_eq!(read(&other, a, dir, &token), None, "another server");
    }

    #[test]
    fn a_changed_token_is_none() {
        let secret = Secret::new([1; 32]);
        let (a, me) = (PersonId(Uuid::from_u128(1)), Scope::Me(PersonId(Uuid::from_u128(1))));
        let StateToken(good) = write(&secret, a, me, Position { epoch: 1, rev: 5 });
        for at in 0..good.len() {
            let mut bad = good.clone().into_bytes();
            bad[at] = if bad[at] == b'A' { b'B' } else { b'A' };
            let bad = StateToken(String::from_utf8(bad).unwrap());
            // The last character holds spare bits, which the decoder refuses.
            assert_eq!(read(&secret, a, me, &bad), None, "changed at {at}");
        }
        for bad in ["", "A", "AQ", "=", "../../etc/passwd", &good[1..]] {
            assert_eq!(read(&secret, a, me, &StateToken(bad.to_owned())), None, "{bad}");
        }
    }
}
