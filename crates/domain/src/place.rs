//! The place of a row in its list: a fractional index, so that moving one row writes one row.

use fractional_index::FractionalIndex;

use crate::refusal::{Refusal, RefusalCode};

/// Longest place in hexadecimal characters; a list that was reordered thousands of times stays far below.
const LONGEST: usize = 400;

/// A place between two others, `None` meaning the start or the end of the list.
/// `None` when the two do not leave room because they are equal, in the wrong order or no places.
pub fn between(before: Option<&str>, after: Option<&str>) -> Option<String> {
    let place = match (before, after) {
        (None, None) => FractionalIndex::default(),
        (Some(before), None) => FractionalIndex::new_after(&parse(before)?),
        (None, Some(after)) => FractionalIndex::new_before(&parse(after)?),
        (Some(before), Some(after)) => middle(&parse(before)?, &parse(after)?)?,
    };
    Some(place.to_string())
}

/// Refuses a text that is no place.
pub fn check(place: &str) -> Result<(), Refusal> {
    if place.len() > LONGEST || parse(place).is_none() {
        return Err(Refusal::at(RefusalCode::Invalid, "place"));
    }
    Ok(())
}

/// The place a text stands for. One place has one text: rows are sorted by it.
fn parse(place: &str) -> Option<FractionalIndex> {
    // `from_string` panics between the bytes of a character and ignores half a byte at the end.
    let is_hex = place.len().is_multiple_of(2) && place.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if is_hex { FractionalIndex::from_string(place).ok() } else { None }
}

/// `new_between` of the crate subtracts one from a zero byte, which every list has that grew by 129 rows at its start.
fn middle(low: &FractionalIndex, high: &FractionalIndex) -> Option<FractionalIndex> {
    let (low, high) = (low.as_bytes(), high.as_bytes());
    let same = low.iter().zip(high).take_while(|(low, high)| low == high).count();
    let (common, low) = low.split_at_checked(same)?;
    let (_, high) = high.split_at_checked(same)?;
    let (digit, rest) = match (low, high) {
        // `low` is the start of `high`: the new place is `low` and something before the rest of `high`.
        ([], [_, ..]) => (None, FractionalIndex::new_before(&FractionalIndex::from_bytes(high.to_vec()).ok()?)),
        // Neighbours: the new place starts as `low` and goes on behind it.
        ([a, low @ ..], [b, ..]) if a.checked_add(1) == Some(*b) => (
            Some(*a),
            FractionalIndex::from_bytes(low.to_vec())
                .map_or_else(|_| FractionalIndex::default(), |low| FractionalIndex::new_after(&low)),
        ),
        ([a, ..], [b, ..]) if a < b => (Some(a.midpoint(*b)), FractionalIndex::default()),
        _ => return None,
    };
    let bytes = common.iter().chain(digit.as_ref()).chain(rest.as_bytes());
    FractionalIndex::from_bytes(bytes.copied().collect()).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn between_two_places_is_a_place(a in "([07f8][0-9a-f]){0,4}", b in "([07f8][0-9a-f]){0,4}") {
            let (a, b) = (a + "80", b + "80");
            let (low, high) = if a < b { (&a, &b) } else { (&b, &a) };
            let inner = between(Some(low), Some(high));
            prop_assert_eq!(inner.is_some(), a != b);
            if let Some(inner) = inner {
                prop_assert!(*low < inner && inner < *high, "{} < {} < {}", low, inner, high);
                prop_assert_eq!(check(&inner), Ok(()));
            }
            prop_assert!(between(None, Some(low)).is_some_and(|place| place < *low && check(&place).is_ok()));
            prop_assert!(between(Some(high), None).is_some_and(|place| place > *high && check(&place).is_ok()));
            prop_assert_eq!(between(Some(high), Some(low)), None);
        }

        #[test]
        fn checking_any_text_ends_well(text in ".{0,8}|[0-9a-fA-F]{0,8}80|\\PC{0,4}80") {
            let _ = check(&text);
            let _ = between(Some(&text), Some("80"));
        }
    }

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
    fn a_list_that_grew_at_its_start_still_has_room_between_its_rows() {
        let mut first = between(None, None).expect("first");
        for row in 0..500 {
            let before = between(None, Some(&first)).expect("before");
            let inner = between(Some(&before), Some(&first)).expect("between");
            assert!(before < inner && inner < first, "row {row}: {before} < {inner} < {first}");
            assert_eq!(check(&inner), Ok(()));
            first = before;
        }
    }

    #[test]
    fn a_hostile_place_is_refused() {
        for place in ["", "zz", "../", "あ", "あ80", "é80", "80f", "8", "7F80", "0x80", "81", " 80", &"80".repeat(300)]
        {
            assert!(check(place).is_err(), "{place}");
        }
    }
}
