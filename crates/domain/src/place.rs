//! The place of a row in its list: a fractional index, so that moving one row writes one row.

use fractional_index::FractionalIndex;

use crate::refusal::{Refusal, RefusalCode};

/// Longest place in hexadecimal characters; a list that was reordered thousands of times stays far below.
const LONGEST: usize = 400;

/// A place between two others, `None` meaning the start or the end of the list.
/// `None` when the two do not leave room because they are equal or in the wrong order.
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let parse = |place: &str| FractionalIndex::from_string(place).ok();
    let place = match (before, after) {
        (None, None) => FractionalIndex::default(),
        (Some(before), None) => FractionalIndex::new_after(&parse(before)?),
        (None, Some(after)) => FractionalIndex::new_before(&parse(after)?),
        (Some(before), Some(after)) => FractionalIndex::new_between(&parse(before)?, &parse(after)?)?,
    };
    Some(place.to_string())
}

/// Refuses a text that is no place.
pub fn check(place: &str) -> Result<(), Refusal> {
    if place.len() > LONGEST || FractionalIndex::from_string(place).is_err() {
        return Err(Refusal::at(RefusalCode::Invalid, "place"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_sort_as_text_where_they_were_put() {
        let middle = between(None, None).expect("first");
        let first = between(None, Some(&middle)).expect("before");
        let last = between(Some(&middle), None).expect("after");
        let inner = between(Some(&first), Some(&middle)).expect("between");
        assert!(first < inner && inner < middle && middle < last);
        assert_eq!(between(Some(&last), Some(&first)), None, "no room in the wrong order");
    }

    #[test]
    fn a_hostile_place_is_refused() {
        for place in ["", "zz", "../", &"80".repeat(300)] {
            assert!(check(place).is_err(), "{place}");
        }
    }
}
