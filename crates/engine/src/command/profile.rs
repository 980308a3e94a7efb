//! Editing the own profile.

use domain::{
    Intent, Name, Object, PersonId, RowId, Scope, place,
    record::{FieldValue, ProfileField, Row, RowType, RowValue},
};
use serde::{Deserialize, Serialize};
use store::{Reads, StoreError, table::object};
use ts_rs::TS;

use super::enqueue;
use crate::{
    Engine,
    failure::{Code, Failure},
};

/// A single value and who sees it, and what the person saw there when they began.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct SetField {
    field: ProfileField,
    base: FieldValue,
    value: FieldValue,
}

pub(crate) fn set_field(engine: &Engine, params: SetField) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let SetField { field, base, value } = params;
    enqueue(engine, &account, me, Intent::SetField { field, base, value })?;
    Ok(())
}

/// A new entry at the end of its list.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct AddRow {
    value: RowValue,
}

/// The id of the new entry.
#[derive(Debug, Serialize, TS)]
pub(crate) struct NewRow {
    row: RowId,
}

pub(crate) fn add_row(engine: &Engine, params: AddRow) -> Result<NewRow, Failure> {
    let (account, me) = engine.signed_in()?;
    let row = engine.config().new_row();
    let rows = account.store.read(|r| list(r, me, params.value.body.row_type()))?;
    if account.store.read(|r| Ok(object::list(r, Scope::Me(me), "row/")?.len()))? >= domain::limit::ROWS {
        return Err(Failure::of(Code::TooMany));
    }
    let place = after(rows.last())?;
    enqueue(engine, &account, me, Intent::AddRow { row, value: params.value, place })?;
    Ok(NewRow { row })
}

/// An entry's new content and who sees it, and what the person saw when they began.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct EditRow {
    row: RowId,
    base: RowValue,
    value: RowValue,
}

pub(crate) fn edit_row(engine: &Engine, params: EditRow) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let EditRow { row, base, value } = params;
    enqueue(engine, &account, me, Intent::EditRow { row, base, value })?;
    Ok(())
}

/// Which entry goes.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct RemoveRow {
    row: RowId,
}

pub(crate) fn remove_row(engine: &Engine, params: RemoveRow) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    enqueue(engine, &account, me, Intent::RemoveRow { row: params.row })?;
    Ok(())
}

/// Where an entry goes.
#[derive(Debug, Deserialize, TS)]
pub(crate) struct MoveRow {
    row: RowId,
    /// The entry it stands before; none: the end.
    before: Option<RowId>,
}

pub(crate) fn move_row(engine: &Engine, params: MoveRow) -> Result<(), Failure> {
    let (account, me) = engine.signed_in()?;
    let gone = || Failure::of(Code::Gone);
    let rows = account.store.read(|r| {
        let row = object::get(r, Scope::Me(me), Name::Row(params.row))?;
        let Some(Object::Row(row)) = row.and_then(|cached| cached.shown()) else { return Ok(None) };
        let mut rows = list(r, me, row.value.body.row_type())?;
        rows.retain(|row| row.id != params.row);
        Ok(Some(rows))
    })?;
    let rows = rows.ok_or_else(gone)?;
    let place = match params.before {
        None => after(rows.last())?,
        Some(before) => {
            let at = rows.iter().position(|row| row.id == before).ok_or_else(gone)?;
            let above = at.checked_sub(1).and_then(|above| rows.get(above));
            let below = rows.get(at);
            place::between(above.map(|row| row.place.as_str()), below.map(|row| row.place.as_str()))
                .or_else(|| place::between(None, below.map(|row| row.place.as_str())))
                .ok_or_else(|| Failure::of(Code::Invalid))?
        }
    };
    enqueue(engine, &account, me, Intent::MoveRow { row: params.row, place })?;
    Ok(())
}

/// The entries of one list in their order.
fn list(from: &impl Reads, me: PersonId, wanted: RowType) -> Result<Vec<Row>, StoreError> {
    let mut rows: Vec<Row> = object::list(from, Scope::Me(me), "row/")?
        .into_iter()
        .filter_map(|(_, cached)| match cached.shown() {
            Some(Object::Row(row)) if row.value.body.row_type() == wanted => Some(row),
            _ => None,
        })
        .collect();
    rows.sort_by(|a, b| (&a.place, a.id).cmp(&(&b.place, b.id)));
    Ok(rows)
}

fn after(last: Option<&Row>) -> Result<String, Failure> {
    place::between(last.map(|row| row.place.as_str()), None).ok_or_else(|| Failure::of(Code::Invalid))
}
