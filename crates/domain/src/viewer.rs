//! Who looks: a person's standing in an organisation, what it grants, and what ties the person to another one.

use serde::{Deserialize, Serialize};

use crate::{
    id::{PersonId, UnitId},
    record::{MembershipStatus, Role},
};

/// A class of viewers: everybody in it sees the same of a person, unless a personal tie changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Standing {
    /// The status in the organisation.
    pub status: MembershipStatus,
    /// The role there.
    pub role: Role,
}

impl Standing {
    /// Every class there is.
    pub const ALL: [Self; 6] = [
        Self { status: MembershipStatus::Alumnus, role: Role::Member },
        Self { status: MembershipStatus::Alumnus, role: Role::Organizer },
        Self { status: MembershipStatus::Current, role: Role::Member },
        Self { status: MembershipStatus::Current, role: Role::Organizer },
        Self { status: MembershipStatus::Candidate, role: Role::Member },
        Self { status: MembershipStatus::Candidate, role: Role::Organizer },
    ];

    /// Its name in storage and in a state's fingerprint.
    pub const fn as_str(self) -> &'static str {
        match (self.status, self.role) {
            (MembershipStatus::Alumnus, Role::Member) => "alumnus",
            (MembershipStatus::Alumnus, Role::Organizer) => "alumnus+organizer",
            (MembershipStatus::Current, Role::Member) => "current",
            (MembershipStatus::Current, Role::Organizer) => "current+organizer",
            (MembershipStatus::Candidate, Role::Member) => "candidate",
            (MembershipStatus::Candidate, Role::Organizer) => "candidate+organizer",
        }
    }

    /// The class of a name in storage.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == text)
    }

    /// What a membership of this standing lets a person do.
    pub const fn grants(self) -> Grants {
        Grants {
            directory: true,
            // Offers that are open to candidates are shown to them too; each offer's audience decides.
            offers: true,
            // A candidate has not met anybody yet: they write to the desk, and answer whoever writes to them.
            contact: match self.status {
                MembershipStatus::Alumnus | MembershipStatus::Current => true,
                MembershipStatus::Candidate => matches!(self.role, Role::Organizer),
            },
            desk: matches!(self.role, Role::Organizer),
        }
    }
}

/// What a membership grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Grants {
    /// To read the directory, as far as its people show themselves.
    pub directory: bool,
    /// To read offers meant for the standing.
    pub offers: bool,
    /// To ask a fellow member for contact.
    pub contact: bool,
    /// To work at the organisation's desk: members, offers, reports, conversations with the desk.
    pub desk: bool,
}

/// One who looks at a person's profile in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who; none for "anybody of this standing".
    pub person: Option<PersonId>,
    /// The standing in the organisation.
    pub standing: Standing,
    /// The units the organisation has them in.
    pub units: Vec<UnitId>,
    /// Whether they have accepted contact with the person in this organisation.
    pub is_connected: bool,
    /// Whether one of the two has blocked the other.
    pub is_blocked: bool,
}

impl Viewer {
    /// Anybody of a standing whom nothing ties to the person.
    pub const fn anybody(standing: Standing) -> Self {
        Self { person: None, standing, units: Vec::new(), is_connected: false, is_blocked: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_name_of_its_own() {
        for standing in Standing::ALL {
            assert_eq!(Standing::parse(standing.as_str()), Some(standing));
        }
        assert_eq!(Standing::parse("organizer"), None);
    }

    #[test]
    fn only_organizers_work_at_the_desk() {
        for standing in Standing::ALL {
            assert_eq!(standing.grants().desk, standing.role == Role::Organizer, "{}", standing.as_str());
        }
    }
}
