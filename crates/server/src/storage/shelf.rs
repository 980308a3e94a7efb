//! Where storage keeps a part of a scope. A device asks for a scope and gets one answer; what different readers may see of it
//! lies on different shelves, so that a write which a reader may not see moves no counter that they can observe.

use std::{fmt, str::FromStr};

use domain::{PersonId, Scope, Standing, policy::ReadPermit, scope::UnknownName};

/// A part of a scope with counters of its own. As text `<scope>`, `<scope>#<standing>`, `<scope>#<person>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shelf {
    /// Of which scope.
    pub scope: Scope,
    /// Which part.
    pub facet: Facet,
}

/// Whom a shelf is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Everybody who may read the scope.
    Whole,
    /// Readers of this standing: what anybody of it sees.
    Class(Standing),
    /// One reader: what they see differently from their class, now or once. A record stays here for ever and is the truth for
    /// this reader from then on; one of which they see nothing any more is hidden, which is not the same as deleted. The first one
    /// that is what they see already is not told to them. Whoever changes a reader's standing writes all of them anew.
    Reader(PersonId),
}

/// Shelves that a scope is read from at most.
pub const SHELVES: usize = 3;

impl Shelf {
    /// What anybody of a standing sees of a scope.
    pub const fn class(scope: Scope, standing: Standing) -> Self {
        Self { scope, facet: Facet::Class(standing) }
    }

    /// What one reader sees of a scope differently from their class.
    pub const fn reader(scope: Scope, reader: PersonId) -> Self {
        Self { scope, facet: Facet::Reader(reader) }
    }

    /// The shelves that a permit opens, in the order in which they are read, at most [`SHELVES`].
    pub fn opened_by(permit: &ReadPermit) -> Vec<Self> {
        let scope = permit.scope();
        // Without a standing there is no class: then nothing but what is for everybody.
        let class = permit.standing().map(|standing| Self::class(scope, standing));
        match scope {
            Scope::Me(_) | Scope::Desk(_) | Scope::Conv(_) => vec![Self::from(scope)],
            Scope::Offers(_) => class.into_iter().collect(),
            Scope::Dir(_) => {
                std::iter::once(Self::from(scope)).chain(class).chain([Self::reader(scope, permit.person())]).collect()
            }
        }
    }
}

impl From<Scope> for Shelf {
    fn from(scope: Scope) -> Self {
        Self { scope, facet: Facet::Whole }
    }
}

impl fmt::Display for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.facet {
            Facet::Whole => write!(f, "{}", self.scope),
            Facet::Class(standing) => write!(f, "{}#{}", self.scope, standing.as_str()),
            Facet::Reader(person) => write!(f, "{}#{person}", self.scope),
        }
    }
}

impl FromStr for Shelf {
    type Err = UnknownName;
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let Some((scope, facet)) = text.split_once('#') else { return text.parse::<Scope>().map(Self::from) };
        let facet = match Standing::parse(facet) {
            Some(standing) => Facet::Class(standing),
            None => Facet::Reader(facet.parse().map_err(|_| UnknownName)?),
        };
        Ok(Self { scope: scope.parse()?, facet })
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        OrgId,
        policy::{self, Relation},
    };
    use uuid::Uuid;

    use super::*;

    const DIR: Scope = Scope::Dir(OrgId(Uuid::from_u128(1)));
    const READER: PersonId = PersonId(Uuid::from_u128(2));

    #[test]
    fn a_shelf_reads_back_what_it_wrote() {
        let classes = Standing::ALL.map(|standing| Shelf::class(DIR, standing));
        for shelf in classes.into_iter().chain([DIR.into(), Shelf::reader(DIR, READER)]) {
            assert_eq!(shelf.to_string().parse(), Ok(shelf));
        }
        for text in ["", "#current", "dir:x", "dir:00000000-0000-0000-0000-000000000001#boss"] {
            assert_eq!(text.parse::<Shelf>(), Err(UnknownName), "{text}");
        }
    }

    #[test]
    fn a_reader_gets_what_is_for_all_then_what_is_for_the_class_then_what_is_for_him() {
        for standing in Standing::ALL {
            let permit = policy::may_read(READER, DIR, Relation::Member(standing)).unwrap();
            let expected = [DIR.into(), Shelf::class(DIR, standing), Shelf::reader(DIR, READER)];
            assert_eq!(Shelf::opened_by(&permit), expected);
            let offers = Scope::Offers(OrgId(Uuid::from_u128(1)));
            let permit = policy::may_read(READER, offers, Relation::Member(standing)).unwrap();
            assert_eq!(Shelf::opened_by(&permit), [Shelf::class(offers, standing)]);
        }
        let me = Scope::Me(READER);
        let permit = policy::may_read(READER, me, Relation::Owner).unwrap();
        assert_eq!(Shelf::opened_by(&permit), [me.into()]);
    }
}
