//! Who sees a value. A rule belongs to (organisation, value) and is stored and sent with the value as one object,
//! so that "hide my phone" cannot be refused while "set my phone" lands.

use serde::{Deserialize, Serialize};

use crate::id::OrgId;

/// The people of one organisation who may see a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Nobody but the person: the default wherever no rule is given.
    #[default]
    OnlyMe,
    /// Every member of the organisation, whatever the status.
    Members,
}

/// What one organisation sees of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisibilityRule {
    /// The organisation whose people are meant.
    pub organization: OrgId,
    /// Who of them may see it.
    pub audience: Audience,
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
        Self(vec![VisibilityRule { organization, audience: Audience::Members }])
    }

    /// Who of an organisation sees the value; nobody unless a rule says so.
    pub fn audience(&self, organization: OrgId) -> Audience {
        self.0.iter().find(|rule| rule.organization == organization).map_or(Audience::OnlyMe, |rule| rule.audience)
    }

    /// The rules, one per organisation that sees anything.
    pub fn rules(&self) -> &[VisibilityRule] {
        &self.0
    }
}

impl From<Vec<VisibilityRule>> for Visibility {
    /// The narrower of two rules for one organisation wins: a doubled rule must not open anything.
    fn from(mut rules: Vec<VisibilityRule>) -> Self {
        rules.sort_by_key(|rule| (rule.organization, rule.audience));
        rules.dedup_by_key(|rule| rule.organization);
        rules.retain(|rule| rule.audience != Audience::OnlyMe);
        Self(rules)
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

    #[test]
    fn nobody_sees_what_no_rule_opens() {
        let (a, b) = (OrgId(Uuid::from_u128(1)), OrgId(Uuid::from_u128(2)));
        assert_eq!(Visibility::default().audience(a), Audience::OnlyMe);
        assert_eq!(Visibility::members(a).audience(b), Audience::OnlyMe, "a rule opens its own organisation only");
    }

    #[test]
    fn a_doubled_rule_opens_nothing() {
        let org = OrgId(Uuid::from_u128(1));
        let rule = |audience| VisibilityRule { organization: org, audience };
        let both = Visibility::from(vec![rule(Audience::Members), rule(Audience::OnlyMe)]);
        assert_eq!(both, Visibility::default(), "the narrower wins and is the default");
    }
}
