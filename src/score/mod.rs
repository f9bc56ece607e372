//! The readiness score, model 1: pure arithmetic over what the rules found, so that it can be recomputed by hand.
//!
//! A rule with findings takes `P(severity) × confidence × repeat` percent of its family's points. `P` is 60, 30, 12, 4, 0
//! from critical to info; confidence counts 1, 0.6, 0.3; `repeat` is 1 for one finding, 1.25 for 2–4, 1.5 for 5–19, 2 for
//! more. The finding with the largest `P × confidence` stands for the rule. What is left of 100 is `raw`; the ceiling and
//! the gate then bound it. Nothing is divided by the size of the project.

mod ledger;

use std::collections::BTreeSet;

pub use self::ledger::{Category, Line, Points};
use crate::rules::{Confidence, FAMILIES, RuleId, Severity, Verdict};

/// The number of the model: scores of different models cannot be compared.
pub const MODEL: u32 = 1;
/// A required attestation is missing: no A.
const GATE_UNATTESTED: u8 = 89;
/// Something that matters could not be read: no B.
const GATE_INCOMPLETE: u8 = 79;

/// A finding as the score sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Which rule.
    pub rule: RuleId,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
}

/// All that the score depends on.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The findings, in any order.
    pub findings: Vec<Counted>,
    /// The verdict of each rule that was asked.
    pub verdicts: Vec<Verdict>,
    /// Required checks that are neither shown nor attested.
    pub unattested: Vec<RuleId>,
    /// What could not be read though it matters, in words.
    pub incomplete: Option<String>,
}

/// The score with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// 0 to 100.
    pub value: u8,
    /// What the ledger leaves of 100, before ceiling and gate.
    pub raw: Points,
    /// `A` to `F`.
    pub grade: char,
    /// Percent of `raw` that counts.
    pub ceiling: u8,
    /// Why the ceiling is below 100; empty when it is not.
    pub ceiling_reason: &'static str,
    /// What clips the score, if anything.
    pub gate: Option<Gate>,
    /// One for each family, in catalogue order.
    pub categories: Vec<Category>,
    /// How many rules came to which verdict.
    pub checks: Checks,
}

/// A bound that no finding causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The highest score it lets through.
    pub limit: u8,
    /// Why, in words.
    pub reason: String,
    /// Whether the audit is incomplete, which `--min-score` takes as not reached.
    pub incomplete: bool,
}

/// How many rules came to which verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the verdicts")]
pub struct Checks {
    pub passed: usize,
    pub failed: usize,
    pub not_applicable: usize,
    pub unknown: usize,
    pub attested: usize,
    pub error: usize,
}

/// Computes the score.
#[must_use]
pub fn score(input: &Input) -> Score {
    let categories = ledger::categories(&input.findings);
    let lost: Points = categories.iter().map(Category::lost).sum();
    let raw = Points::whole(100) - lost;
    let (ceiling, ceiling_reason) = ceiling(&input.findings);
    let gate = gate(input);
    let limit = gate.as_ref().map_or(100, |g| g.limit);
    let value = raw.percent(ceiling).floor().min(limit);
    let checks = count(&input.verdicts);
    Score { value, raw, grade: grade(value), ceiling, ceiling_reason, gate, categories, checks }
}

/// The rules whose repair moves the score most, best first, with the score after each and all before it. Rules that move
/// nothing, not even `raw`, are left out.
#[must_use]
pub fn best_repairs(input: &Input, count: usize) -> Vec<(RuleId, Score)> {
    let mut left = input.clone();
    let mut repairs: Vec<(RuleId, Score)> = Vec::new();
    while repairs.len() < count {
        let rules: BTreeSet<&RuleId> = left.findings.iter().map(|f| &f.rule).collect();
        let after = rules.into_iter().map(|rule| (rule.clone(), score(&without(&left, rule))));
        let best = after.reduce(|best, next| if gain(&next.1) > gain(&best.1) { next } else { best });
        let before = repairs.last().map_or_else(|| gain(&score(input)), |(_, score)| gain(score));
        let Some((rule, score)) = best.filter(|(_, score)| gain(score) > before) else { break };
        left = without(&left, &rule);
        repairs.push((rule, score));
    }
    repairs
}

fn gain(score: &Score) -> (u8, Points) {
    (score.value, score.raw)
}

fn without(input: &Input, rule: &RuleId) -> Input {
    let mut rest = input.clone();
    rest.findings.retain(|f| f.rule != *rule);
    rest
}

fn ceiling(findings: &[Counted]) -> (u8, &'static str) {
    let any = |severity, confidence| findings.iter().any(|f| f.severity == severity && f.confidence == confidence);
    if any(Severity::Critical, Confidence::High) {
        (39, "a confirmed critical finding")
    } else if any(Severity::Critical, Confidence::Medium) {
        (59, "a likely critical finding")
    } else if any(Severity::High, Confidence::High) {
        (79, "a confirmed finding of high severity")
    } else {
        (100, "")
    }
}

fn gate(input: &Input) -> Option<Gate> {
    if let Some(what) = &input.incomplete {
        return Some(Gate { limit: GATE_INCOMPLETE, reason: format!("incomplete: {what}"), incomplete: true });
    }
    let (first, more) = input.unattested.split_first()?;
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    Some(Gate { limit: GATE_UNATTESTED, reason: format!("nobody attests {first}{more}"), incomplete: false })
}

fn grade(value: u8) -> char {
    match value {
        90.. => 'A',
        80.. => 'B',
        70.. => 'C',
        60.. => 'D',
        _ => 'F',
    }
}

fn count(verdicts: &[Verdict]) -> Checks {
    let mut checks = Checks::default();
    for verdict in verdicts {
        *match verdict {
            Verdict::Pass => &mut checks.passed,
            Verdict::Fail => &mut checks.failed,
            Verdict::NotApplicable => &mut checks.not_applicable,
            Verdict::Unknown => &mut checks.unknown,
            Verdict::Attested => &mut checks.attested,
            Verdict::Error => &mut checks.error,
        } += 1;
    }
    checks
}

/// The family of a rule, by its id.
fn family_of(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(family, _)| family)
}

/// The points of a family; those of user packs' own families are 0.
fn points_of(family: &str) -> u32 {
    FAMILIES.iter().find(|f| f.id == family).map_or(0, |f| u32::from(f.points))
}

#[cfg(test)]
mod tests;
