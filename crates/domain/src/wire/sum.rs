//! What a scope comes to: how many records stand in it, and a sum over them that does not depend on their order. Made on both
//! sides of what the reader was sent and of nothing else.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use uuid::Uuid;

use crate::{Rev, scope::Scope};

/// Name space of a record in a sum (a random UUID, fixed for ever).
const RECORD: Uuid = Uuid::from_u128(0x6f1c_09d3_52ae_4b07_8b6e_31fd_90c4_7ae5);

/// What records come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sum {
    /// How many there are.
    pub count: u64,
    /// The sum of their digests modulo 2^64, as 16 hexadecimal digits: of 2^64 differences one is not noticed.
    #[serde(serialize_with = "write", deserialize_with = "read")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sum: u64,
}

impl Sum {
    /// Adds a record of a scope, as the reader was sent it. Where a reader is told no revisions its content counts, elsewhere its
    /// revision: a device keeps what it has written itself in its own words.
    pub fn add(&mut self, scope: Scope, name: &str, rev: Rev, body: &str) {
        let rev = rev.to_string();
        let what = match scope {
            Scope::Me(_) | Scope::Desk(_) | Scope::Conv(_) => rev.as_str(),
            Scope::Dir(_) | Scope::Offers(_) => body,
        };
        let digest = Uuid::new_v5(&RECORD, [name, "\n", what].concat().as_bytes());
        self.count += 1;
        self.sum = self.sum.wrapping_add(digest.as_u64_pair().0);
    }
}

fn write<S: Serializer>(sum: &u64, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&format_args!("{sum:016x}"))
}

fn read<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let text = Cow::<'de, str>::deserialize(from)?;
    u64::from_str_radix(&text, 16).map_err(Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{OrgId, PersonId};

    #[test]
    fn the_order_does_not_matter_and_everything_told_does() {
        let (me, dir) = (Scope::Me(PersonId(Uuid::nil())), Scope::Dir(OrgId(Uuid::nil())));
        let sum = |scope, records: &[(&str, Rev, &str)]| {
            let mut sum = Sum::default();
            records.iter().for_each(|(name, rev, body)| sum.add(scope, name, *rev, body));
            sum
        };
        let [a, b] = [("row/1", 3, "{}"), ("row/2", 4, "{}")];
        assert_eq!(sum(me, &[a, b]), sum(me, &[b, a]));
        assert_ne!(sum(me, &[a, b]), sum(me, &[a, a]), "two of one");
        assert_ne!(sum(me, &[a]), sum(me, &[("row/1", 4, "{}")]), "another revision");
        assert_eq!(sum(me, &[a]), sum(me, &[("row/1", 3, "{ }")]), "in other words");
        assert_ne!(sum(dir, &[a]), sum(dir, &[("row/1", 3, "{ }")]), "without revisions the words count");
        assert_eq!(sum(dir, &[a]), sum(dir, &[("row/1", 9, "{}")]), "and the revisions do not");
    }
}
