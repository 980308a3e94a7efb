//! The own profile, with what waits, was refused or contradicts another edit.

use domain::{
    Millis, Name, Object, PersonId, Scope,
    record::{FieldValue, ProfileField, RowType},
};
use store::{
    Read, StoreError,
    table::{object, setting},
};

use super::{marks::marks, memberships, organization, units};
use crate::{
    Engine,
    account::name,
    failure::Failure,
    view::{FieldView, OrganizationItem, ProfileView, RowView},
};

pub(crate) fn profile(engine: &Engine) -> Result<ProfileView, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| view(r, me, engine.config().clock.now()))?)
}

/// Half a year: after that a value is asked for again.
const STALE_AFTER: Millis = 183 * 24 * 60 * 60 * 1000;

fn is_stale(confirmed_at: Option<Millis>, now: Millis) -> bool {
    confirmed_at.is_none_or(|at| now.saturating_sub(at) > STALE_AFTER)
}

pub(super) fn view(r: &Read<'_>, me: PersonId, now: Millis) -> Result<ProfileView, StoreError> {
    let scope = Scope::Me(me);
    let mut marks = marks(r, scope)?;
    let mut fields = Vec::new();
    for field in ProfileField::ALL {
        let name = Name::Field(field);
        let (value, confirmed_at) = match object::get(r, scope, name)?.and_then(|cached| cached.shown()) {
            Some(Object::Field(object)) => (object.value, object.confirmed_at),
            _ => (FieldValue::default(), None),
        };
        let marks = marks.remove(&name).unwrap_or_default();
        fields.push(FieldView {
            field,
            confirmed_at,
            stale: !value.text.is_empty() && is_stale(confirmed_at, now),
            text: value.text,
            visibility: value.visibility,
            pending: marks.is_pending,
            refused: marks.refused,
            conflict: marks.conflict,
        });
    }
    let mut rows = Vec::new();
    for (name, cached) in object::list(r, scope, "row/")? {
        let Some(Object::Row(row)) = cached.shown() else { continue };
        let marks = marks.remove(&name).unwrap_or_default();
        let view = RowView {
            row: row.id,
            confirmed_at: row.confirmed_at,
            stale: is_stale(row.confirmed_at, now),
            body: row.value.body,
            visibility: row.value.visibility,
            pending: marks.is_pending,
            refused: marks.refused,
            conflict: marks.conflict,
        };
        rows.push((row.place, row.id, view));
    }
    rows.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let of = |wanted: RowType| {
        rows.iter().filter(|(_, _, row)| row.body.row_type() == wanted).map(|(_, _, row)| row.clone()).collect()
    };
    Ok(ProfileView {
        fields,
        work: of(RowType::Work),
        education: of(RowType::Education),
        certificates: of(RowType::Certificate),
        skills: of(RowType::Skill),
        languages: of(RowType::Language),
        projects: of(RowType::Project),
        links: of(RowType::Link),
        contacts: of(RowType::Contact),
        former_names: of(RowType::FormerName),
        custom: of(RowType::Custom),
        organizations: organizations(r, me)?,
        login_address: setting::get(r, name::ADDRESS)?,
    })
}

pub(super) fn organizations(r: &Read<'_>, me: PersonId) -> Result<Vec<OrganizationItem>, StoreError> {
    let mut list = Vec::new();
    for membership in memberships(r, me)? {
        let Some(organization) = organization(r, membership.organization)? else { continue };
        list.push(OrganizationItem {
            id: organization.id,
            name: organization.name,
            kind: organization.kind_of,
            alumni_label: organization.alumni_label,
            grants: membership.value.standing().grants(),
            member: membership.value,
            since: membership.since,
            units: units(r, organization.id)?,
        });
    }
    list.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(list)
}
