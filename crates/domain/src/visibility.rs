//! Who sees a value. A rule belongs to (organisation, value) and is stored and sent with the value as one object,
//! so that "hide my phone" cannot be refused while "set my phone" lands.

use serde::{Deserialize, Serialize};

use crate::{
    id::{OrgId, PersonId, UnitId},
    record::{MembershipStatus, Role},
    viewer::Viewer,
};

/// The people of one organisation who may see a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Nobody but the person: the default wherever no rule is given.
    #[default]
    OnlyMe,
    /// Those whose contact was accepted, by either side.
    Connections,
    /// アルムナイ
    Alumni,
    /// 在籍者・在校生
    Current,
    /// 候補者
    Candidates,
    /// Every member of the organisation, whatever the status.
    Members,
    /// 事務局
    Organizers,
}

impl Audience {
    /// Every audience, narrow to wide.
    pub const ALL: [Self; 7] = [
        Self::OnlyMe,
        Self::Connections,
        Self::Organizers,
        Self::Candidates,
        Self::Current,
        Self::Alumni,
        Self::Members,
    ];
}

/// What one organisation sees of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisibilityRule {
    /// The organisation whose people are meant.
    pub organization: OrgId,
    /// Who of them may see it.
    pub audience: Audience,
    /// Not the organisation's organizers, whatever else they are.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden_from_organizers: bool,
    /// Not these people. Sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded_people: Vec<PersonId>,
    /// Nobody whom the organisation has in one of these units. Sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded_units: Vec<UnitId>,
}

// By reference, as serde asks for it.
#[expect(clippy::trivially_copy_pass_by_ref)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl VisibilityRule {
    /// A rule without exceptions.
    pub const fn new(organization: OrgId, audience: Audience) -> Self {
        Self {
            organization,
            audience,
            hidden_from_organizers: false,
            excluded_people: Vec::new(),
            excluded_units: Vec::new(),
        }
    }

    /// Whether it lets somebody see the value: an allow-list, from which exceptions are taken.
    pub fn opens_to(&self, viewer: &Viewer) -> bool {
        let Viewer { person, standing, units, is_connected, is_blocked } = viewer;
        let is_excluded = *is_blocked
            || (self.hidden_from_organizers && standing.role == Role::Organizer)
            || person.is_some_and(|person| self.excluded_people.contains(&person))
            || units.iter().any(|unit| self.excluded_units.contains(unit));
        let is_meant = match self.audience {
            Audience::OnlyMe => false,
            Audience::Connections => *is_connected,
            Audience::Alumni => standing.status == MembershipStatus::Alumnus,
            Audience::Current => standing.status == MembershipStatus::Current,
            Audience::Candidates => standing.status == MembershipStatus::Candidate,
            Audience::Members => true,
            Audience::Organizers => standing.role == Role::Organizer,
        };
        is_meant && !is_excluded
    }
}

/// The rules of one value, at most one per organisation, sorted by organisation; `OnlyMe` is never written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "Vec<VisibilityRule>", into = "Vec<VisibilityRule>")]
pub struct Visibility(Vec<VisibilityRule>);

impl Visibility {
    /// Seen by every member of one organisation.
    pub fn members(organization: OrgId) -> Self {
        Self(vec![VisibilityRule::new(organization, Audience::Members)])
    }

    /// The rule of an organisation; none: nobody there sees the value.
    pub fn rule(&self, organization: OrgId) -> Option<&VisibilityRule> {
        self.0.iter().find(|rule| rule.organization == organization)
    }

    /// Whether somebody of an organisation sees the value; nobody does unless a rule says so.
    pub fn opens_to(&self, organization: OrgId, viewer: &Viewer) -> bool {
        self.rule(organization).is_some_and(|rule| rule.opens_to(viewer))
    }

    /// The rules, one per organisation that sees anything.
    pub fn rules(&self) -> &[VisibilityRule] {
        &self.0
    }
}

impl From<Vec<VisibilityRule>> for Visibility {
    /// Two different rules for one organisation open nothing there: a doubled rule must not widen anything.
    fn from(mut rules: Vec<VisibilityRule>) -> Self {
        for rule in &mut rules {
            rule.excluded_people.sort_unstable();
            rule.excluded_people.dedup();
            rule.excluded_units.sort_unstable();
            rule.excluded_units.dedup();
        }
        rules.sort();
        rules.dedup();
        // Sorted, so that the rules of one organisation are neighbours.
        let one_each = rules.chunk_by(|a, b| a.organization == b.organization).filter_map(|of_one| match of_one {
            [rule] if rule.audience != Audience::OnlyMe => Some(rule.clone()),
            _ => None,
        });
        Self(one_each.collect())
    }
}

impl From<Visibility> for Vec<VisibilityRule> {
    fn from(visibility: Visibility) -> Self {
        visibility.0
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::viewer::Standing;

    const ORG: OrgId = OrgId(Uuid::from_u128(1));
    const V: PersonId = PersonId(Uuid::from_u128(2));
    const UNIT: UnitId = UnitId(Uuid::from_u128(3));

    fn viewer(status: MembershipStatus, role: Role) -> Viewer {
        Viewer { person: Some(V), units: vec![UNIT], ..Viewer::anybody(Standing { status, role }) }
    }

    #[test]
    fn nobody_sees_what_no_rule_opens() {
        let other = OrgId(Uuid::from_u128(9));
        for standing in Standing::ALL {
            let anybody = Viewer { is_connected: true, ..Viewer::anybody(standing) };
            assert!(!Visibility::default().opens_to(ORG, &anybody));
            assert!(!Visibility::members(ORG).opens_to(other, &anybody), "a rule opens its own organisation only");
        }
    }

    #[test]
    fn each_audience_is_its_own() {
        use MembershipStatus::{Alumnus, Candidate, Current};
        use Role::{Member, Organizer};
        for (audience, status, role, sees) in [
            (Audience::Members, Candidate, Member, true),
            (Audience::Alumni, Alumnus, Member, true),
            (Audience::Alumni, Current, Organizer, false),
            (Audience::Current, Current, Member, true),
            (Audience::Current, Alumnus, Member, false),
            (Audience::Candidates, Candidate, Member, true),
            (Audience::Candidates, Current, Member, false),
            (Audience::Organizers, Current, Organizer, true),
            (Audience::Organizers, Current, Member, false),
            (Audience::Connections, Alumnus, Member, false),
            (Audience::OnlyMe, Alumnus, Organizer, false),
        ] {
            let rule = VisibilityRule::new(ORG, audience);
            assert_eq!(rule.opens_to(&viewer(status, role)), sees, "{audience:?} to {status:?} {role:?}");
        }
        let connected = Viewer { is_connected: true, ..viewer(Candidate, Member) };
        assert!(VisibilityRule::new(ORG, Audience::Connections).opens_to(&connected));
    }

    #[test]
    fn an_exception_closes_what_the_audience_opens() {
        let open = VisibilityRule::new(ORG, Audience::Members);
        let viewer = viewer(MembershipStatus::Current, Role::Organizer);
        assert!(open.opens_to(&viewer));
        for closed in [
            VisibilityRule { hidden_from_organizers: true, ..open.clone() },
            VisibilityRule { excluded_people: vec![V], ..open.clone() },
            VisibilityRule { excluded_units: vec![UNIT], ..open.clone() },
        ] {
            assert!(!closed.opens_to(&viewer), "{closed:?}");
        }
        assert!(!open.opens_to(&Viewer { is_blocked: true, ..viewer }));
    }

    #[test]
    fn a_doubled_rule_opens_nothing() {
        let rule = |audience| VisibilityRule::new(ORG, audience);
        let both = Visibility::from(vec![rule(Audience::Members), rule(Audience::OnlyMe)]);
        assert_eq!(both, Visibility::default());
        let both = Visibility::from(vec![rule(Audience::Members), rule(Audience::Alumni)]);
        assert_eq!(both, Visibility::default());
        let same = Visibility::from(vec![rule(Audience::Members), rule(Audience::Members)]);
        assert_eq!(same, Visibility::members(ORG), "the same rule twice is one rule");
        let ordered =
            |people: &[PersonId]| VisibilityRule { excluded_people: people.to_vec(), ..rule(Audience::Members) };
        let same =
            Visibility::from(vec![ordered(&[V, PersonId(Uuid::nil())]), ordered(&[PersonId(Uuid::nil()), V, V])]);
        assert_eq!(same.rules().len(), 1, "in whatever order it names people");
    }

    #[test]
    fn a_rule_is_kept_for_each_organisation_however_many_come() {
        let rule = |n: u128, audience| VisibilityRule::new(OrgId(Uuid::from_u128(n)), audience);
        let once = (0..50_000).map(|n| rule(n, Audience::Members));
        let doubled = (0..100_000).filter(|n| n % 2 == 0).map(|n| rule(n, Audience::Alumni));
        let kept = Visibility::from(doubled.chain(once).collect::<Vec<_>>());
        assert_eq!(kept.rules().len(), 25_000 + 25_000, "odd ones below 50 000, even ones from there on");
        assert!(kept.rules().is_sorted_by_key(|rule| rule.organization));
    }
}
