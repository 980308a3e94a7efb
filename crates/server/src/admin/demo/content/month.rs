//! Months of careers.

use std::fmt;

/// A month; shown as `2019-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Month(i32);

/// The last month that is over in the demo world: nobody's career goes further.
pub(crate) const PRESENT: Month = ym(2026, 10);

/// A month of a year, 1 to 12.
pub(crate) const fn ym(year: i32, month: i32) -> Month {
    Month(year * 12 + month - 1)
}

impl Month {
    /// Its year.
    pub(crate) const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// Its school year (年度), which begins in April.
    pub(crate) const fn school_year(self) -> i32 {
        self.plus(-3).year()
    }

    /// So many months later.
    pub(crate) const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Months from this one to a later one.
    pub(crate) const fn until(self, later: Self) -> i32 {
        later.0 - self.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.0.rem_euclid(12) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::ym;

    #[test]
    fn a_month_is_counted_and_shown() {
        assert_eq!(ym(2019, 4).to_string(), "2019-04");
        assert_eq!(ym(2019, 12).plus(1), ym(2020, 1));
        assert_eq!(ym(2019, 4).until(ym(2020, 3)), 11);
        assert_eq!((ym(2020, 3).school_year(), ym(2020, 4).school_year()), (2019, 2020), "a school year ends in March");
    }
}
