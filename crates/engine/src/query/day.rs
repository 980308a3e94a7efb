//! The day on the person's wall.

use domain::date::{Day, YearMonth};
use jiff::{Span, civil};

use crate::LocalTime;

/// The day of a time; none when a clock shows a year that no date of ours has.
pub(super) fn of(time: LocalTime) -> Option<Day> {
    let since_1970 = Span::new().try_days(time.day()).ok()?;
    let day = civil::date(1970, 1, 1).checked_add(since_1970).ok()?;
    day.to_string().parse().ok()
}

/// The month of a day.
pub(super) fn month(day: Day) -> Option<YearMonth> {
    day.to_string().rsplit_once('-').and_then(|(month, _)| month.parse().ok())
}

/// How many days it is until a later one; 0 when it has come.
pub(super) fn until(day: Day, later: Day) -> u32 {
    let civil = |day: Day| day.to_string().parse::<civil::Date>().ok();
    let days = civil(day).zip(civil(later)).and_then(|(day, later)| day.until(later).ok()).map(|span| span.get_days());
    days.and_then(|days| days.try_into().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_the_one_of_the_place() {
        // 2026-04-02T15:30:00Z
        let at = 1_775_143_800_000;
        assert_eq!(of(LocalTime::of(at, 0)), Some(day("2026-04-02")));
        assert_eq!(of(LocalTime::of(at, 9 * 60)), Some(day("2026-04-03")), "half past midnight in Tokyo");
        assert_eq!(of(LocalTime::of(-HOUR, 0)), Some(day("1969-12-31")));
        assert_eq!(of(LocalTime::of(i64::MAX, 0)), None, "no clock of a person's life");
        assert_eq!(of(LocalTime::of(i64::MIN, 0)), None);
    }

    #[test]
    fn days_are_counted_over_months() {
        for (from, to, days) in [
            ("2024-02-28", "2024-03-01", 2),
            ("2026-02-28", "2026-03-01", 1),
            ("2025-12-31", "2026-01-01", 1),
            ("2026-04-02", "2026-04-02", 0),
            ("2026-04-02", "2026-04-01", 0),
            ("2026-04-02", "2027-04-02", 365),
        ] {
            assert_eq!(until(day(from), day(to)), days, "{from} to {to}");
        }
        assert_eq!(month(day("2026-04-02")), "2026-04".parse().ok());
    }
}
