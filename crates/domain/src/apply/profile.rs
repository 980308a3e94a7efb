//! The own profile.

use super::{
    Applied, Stamp, check,
    guarded::guarded,
    held::{Held, existing_row, is_own_result},
    put_if_changed,
};
use crate::{
    Millis,
    id::RowId,
    merge,
    op::Op,
    place,
    record::{FieldObject, FieldValue, Object, ProfileField, Row, RowValue},
    refusal::{Refusal, RefusalCode},
};

pub(super) fn set_field(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    field: ProfileField,
    base: &FieldValue,
    value: &FieldValue,
) -> Result<Applied, Refusal> {
    let value = check::field(field, value)?;
    let (theirs, confirmed_at) = match current.and_then(|held| held.object.as_ref()) {
        Some(Object::Field(theirs)) => (theirs.value.clone(), theirs.confirmed_at),
        Some(_) => return Err(Refusal::of(RefusalCode::Invalid)),
        None => (FieldValue::default(), None),
    };
    let whole = |value: FieldValue| {
        let confirmed_at = confirmed(value.text != theirs.text, stamp, confirmed_at);
        Object::Field(FieldObject { field, value, confirmed_at })
    };
    if is_own_result(current, op) {
        return Ok(Applied::Unchanged);
    }
    let merge = |mine: &_, theirs: &_| merge::field(field, base, mine, theirs);
    Ok(guarded(base, value, &theirs, merge, |both| check::field(field, both), whole))
}

/// Whoever writes a value has looked at it. To change who sees it says nothing of it: those who saw it before must not
/// notice that another organisation's people see it now.
fn confirmed(is_rewritten: bool, stamp: &Stamp, before: Option<Millis>) -> Option<Millis> {
    if is_rewritten { Some(stamp.at) } else { before }
}

pub(super) fn confirm_field(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    field: ProfileField,
) -> Result<Applied, Refusal> {
    match current.and_then(|held| held.object.as_ref()) {
        Some(Object::Field(_)) if is_own_result(current, op) => Ok(Applied::Unchanged),
        Some(Object::Field(held)) if held.field == field => {
            Ok(Applied::Put(Object::Field(FieldObject { confirmed_at: Some(stamp.at), ..held.clone() })))
        }
        Some(_) => Err(Refusal::of(RefusalCode::Invalid)),
        None => Err(Refusal::of(RefusalCode::NotFound)),
    }
}

pub(super) fn add_row(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    row: RowId,
    value: &RowValue,
    place: &str,
) -> Result<Applied, Refusal> {
    let value = check::row(value)?;
    place::check(place)?;
    match current {
        None => {
            let row = Row { id: row, value, place: place.to_owned(), confirmed_at: Some(stamp.at) };
            Ok(Applied::Put(Object::Row(row)))
        }
        Some(_) if is_own_result(current, op) => Ok(Applied::Unchanged),
        // An id that is taken is the device's mistake, whatever stands there.
        Some(_) => Err(Refusal::at(RefusalCode::Invalid, "row")),
    }
}

pub(super) fn edit_row(
    current: Option<&Held>,
    op: &Op,
    stamp: &Stamp,
    base: &RowValue,
    value: &RowValue,
) -> Result<Applied, Refusal> {
    let value = check::row(value)?;
    let theirs = existing_row(current)?;
    if is_own_result(current, op) {
        return Ok(Applied::Unchanged);
    }
    let whole = |value: RowValue| {
        let confirmed_at = confirmed(value.body != theirs.value.body, stamp, theirs.confirmed_at);
        Object::Row(Row { value, confirmed_at, ..theirs.clone() })
    };
    Ok(guarded(base, value, &theirs.value, |mine, theirs| merge::row(base, mine, theirs), check::row, whole))
}

pub(super) fn confirm_row(current: Option<&Held>, op: &Op, stamp: &Stamp) -> Result<Applied, Refusal> {
    let row = existing_row(current)?;
    if is_own_result(current, op) {
        return Ok(Applied::Unchanged);
    }
    Ok(Applied::Put(Object::Row(Row { confirmed_at: Some(stamp.at), ..row.clone() })))
}

pub(super) fn remove_row(current: Option<&Held>) -> Result<Applied, Refusal> {
    match existing_row(current) {
        Ok(_) => Ok(Applied::Remove),
        // Removed on two devices: both have what they wanted.
        Err(refusal) if refusal.code == RefusalCode::Gone => Ok(Applied::Unchanged),
        Err(refusal) => Err(refusal),
    }
}

pub(super) fn move_row(current: Option<&Held>, place: &str) -> Result<Applied, Refusal> {
    place::check(place)?;
    let row = existing_row(current)?;
    Ok(put_if_changed(&Object::Row(row.clone()), Object::Row(Row { place: place.to_owned(), ..row.clone() })))
}
