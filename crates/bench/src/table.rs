//! What was measured, beside its limit.

use serde_json::{Value, json};

/// What a figure is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// So many times the limit at most.
    Times(f64),
    /// So much at most, in the figure's own unit.
    AtMost(f64),
    /// Told for the sake of another figure.
    None,
}

/// A figure: what was measured in each run, and what the limit program did in the run beside it.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name, as `W1 first sync`.
    pub name: String,
    /// `ms`, `KiB`, `MB`, `bytes`.
    pub unit: &'static str,
    /// One for each run.
    pub real: Vec<f64>,
    /// One for each run; empty when there is none.
    pub limit: Vec<f64>,
    /// What is to be reached.
    pub goal: Goal,
}

/// The value at a part of sorted values, from 0 to 1.
pub fn at_part(sorted: &[f64], part: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = (last as f64 * part).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// Sorted.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

impl Figure {
    /// A figure that is held against a limit.
    pub fn new(name: impl Into<String>, unit: &'static str, real: Vec<f64>, limit: Vec<f64>, goal: Goal) -> Self {
        Self { name: name.into(), unit, real, limit, goal }
    }

    /// Median of the runs over median of the limit's runs.
    pub fn ratio(&self) -> Option<f64> {
        let [real, limit] = [&self.real, &self.limit].map(|values| at_part(&sorted(values), 0.5));
        (!self.limit.is_empty()).then_some(real / limit)
    }

    /// Whether the goal is reached; none where there is none.
    pub fn is_reached(&self) -> Option<bool> {
        match self.goal {
            Goal::Times(most) => self.ratio().map(|ratio| ratio <= most),
            Goal::AtMost(most) => Some(at_part(&sorted(&self.real), 0.5) <= most),
            Goal::None => None,
        }
    }

    fn cells(&self) -> [String; 6] {
        let spread = |values: &[f64]| {
            let values = sorted(values);
            match values.len() {
                0 => "–".to_owned(),
                1 => format!("{} {}", short(values[0]), self.unit),
                _ => {
                    let [low, middle, high] = [0.0, 0.5, 1.0].map(|part| short(at_part(&values, part)));
                    format!("{middle} {} ({low}–{high})", self.unit)
                }
            }
        };
        let goal = match self.goal {
            Goal::Times(most) => format!("≤ {most}×"),
            Goal::AtMost(most) => format!("≤ {} {}", short(most), self.unit),
            Goal::None => "–".to_owned(),
        };
        let reached = match self.is_reached() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "–",
        };
        let ratio = self.ratio().map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}×"));
        [self.name.clone(), spread(&self.real), spread(&self.limit), ratio, goal, reached.to_owned()]
    }

    fn json(&self) -> Value {
        let goal = match self.goal {
            Goal::Times(most) => json!({ "times": most }),
            Goal::AtMost(most) => json!({ "at_most": most }),
            Goal::None => Value::Null,
        };
        json!({ "name": self.name, "unit": self.unit, "real": self.real, "limit": self.limit, "ratio": self.ratio(),
            "goal": goal, "reached": self.is_reached() })
    }
}

fn short(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.3}"),
    }
}

/// The figures as one table in Markdown.
pub fn markdown(figures: &[Figure]) -> String {
    let mut table = "| figure | measured, median (least–most) | limit, in the same run | ratio | goal | reached |\n|---|---|---|---|---|---|\n".to_owned();
    for figure in figures {
        table.push_str(&format!("| {} |\n", figure.cells().join(" | ")));
    }
    table
}

/// The figures as one JSON value.
pub fn json(figures: &[Figure]) -> Value {
    Value::Array(figures.iter().map(Figure::json).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(real: &[f64], limit: &[f64], goal: Goal) -> Figure {
        Figure::new("w", "ms", real.to_vec(), limit.to_vec(), goal)
    }

    #[test]
    fn the_ratio_is_of_the_medians() {
        let it = figure(&[30.0, 10.0, 12.0], &[8.0, 6.0, 100.0], Goal::Times(1.5));
        assert_eq!((it.ratio(), it.is_reached()), (Some(1.5), Some(true)));
        assert_eq!(figure(&[13.0], &[8.0], Goal::Times(1.5)).is_reached(), Some(false));
        assert_eq!(figure(&[13.0], &[], Goal::AtMost(12.0)).is_reached(), Some(false));
        assert!(markdown(&[it]).contains("| w | 12.0 ms (10.0–30.0) | 8.000 ms (6.000–100) | 1.50× | ≤ 1.5× | yes |"));
    }
}
