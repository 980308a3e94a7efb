//! The own profile, with what waits, was refused or contradicts another edit.

use std::collections::BTreeMap;

use domain::{
    Name, Object, PersonId, Scope,
    record::{FieldValue, ProfileField, RowType},
};
use store::{
    Read, StoreError,
    table::{object, op, setting},
};

use super::{memberships, organization};
use crate::{
    Engine,
    account::name,
    failure::Failure,
    view::{FieldView, OrganizationItem, ProfileView, RowView},
};

pub(crate) fn profile(engine: &Engine) -> Result<ProfileView, Failure> {
    let (account, me) = engine.signed_in()?;
    Ok(account.store.read(|r| view(r, me))?)
}

#[derive(Default)]
struct Marks {
    is_pending: bool,
    refused: Option<domain::OpId>,
    conflict: Option<domain::OpId>,
}

fn view(r: &Read<'_>, me: PersonId) -> Result<ProfileView, StoreError> {
    let scope = Scope::Me(me);
    let mut marks: BTreeMap<Name, Marks> = BTreeMap::new();
    for queued in op::all(r)? {
        if queued.target.0 != scope {
            continue;
        }
        let marks = marks.entry(queued.target.1).or_default();
        match queued.state {
            op::State::Waiting => marks.is_pending = true,
            op::State::Refused => marks.refused = Some(queued.op.id),
            op::State::Conflict => marks.conflict = Some(queued.op.id),
            op::State::Discarded => {}
        }
    }
    let mut fields = Vec::new();
    for field in ProfileField::ALL {
        let name = Name::Field(field);
        let value = match object::get(r, scope, name)?.and_then(|cached| cached.shown()) {
            Some(Object::Field(object)) => object.value,
            _ => FieldValue::default(),
        };
        let marks = marks.remove(&name).unwrap_or_default();
        fields.push(FieldView {
            field,
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
        skills: of(RowType::Skill),
        contacts: of(RowType::Contact),
        organizations: organizations(r, me)?,
        login_address: setting::get(r, name::ADDRESS)?,
    })
}

fn organizations(r: &Read<'_>, me: PersonId) -> Result<Vec<OrganizationItem>, StoreError> {
    let mut list = Vec::new();
    for membership in memberships(r, me)? {
        let Some(organization) = organization(r, membership.organization)? else { continue };
        list.push(OrganizationItem {
            id: organization.id,
            name: organization.name,
            kind: organization.kind_of,
            alumni_label: organization.alumni_label,
            status: membership.status,
            role: membership.role,
        });
    }
    list.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(list)
}
