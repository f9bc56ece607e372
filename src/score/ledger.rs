//! What each rule takes from its family, in exact fractions.

use std::{
    collections::BTreeMap,
    fmt,
    iter::Sum,
    ops::{Add, Sub},
};

use super::{Counted, family_of, points_of};
use crate::rules::{Confidence, FAMILIES, RuleId, Severity};

/// Score points, counted in 4,000ths: percent, tenths of confidence and quarters of repetition then have no remainder, and
/// sums do not depend on their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u32);

const UNITS: u32 = 100 * 10 * 4;

impl Points {
    /// So many whole points.
    #[must_use]
    pub fn whole(points: u32) -> Self {
        Self(points.saturating_mul(UNITS))
    }

    /// So many percent of it, rounded down to a unit.
    #[must_use]
    pub fn percent(self, percent: u8) -> Self {
        let part = u64::from(self.0) * u64::from(percent) / 100;
        Self(u32::try_from(part).unwrap_or(u32::MAX))
    }

    /// Whole points, rounded down; at most 100.
    #[must_use]
    pub fn floor(self) -> u8 {
        u8::try_from(self.0 / UNITS).unwrap_or(100).min(100)
    }

    /// As a number with one decimal, rounded to nearest: for printing.
    #[must_use]
    pub fn rounded(self) -> f64 {
        f64::from((self.0 + UNITS / 20) / (UNITS / 10)) / 10.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.rounded())
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// A family in the score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The family.
    pub id: &'static str,
    /// What it can lose.
    pub points: u8,
    /// What its rules take, in the order of their ids; together it may be more than there is.
    pub ledger: Vec<Line>,
}

impl Category {
    /// What it lost: never more than its points.
    #[must_use]
    pub fn lost(&self) -> Points {
        self.ledger.iter().map(|line| line.points).sum::<Points>().min(Points::whole(u32::from(self.points)))
    }
}

/// What one rule takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which rule.
    pub rule: RuleId,
    /// The severity of the finding that stands for it.
    pub severity: Severity,
    /// And its confidence.
    pub confidence: Confidence,
    /// How many findings it has.
    pub findings: usize,
    /// What it takes.
    pub points: Points,
}

/// The ledger of every family.
pub(super) fn categories(findings: &[Counted]) -> Vec<Category> {
    let mut by_rule: BTreeMap<&RuleId, Vec<&Counted>> = BTreeMap::new();
    for finding in findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let line = |(rule, findings): (&&RuleId, &Vec<&Counted>)| line(rule, findings);
    let ledger = |family: &str| by_rule.iter().filter(|(rule, _)| family_of(rule) == family).filter_map(line).collect();
    FAMILIES.iter().map(|f| Category { id: f.id, points: f.points, ledger: ledger(f.id) }).collect()
}

fn line(rule: &RuleId, findings: &[&Counted]) -> Option<Line> {
    let worst =
        findings.iter().max_by_key(|f| (weight(f.severity) * certainty(f.confidence), f.severity, f.confidence))?;
    let share = weight(worst.severity) * certainty(worst.confidence) * repetition(findings.len());
    Some(Line {
        rule: rule.clone(),
        severity: worst.severity,
        confidence: worst.confidence,
        findings: findings.len(),
        points: Points(points_of(family_of(rule)).saturating_mul(share)),
    })
}

/// Percent of the family's points.
fn weight(severity: Severity) -> u32 {
    match severity {
        Severity::Critical => 60,
        Severity::High => 30,
        Severity::Medium => 12,
        Severity::Low => 4,
        Severity::Info => 0,
    }
}

/// In tenths.
fn certainty(confidence: Confidence) -> u32 {
    match confidence {
        Confidence::High => 10,
        Confidence::Medium => 6,
        Confidence::Low => 3,
    }
}

/// In quarters.
fn repetition(findings: usize) -> u32 {
    match findings {
        0 | 1 => 4,
        2..=4 => 5,
        5..=19 => 6,
        _ => 8,
    }
}
