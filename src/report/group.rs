//! Findings as entries: one a rule, with what is the same fault seen from another side, worst first.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Report, Shown};
use crate::rules::{Confidence, Severity};

/// All findings of one rule, and the findings of other rules on the same keys, which are the same fault seen from another
/// side.
pub(super) struct Entry<'a> {
    /// Worst first; never empty.
    pub(super) findings: Vec<&'a Shown>,
    /// The other rules.
    pub(super) also: Vec<&'a str>,
}

impl Entry<'_> {
    /// That of the worst finding.
    pub(super) fn severity(&self) -> Severity {
        self.findings.iter().map(|s| s.finding.severity).max().unwrap_or(Severity::Info)
    }

    /// That of the surest of the worst findings.
    pub(super) fn confidence(&self) -> Confidence {
        let worst = self.severity();
        let of_worst = self.findings.iter().filter(|s| s.finding.severity == worst);
        of_worst.map(|s| s.finding.confidence).max().unwrap_or(Confidence::Low)
    }
}

/// The entries, worst first; among equals in catalogue order. Every finding that is not silenced is in one of them, or
/// stands behind one that is.
pub(super) fn entries<'a>(report: &'a Report) -> Vec<Entry<'a>> {
    let shown: Vec<&Shown> = report.findings.iter().filter(|s| s.finding.suppressed.is_none()).collect();
    let mut by_key: BTreeMap<&str, Vec<&Shown>> = BTreeMap::new();
    for one in &shown {
        by_key.entry(&one.finding.key).or_default().push(one);
    }
    let mut by_rule: BTreeMap<&str, Entry> = BTreeMap::new();
    for one in &shown {
        let rule = &*one.finding.rule;
        let same_key = by_key.get(one.finding.key.as_str()).map(Vec::as_slice).unwrap_or_default();
        match leader(report, one, same_key) {
            Some(leader) => {
                let also = &mut by_rule.entry(leader).or_insert_with(Entry::empty).also;
                if !also.contains(&rule) {
                    also.push(rule);
                }
            }
            None => by_rule.entry(rule).or_insert_with(Entry::empty).findings.push(one),
        }
    }
    let mut entries: Vec<Entry> = report.checks.iter().filter_map(|check| by_rule.remove(&*check.rule)).collect();
    for entry in &mut entries {
        entry.findings.sort_by_key(|s| (Reverse(s.finding.severity), Reverse(s.finding.confidence)));
    }
    entries.sort_by_key(|entry| (Reverse(entry.severity()), Reverse(entry.confidence())));
    entries
}

/// The rule with a finding on the same key that comes first, and comes behind no other itself.
fn leader<'a>(report: &Report, shown: &Shown, same_key: &[&'a Shown]) -> Option<&'a str> {
    let first_in = |rule: &str| {
        let groups = &report.rule(rule)?.metadata.groups_under;
        same_key.iter().map(|s| &*s.finding.rule).find(|other| groups.iter().any(|g| g == other))
    };
    let mut leader = first_in(&shown.finding.rule)?;
    // Metadata that goes round in a circle makes nobody the first.
    for _ in 0..same_key.len() {
        match first_in(leader) {
            Some(next) => leader = next,
            None => return Some(leader),
        }
    }
    None
}

impl Entry<'_> {
    fn empty() -> Self {
        Self { findings: Vec::new(), also: Vec::new() }
    }
}
