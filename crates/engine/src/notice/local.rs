//! The time on the person's wall, to the minute.

use domain::Millis;
use serde::{Deserialize, Serialize};

const DAY: i64 = 24 * 60;

/// Minutes since 1970-01-01 00:00 by the clock on the wall of the place where the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalTime(i64);

impl LocalTime {
    /// A time in a place that is so many minutes ahead of UTC.
    pub const fn of(at: Millis, offset_min: i32) -> Self {
        Self(at.div_euclid(60_000) + offset_min as i64)
    }

    /// Days since 1970-01-01, of which a person speaks when they say "today".
    pub const fn day(self) -> i64 {
        self.0.div_euclid(DAY)
    }

    /// Minutes after midnight, 0 to 1439.
    pub const fn minute(self) -> i64 {
        self.0.rem_euclid(DAY)
    }

    /// 1970-01-01 was a Thursday.
    pub const fn is_monday(self) -> bool {
        (self.day() + 3).rem_euclid(7) == 0
    }

    /// The next time, after this one, at which so many minutes have passed since midnight.
    pub const fn next(self, minute: u16) -> Self {
        let today = self.day() * DAY + minute as i64;
        if today > self.0 { Self(today) } else { Self(today + DAY) }
    }

    /// How many minutes it is until a later time; 0 when it has come.
    pub const fn until(self, later: Self) -> u64 {
        let minutes = later.0 - self.0;
        if minutes > 0 { minutes.unsigned_abs() } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thursday, 2026-04-02T15:30:00Z.
    const AT: Millis = 1_775_143_800_000;

    #[test]
    fn the_day_is_the_one_on_the_wall() {
        let (there, here) = (LocalTime::of(AT, 0), LocalTime::of(AT, 9 * 60));
        assert_eq!((there.minute(), here.minute()), (15 * 60 + 30, 30), "half past midnight in Tokyo");
        assert_eq!(here.day(), there.day() + 1, "and there the day after");
        assert_eq!(LocalTime::of(-1, 0).minute(), 1439, "a clock before 1970 is a clock");
    }

    #[test]
    fn a_week_begins_on_monday() {
        let mut time = LocalTime::of(AT, 0);
        let mondays: Vec<bool> = (0..7)
            .map(|_| {
                time = time.next(0);
                time.is_monday()
            })
            .collect();
        assert_eq!(mondays, [false, false, false, true, false, false, false], "after a Thursday: Friday to Thursday");
    }

    #[test]
    fn the_next_eight_o_clock_is_never_now() {
        let eight = LocalTime::of(AT, 0).next(480);
        assert_eq!((eight.minute(), eight.day()), (480, LocalTime::of(AT, 0).day() + 1));
        assert_eq!(eight.next(480).day(), eight.day() + 1);
        assert_eq!(eight.next(481).until(eight.next(480)), 1439);
        assert_eq!(eight.next(480).until(eight), 0, "what has passed is due");
    }
}
