//! Faults that a test plants, to see that it is found. Without the feature of fail points there are none.

/// Whether a test has planted a fault here.
#[cfg_attr(not(feature = "failpoints"), expect(unused_variables, reason = "there are none"))]
pub(crate) fn is_planted(fault: &str) -> bool {
    fail::fail_point!(fault, |_| true);
    false
}
