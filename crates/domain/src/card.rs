//! The directory card: the projection of a profile that the members of one organisation see.

use crate::{
    id::{OrgId, PersonId},
    record::{Card, FieldObject, PersonName, ProfileField},
    visibility::Audience,
};

/// The card of a person in an organisation; none when the family name is not shown there: who hides it is not listed.
/// A value without a rule for the organisation is left out.
pub fn card<'a>(
    person: PersonId,
    organization: OrgId,
    fields: impl IntoIterator<Item = &'a FieldObject>,
) -> Option<Card> {
    let mut card = Card { name: PersonName::hidden(person), headline: String::new() };
    for FieldObject { field, value } in fields {
        let shown = match value.visibility.audience(organization) {
            Audience::OnlyMe => continue,
            Audience::Members => value.text.clone(),
        };
        match field {
            ProfileField::FamilyName => card.name.family = shown,
            ProfileField::GivenName => card.name.given = shown,
            ProfileField::FamilyKana => card.name.family_kana = shown,
            ProfileField::GivenKana => card.name.given_kana = shown,
            ProfileField::Headline => card.headline = shown,
            // Too long for a list; read on the person's page.
            ProfileField::Summary => {}
        }
    }
    (!card.name.family.is_empty()).then_some(card)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{record::FieldValue, visibility::Visibility};

    fn field(field: ProfileField, text: &str, visibility: Visibility) -> FieldObject {
        FieldObject { field, value: FieldValue { text: text.to_owned(), visibility } }
    }

    #[test]
    fn a_card_shows_what_a_rule_opens_and_nothing_else() {
        let (a, b) = (OrgId(Uuid::from_u128(1)), OrgId(Uuid::from_u128(2)));
        let person = PersonId(Uuid::from_u128(3));
        let fields = [
            field(ProfileField::FamilyName, "山田", Visibility::members(a)),
            field(ProfileField::GivenName, "花子", Visibility::members(b)),
            field(ProfileField::Headline, "秘密", Visibility::default()),
        ];
        let shown = card(person, a, &fields).expect("the family name is shown to a");
        assert_eq!((shown.name.family.as_str(), shown.name.given.as_str(), shown.headline.as_str()), ("山田", "", ""));
        assert_eq!(card(person, b, &fields), None, "without a family name nobody is listed");
    }
}
