//! Months and days of the Gregorian calendar, as a person writes them: no clock, no time zone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A month of the Gregorian calendar, as text `2019-04`. Years 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "String"))]
pub struct YearMonth {
    year: u16,
    month: u8,
}

/// A day of the Gregorian calendar, as text `2019-04-01`. Years 1900 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "String"))]
pub struct Day {
    month: YearMonth,
    day: u8,
}

/// A text that is no month or no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2019-04 or 2019-04-01")]
pub struct NotADate;

impl YearMonth {
    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Months since the year 0, for differences.
    pub fn months(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month) - 1
    }

    const fn days(self) -> u8 {
        match self.month {
            2 if self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400)) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

/// Digits of exactly this length.
fn number<T: FromStr>(text: &str, length: usize) -> Result<T, NotADate> {
    let is_number = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().map_err(|_| NotADate) } else { Err(NotADate) }
}

impl FromStr for YearMonth {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (year, month) = text.split_once('-').ok_or(NotADate)?;
        let (year, month) = (number(year, 4)?, number(month, 2)?);
        if !(1900..2200).contains(&year) || !(1..=12).contains(&month) {
            return Err(NotADate);
        }
        Ok(Self { year, month })
    }
}

impl FromStr for Day {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (month, day) = text.rsplit_once('-').ok_or(NotADate)?;
        let (month, day) = (month.parse::<YearMonth>()?, number(day, 2)?);
        if day == 0 || day > month.days() {
            return Err(NotADate);
        }
        Ok(Self { month, day })
    }
}

impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

macro_rules! text_on_the_wire {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                std::borrow::Cow::<'de, str>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
text_on_the_wire!(YearMonth, Day);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_four_digits_and_two() {
        assert_eq!("2019-04".parse::<YearMonth>().map(|m| m.to_string()), Ok("2019-04".to_owned()));
        for text in ["2019-4", "2019-13", "1899-12", "2200-01", "２０１９-04", "+019-04", "2019-04-01", ""] {
            assert_eq!(text.parse::<YearMonth>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn a_day_exists_in_its_month() {
        for text in ["2024-02-29", "2026-12-31", "2000-02-29", "2025-04-30"] {
            assert_eq!(text.parse::<Day>().map(|day| day.to_string()), Ok(text.to_owned()));
        }
        for text in ["2025-02-29", "1900-02-29", "2025-04-31", "2025-04-00", "2025-04-1", "2025-04", "2025-13-01"] {
            assert_eq!(text.parse::<Day>(), Err(NotADate), "{text}");
        }
    }
}
