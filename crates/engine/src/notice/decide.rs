//! When something rings. Pure: the time, the category and what the person set come in, the answer goes out.

use domain::record::{Cadence, Category, NotificationPrefs, QuietHours};

use super::LocalTime;

/// まとめ通知 come at eight in the morning, those of a week on Monday.
const DIGEST_AT: u16 = 8 * 60;

/// What the person set.
#[derive(Clone, Debug)]
pub struct Prefs {
    /// When the things of an organisation ring; none: as nobody has set anything.
    pub cadences: Option<NotificationPrefs>,
    /// おやすみ時間
    pub quiet: Option<QuietHours>,
}

/// Whether it can wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// It can.
    Plain,
    /// It is worth nothing later: it rings at once, also in quiet hours. What is off stays off.
    Urgent,
}

/// When something rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ring {
    /// At once.
    Now,
    /// At the end of the quiet hours.
    HoldUntil(LocalTime),
    /// With others.
    Digest(Digest),
    /// Never: the list shows it.
    Never,
}

/// How often one notice tells of many things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// Each morning.
    Daily,
    /// On Monday mornings.
    Weekly,
}

/// When something that has come now rings.
pub fn decide(now: LocalTime, category: Category, urgency: Urgency, prefs: &Prefs) -> Ring {
    let cadence =
        prefs.cadences.as_ref().map_or_else(|| category.default_cadence(), |cadences| cadences.cadence(category));
    match (cadence, urgency) {
        (Cadence::Off, Urgency::Plain | Urgency::Urgent) => Ring::Never,
        (Cadence::Now | Cadence::Daily | Cadence::Weekly, Urgency::Urgent) => Ring::Now,
        (Cadence::Now, Urgency::Plain) => quiet_until(now, prefs.quiet).map_or(Ring::Now, Ring::HoldUntil),
        (Cadence::Daily, Urgency::Plain) => Ring::Digest(Digest::Daily),
        (Cadence::Weekly, Urgency::Plain) => Ring::Digest(Digest::Weekly),
    }
}

/// When a digest of something that has come now is shown: not in quiet hours either.
pub fn due(now: LocalTime, digest: Digest, quiet: Option<QuietHours>) -> LocalTime {
    let mut morning = now.next(DIGEST_AT);
    while digest == Digest::Weekly && !morning.is_monday() {
        morning = morning.next(DIGEST_AT);
    }
    quiet_until(morning, quiet).unwrap_or(morning)
}

/// The end of the quiet hours; none outside of them. Hours that end when they begin are none: nobody means a silence that
/// never ends, which [`Cadence::Off`] is for.
pub fn quiet_until(now: LocalTime, quiet: Option<QuietHours>) -> Option<LocalTime> {
    let QuietHours { from, to } = quiet?;
    let (minute, begin, end) = (now.minute(), i64::from(from), i64::from(to));
    let is_quiet = match begin.cmp(&end) {
        std::cmp::Ordering::Less => (begin..end).contains(&minute),
        std::cmp::Ordering::Equal => false,
        std::cmp::Ordering::Greater => minute >= begin || minute < end,
    };
    is_quiet.then(|| now.next(to))
}

#[cfg(test)]
mod tests {
    use domain::{OrgId, record::CategoryCadence};
    use uuid::Uuid;

    use super::*;

    /// Thursday, 2026-04-02, at this time of the day.
    fn thursday(hour: i64, minute: i64) -> LocalTime {
        LocalTime::of(1_775_088_000_000 + (hour * 60 + minute) * 60_000, 0)
    }

    fn prefs(cadence: Cadence, quiet: Option<(u16, u16)>) -> Prefs {
        let cadences = Category::ALL.map(|category| CategoryCadence { category, cadence }).to_vec();
        Prefs {
            cadences: Some(NotificationPrefs { organization: OrgId(Uuid::nil()), cadences }),
            quiet: quiet.map(|(from, to)| QuietHours { from: from * 60, to: to * 60 }),
        }
    }

    #[track_caller]
    fn check(now: LocalTime, urgency: Urgency, prefs: &Prefs, ring: Ring) {
        for category in Category::ALL {
            assert_eq!(decide(now, category, urgency, prefs), ring, "{category:?}");
        }
    }

    #[test]
    fn a_cadence_is_obeyed() {
        let noon = thursday(12, 0);
        check(noon, Urgency::Plain, &prefs(Cadence::Now, None), Ring::Now);
        check(noon, Urgency::Plain, &prefs(Cadence::Daily, None), Ring::Digest(Digest::Daily));
        check(noon, Urgency::Plain, &prefs(Cadence::Weekly, None), Ring::Digest(Digest::Weekly));
        check(noon, Urgency::Plain, &prefs(Cadence::Off, None), Ring::Never);
    }

    #[test]
    fn who_has_set_nothing_hears_at_once_what_is_meant_for_them_alone() {
        let nothing = Prefs { cadences: None, quiet: None };
        let rings = Category::ALL.map(|category| decide(thursday(12, 0), category, Urgency::Plain, &nothing));
        let (daily, weekly) = (Ring::Digest(Digest::Daily), Ring::Digest(Digest::Weekly));
        assert_eq!(rings, [Ring::Now, Ring::Now, weekly, daily, Ring::Now]);
    }

    #[test]
    fn quiet_hours_hold_until_they_end() {
        let held = |hour, minute, from, to| {
            decide(thursday(hour, minute), Category::Message, Urgency::Plain, &prefs(Cadence::Now, Some((from, to))))
        };
        let at = |day: i64, hour: i64| Ring::HoldUntil(thursday(24 * day + hour, 0));
        let cases = [
            // hour, minute, from, to, ring: of a nap in the afternoon, and of a night
            (12, 59, 13, 15, Ring::Now),
            (13, 0, 13, 15, at(0, 15)),
            (14, 59, 13, 15, at(0, 15)),
            (15, 0, 13, 15, Ring::Now),
            (21, 59, 22, 7, Ring::Now),
            (22, 0, 22, 7, at(1, 7)),
            (23, 59, 22, 7, at(1, 7)),
            (0, 0, 22, 7, at(0, 7)),
            (6, 59, 22, 7, at(0, 7)),
            (7, 0, 22, 7, Ring::Now),
            // They end when they begin: there are none.
            (9, 0, 9, 9, Ring::Now),
            (12, 0, 9, 9, Ring::Now),
            (23, 30, 23, 0, at(1, 0)),
        ];
        for (hour, minute, from, to, ring) in cases {
            assert_eq!(held(hour, minute, from, to), ring, "{hour}:{minute} in {from}–{to}");
        }
    }

    #[test]
    fn what_is_urgent_rings_at_once_unless_it_is_off() {
        let night = thursday(23, 0);
        for cadence in [Cadence::Now, Cadence::Daily, Cadence::Weekly] {
            check(night, Urgency::Urgent, &prefs(cadence, Some((22, 7))), Ring::Now);
        }
        check(night, Urgency::Urgent, &prefs(Cadence::Off, None), Ring::Never);
    }

    #[test]
    fn digests_come_at_eight_and_weekly_ones_on_monday() {
        let cases = [
            (thursday(7, 59), Digest::Daily, 8),
            (thursday(8, 0), Digest::Daily, 24 + 8),
            (thursday(23, 0), Digest::Daily, 24 + 8),
            (thursday(12, 0), Digest::Weekly, 4 * 24 + 8),
            (thursday(4 * 24 + 7, 0), Digest::Weekly, 4 * 24 + 8),
            (thursday(4 * 24 + 8, 0), Digest::Weekly, 11 * 24 + 8),
        ];
        for (now, digest, hours) in cases {
            assert_eq!(due(now, digest, None), thursday(hours, 0), "{digest:?} after {now:?}");
        }
    }

    #[test]
    fn a_digest_waits_for_the_end_of_quiet_hours() {
        let late = Some(QuietHours { from: 22 * 60, to: 9 * 60 + 30 });
        assert_eq!(due(thursday(12, 0), Digest::Daily, late), thursday(24 + 9, 30));
        let early = Some(QuietHours { from: 22 * 60, to: 7 * 60 });
        assert_eq!(due(thursday(12, 0), Digest::Daily, early), thursday(24 + 8, 0));
    }
}
