//! What a write changes in the index. It is collected while tables are written and goes into the index before the commit, in
//! the order of the numbers: the index takes rows in a rising order many times faster.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Millis,
    search::{Said, terms},
};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Kind,
    due::{self, FEW},
};
use crate::{Reads, StoreError, Write, table::message::scope_of};

/// Places in a second: each message has one of its own, that of its time or the next that is free.
const PLACES: i64 = 64;
/// The last second that has a place.
const LAST: i64 = (1 << 36) - 1;
/// What finds no place within a second stands behind all those of the next days.
const SPILL: i64 = 1 << 28;

/// What a row says now, and the number it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) number: Option<i64>,
    pub(crate) said: Option<Said>,
}

/// What the write that is going on changes.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(super) gone: BTreeSet<i64>,
    pub(super) come: BTreeMap<i64, Come>,
    /// Of a kind, by its first number, the last that was given.
    last: BTreeMap<i64, i64>,
    is_scope_gone: bool,
    /// Nothing may wait any longer.
    pub(super) is_settled: bool,
}

#[derive(Debug)]
pub(super) struct Come {
    pub(super) scope: i64,
    pub(super) said: Said,
}

/// The term by which everything of a scope is found. No text has it: none has a character of private use as a term.
pub(crate) fn scope_term(scope: i64) -> String {
    format!("\u{e000}{scope}")
}

/// The message at a place, its rowid, says something else than before, or nothing: the number it has from now on.
pub(crate) fn message(to: &Write<'_>, place: i64, before: Entry, now: Option<Said>) -> Result<Option<i64>, StoreError> {
    let Some(now) = now else {
        gone(to, before.number);
        return Ok(None);
    };
    if before.number.is_some() && before.said.as_ref() == Some(&now) {
        return Ok(before.number);
    }
    let moment = number_of(now.at);
    let second = moment..moment + PLACES;
    // In a burst the one before may stand at a later place than its time's: this one is found before it all the same.
    let first = behind(to.cache(), place)?.filter(|number| second.contains(number)).map_or(moment, |number| number + 1);
    let number = match before.number.filter(|number| (first..second.end).contains(number)) {
        Some(number) => {
            gone(to, Some(number));
            number
        }
        None => {
            gone(to, before.number);
            free(to.cache(), first, second.end)?
        }
    };
    come(to, number, scope_of(place), now);
    Ok(Some(number))
}

/// The same for any other record.
pub(crate) fn object(
    to: &Write<'_>,
    scope: i64,
    kind: Kind,
    before: Entry,
    now: Option<Said>,
) -> Result<Option<i64>, StoreError> {
    let Some(now) = now else {
        gone(to, before.number);
        return Ok(None);
    };
    if before.number.is_some() && before.said.as_ref() == Some(&now) {
        return Ok(before.number);
    }
    gone(to, before.number);
    let number = match before.number {
        Some(number) => number,
        None => next(to, kind)?,
    };
    come(to, number, scope, now);
    Ok(Some(number))
}

/// The number behind the last of a kind.
pub(crate) fn next(to: &Write<'_>, kind: Kind) -> Result<i64, StoreError> {
    let known = to.index.borrow().last.get(&kind.first()).copied();
    let last = match known {
        Some(last) => Some(last),
        None => to
            .cache()
            .prepare_cached("SELECT max(found) FROM object WHERE found >= ?1 AND found < ?2")?
            .query_row([kind.first(), kind.end()], |row| row.get(0))?,
    };
    let next = last.map_or(kind.first(), |last| last + 1);
    to.index.borrow_mut().last.insert(kind.first(), next);
    Ok(next)
}

/// A scope goes with everything in it; call it while its rows are still there.
pub(crate) fn scope(to: &Write<'_>, scope: i64) -> Result<(), StoreError> {
    let mut numbers: Vec<i64> = Vec::new();
    for sql in [
        "SELECT found FROM message WHERE place >= ?1 << 32 AND place < (?1 + 1) << 32 AND found IS NOT NULL",
        "SELECT found FROM object WHERE scope = ?1 AND found IS NOT NULL",
    ] {
        let mut statement = to.cache().prepare_cached(sql)?;
        for number in statement.query_map([scope], |row| row.get(0))? {
            numbers.push(number?);
        }
    }
    if !numbers.is_empty() {
        to.index.borrow_mut().is_scope_gone = true;
    }
    numbers.into_iter().for_each(|number| gone(to, Some(number)));
    Ok(())
}

/// What had a number is no longer found.
pub(crate) fn gone(to: &Write<'_>, number: Option<i64>) {
    if let Some(number) = number {
        let mut changes = to.index.borrow_mut();
        changes.come.remove(&number);
        changes.gone.insert(number);
    }
}

/// The number that a message gets when nothing has it yet.
pub(crate) fn first_number(said: &Said) -> i64 {
    number_of(said.at)
}

/// A row that was not there before has been written with its number, if anything in it can be found.
pub(crate) fn added(to: &Write<'_>, scope: i64, number: Option<i64>, said: Option<Said>) {
    if let (Some(number), Some(said)) = (number, said) {
        come(to, number, scope, said);
    }
}

fn come(to: &Write<'_>, number: i64, scope: i64, said: Said) {
    to.index.borrow_mut().come.insert(number, Come { scope, said });
}

/// The number of the place of a time.
pub(super) fn number_of(at: Millis) -> i64 {
    let second = at.div_euclid(1000);
    match second {
        ..0 => 0,
        0..=LAST => second * PLACES + at.rem_euclid(1000) * PLACES / 1000,
        _ => LAST * PLACES,
    }
}

/// The number of the message before the one at a place, in the same conversation.
fn behind(cache: &Connection, place: i64) -> Result<Option<i64>, StoreError> {
    let mut behind = cache.prepare_cached("SELECT found FROM message WHERE place = ?1 - 1")?;
    Ok(behind.query_row([place], |row| row.get(0)).optional()?.flatten())
}

/// The first number from a place on that nothing has: before `end`, or far behind.
fn free(cache: &Connection, place: i64, end: i64) -> Result<i64, StoreError> {
    let mut taken =
        cache.prepare_cached("SELECT found FROM message WHERE found >= ?1 AND found < ?2 ORDER BY found")?;
    let mut rows = taken.query([place, end])?;
    let mut free = place;
    while free < end {
        match rows.next()? {
            Some(row) if row.get::<_, i64>(0)? == free => free += 1,
            _ => return Ok(free),
        }
    }
    // A burst, or a server without a clock: near its time, not in it.
    let mut last = cache.prepare_cached("SELECT max(found) FROM message WHERE found >= ?1 AND found < ?2")?;
    Ok(last.query_row([place, place + SPILL], |row| row.get::<_, Option<i64>>(0))?.map_or(place, |last| last + 1))
}

/// Writes what was collected, before the commit.
pub(crate) fn write(cache: &Connection, mut changes: Changes) -> Result<(), StoreError> {
    let count = i64::try_from(changes.gone.len() + changes.come.len()).unwrap_or(i64::MAX);
    let may_wait = !changes.is_scope_gone && !changes.is_settled && count <= FEW;
    if may_wait && (count == 0 || due::keep(cache, &changes)? <= FEW) {
        return Ok(());
    }
    due::take(cache, &mut changes)?;
    let Changes { gone, come, is_scope_gone, .. } = changes;
    let is_untidy = !gone.is_empty() || come.len() >= MANY;
    if !gone.is_empty() {
        let mut remove = cache.prepare_cached("DELETE FROM term WHERE rowid = ?1")?;
        for number in &gone {
            remove.execute([number])?;
        }
    }
    if !come.is_empty() {
        let mut add = cache.prepare_cached("INSERT INTO term (rowid, name, text) VALUES (?1, ?2, ?3)")?;
        for (number, Come { scope, said }) in come {
            let text = format!("{} {}", scope_term(scope), terms(&said.text));
            add.execute(params![number, terms(&said.name), text])?;
        }
    }
    // What was removed stays in the index, unfound, until it is written anew. Of a scope that one may no longer read nothing
    // stays; of a single record until the index is next tidied: see `catch_up`.
    if is_scope_gone {
        tidy(cache)?;
    } else if is_untidy {
        set_note(cache, UNTIDY, ANEW)?;
    }
    Ok(())
}

/// Rows in one write from which on the index should be put together afterwards: a search reads each of its parts. One part in
/// place of a dozen makes four characters in 100,000 messages twice as fast.
const MANY: usize = 500;
/// The note that something was removed from the index and may still be in its file, or that it has many parts.
const UNTIDY: &str = "index_untidy";
const ANEW: &str = "1";
const BEGUN: &str = "2";

/// Goes on writing the index anew, so many of its pages; whether there is more to do.
pub(super) fn tidy_some(cache: &Connection, pages: u32) -> Result<bool, StoreError> {
    let Some(note) = get_note(cache, UNTIDY)? else { return Ok(false) };
    let pages = i64::from(pages);
    let amount = if note == BEGUN { pages } else { -pages };
    let before = cache.total_changes();
    cache.prepare_cached("INSERT INTO term (term, rank) VALUES ('merge', ?1)")?.execute([amount])?;
    // One change is that of the statement itself (https://sqlite.org/fts5.html#the_merge_command).
    if cache.total_changes() - before < 2 {
        cache.prepare_cached("DELETE FROM note WHERE name = ?1")?.execute([UNTIDY])?;
        return Ok(false);
    }
    set_note(cache, UNTIDY, BEGUN)?;
    Ok(true)
}

/// Writes the index anew, without what was removed from it.
pub(super) fn tidy(cache: &Connection) -> Result<(), StoreError> {
    cache.execute("INSERT INTO term (term) VALUES ('optimize')", [])?;
    cache.prepare_cached("DELETE FROM note WHERE name = ?1")?.execute([UNTIDY])?;
    Ok(())
}

pub(super) fn get_note(cache: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    let mut statement = cache.prepare_cached("SELECT value FROM note WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn set_note(cache: &Connection, name: &str, value: &str) -> Result<(), StoreError> {
    cache
        .prepare_cached("INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")?
        .execute([name, value])?;
    Ok(())
}
