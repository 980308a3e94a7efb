//! The state token: how far a device has read a scope. Opaque to the device: encrypted, so that no revision can be read from
//! it, and authenticated for one reader, one scope and one standing, so that it is worth nothing anywhere else. Of the same
//! position it is always the same token: AES-SIV (RFC 5297) needs no nonce, and tells of two texts no more than whether they
//! are equal, which here they may.

use aes_siv::{KeyInit as _, siv::Aes128Siv};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{policy::ReadPermit, wire::StateToken};

use crate::{
    secret::{Purpose, Secret},
    storage::{read::Position, shelf::SHELVES},
};

const VERSION: u8 = 2;
/// Epoch, and two revisions of each shelf.
const NUMBERS: usize = 1 + 2 * SHELVES;
/// Always as long, whatever the numbers are: the length tells nothing.
const PLAIN: usize = 1 + 8 * NUMBERS;

/// The token of a position, for the reader of a permit.
pub(crate) fn write(secret: &Secret, permit: &ReadPermit, position: &Position) -> StateToken {
    let Position { epoch, through, silent } = position;
    let mut plain = Vec::with_capacity(PLAIN);
    plain.push(VERSION);
    for number in std::iter::once(epoch).chain(through).chain(silent) {
        plain.extend_from_slice(&number.to_be_bytes());
    }
    // Three headers are always taken. An empty token could not be read, and its holder would begin anew.
    let sealed = cipher(secret).encrypt(headers(permit), &plain).unwrap_or_default();
    StateToken(BASE64_URL_SAFE_NO_PAD.encode(sealed))
}

/// The position of a token, none when it was not made here for this reader, scope and standing.
pub(crate) fn read(secret: &Secret, permit: &ReadPermit, token: &StateToken) -> Option<Position> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(&token.0).ok()?;
    let plain = cipher(secret).decrypt(headers(permit), &sealed).ok()?;
    let (version, rest) = plain.split_first()?;
    if *version != VERSION || plain.len() != PLAIN {
        return None;
    }
    let (numbers, _) = rest.as_chunks();
    let mut numbers = numbers.iter().map(|bytes| u64::from_be_bytes(*bytes));
    let mut position = Position { epoch: numbers.next()?, ..Position::default() };
    for rev in position.through.iter_mut().chain(&mut position.silent) {
        *rev = numbers.next()?;
    }
    Some(position)
}

fn cipher(secret: &Secret) -> Aes128Siv {
    Aes128Siv::new(&secret.hash(Purpose::State, &[]).into())
}

/// What a token is bound to. The standing is its fingerprint: with another one, other records are shown, and no position in
/// what was shown before means anything.
fn headers(permit: &ReadPermit) -> [Vec<u8>; 3] {
    let standing = permit.standing().map_or("", |standing| standing.as_str());
    [permit.person().0.as_bytes().to_vec(), permit.scope().to_string().into_bytes(), standing.as_bytes().to_vec()]
}

#[cfg(test)]
mod tests {
    use domain::{
        OrgId, PersonId, Scope, Standing,
        policy::{self, Relation},
    };
    use uuid::Uuid;

    use super::*;

    const A: PersonId = PersonId(Uuid::from_u128(1));
    const B: PersonId = PersonId(Uuid::from_u128(2));
    const DIR: Scope = Scope::Dir(OrgId(Uuid::from_u128(3)));
    const OFFERS: Scope = Scope::Offers(OrgId(Uuid::from_u128(3)));

    fn permit(person: PersonId, scope: Scope, standing: Standing) -> ReadPermit {
        policy::may_read(person, scope, Relation::Member(standing)).unwrap()
    }

    #[test]
    fn a_token_is_good_for_its_reader_scope_and_standing_only() {
        let (secret, other) = (Secret::new([1; 32]), Secret::new([2; 32]));
        let [first, second, ..] = Standing::ALL;
        let good = permit(A, DIR, first);
        let position = Position { epoch: 7, through: [1, 1 << 40, u64::MAX], silent: [3, 0, 9] };
        let token = write(&secret, &good, &position);
        assert_eq!(read(&secret, &good, &token), Some(position));
        assert_eq!(read(&secret, &permit(B, DIR, first), &token), None, "another person");
        assert_eq!(read(&secret, &permit(A, OFFERS, first), &token), None, "another scope");
        assert_eq!(read(&secret, &permit(A, DIR, second), &token), None, "another standing");
        assert_eq!(read(&other, &good, &token), None, "another server");
    }

    #[test]
    fn equal_positions_have_equal_tokens_and_nothing_of_a_position_can_be_read() {
        let secret = Secret::new([1; 32]);
        let permit = permit(A, DIR, Standing::ALL[0]);
        let at = |rev| write(&secret, &permit, &Position { epoch: 1, through: [rev, 0, 0], silent: [0; 3] }).0;
        assert_eq!(at(5), at(5));
        for (one, next) in [(0, 1), (5, 6), (255, 256), (0, u64::MAX)] {
            let (one, next) = (at(one), at(next));
            assert_eq!(one.len(), next.len(), "the length tells nothing");
            let same = one.bytes().zip(next.bytes()).filter(|(a, b)| a == b).count();
            // Of random characters every 64th is the same: a text of 98 has 20 by chance once in 10^15.
            assert!(same < 20, "positions that are close have tokens that are not: {same} of {}", one.len());
        }
    }

    #[test]
    fn a_changed_token_is_none() {
        let secret = Secret::new([1; 32]);
        let permit = permit(A, DIR, Standing::ALL[0]);
        let StateToken(good) = write(&secret, &permit, &Position { epoch: 1, ..Position::default() });
        for at in 0..good.len() {
            let mut bad = good.clone().into_bytes();
            bad[at] = if bad[at] == b'A' { b'B' } else { b'A' };
            let bad = StateToken(String::from_utf8(bad).unwrap());
            // The last character holds spare bits, which the decoder refuses.
            assert_eq!(read(&secret, &permit, &bad), None, "changed at {at}");
        }
        for bad in ["", "A", "AQ", "=", "../../etc/passwd", &good[1..]] {
            assert_eq!(read(&secret, &permit, &StateToken(bad.to_owned())), None, "{bad}");
        }
    }
}
