//! Every check with its verdict and the reason for it, grouped as a founder reads: nothing is silently left out.

use std::io::{self, Write};

use super::{Report, Shown, group::entries, markdown::escape, redact, stage::Stage};
use crate::rules::{Rule, Verdict};

/// A check.
pub(super) struct Row<'a> {
    pub(super) rule: &'a Rule,
    /// `None` where the run did not ask it.
    pub(super) verdict: Option<Verdict>,
    pub(super) reason: String,
}

/// The checks by stage: first what failed, then what is open, then the rest, each in catalogue order.
pub(super) fn checklist<'a>(report: &'a Report) -> Vec<(Stage, Vec<Row<'a>>)> {
    let failed: Vec<(&str, Stage)> = entries(report)
        .iter()
        .filter_map(|entry| {
            let rule = report.rule(&entry.findings.first()?.finding.rule)?;
            Some((&*rule.id, Stage::of_entry(entry, rule)))
        })
        .collect();
    let stage = |rule: &Rule| {
        failed.iter().find(|(id, _)| *id == &*rule.id).map_or_else(|| Stage::of_rule(rule), |(_, stage)| *stage)
    };
    let mut groups: Vec<(Stage, Vec<Row>)> = Stage::ALL.map(|stage| (stage, Vec::new())).into();
    for rule in report.catalogue.rules.iter().filter(|rule| rule.family.points > 0) {
        let stage = stage(rule);
        if let Some((_, rows)) = groups.iter_mut().find(|(s, _)| *s == stage) {
            rows.push(row(report, rule));
        }
    }
    for (_, rows) in &mut groups {
        rows.sort_by_key(|row| rank(row.verdict));
    }
    groups.retain(|(_, rows)| !rows.is_empty());
    groups
}

fn row<'a>(report: &Report, rule: &'a Rule) -> Row<'a> {
    let Some(check) = report.checks.iter().find(|check| check.rule == rule.id) else {
        return Row { rule, verdict: None, reason: "this run did not ask it".to_owned() };
    };
    let findings: Vec<&Shown> = report.findings.iter().filter(|s| s.finding.rule == rule.id).collect();
    let reason = match check.verdict {
        Verdict::Fail => failed(&findings),
        Verdict::Pass if check.reason.is_empty() => "looked at, nothing found".to_owned(),
        Verdict::NotApplicable if check.reason.is_empty() => "there is nothing of the kind here".to_owned(),
        _ => redact(&check.reason).into_owned(),
    };
    Row { rule, verdict: Some(check.verdict), reason }
}

fn failed(findings: &[&Shown]) -> String {
    let Some(worst) = findings.iter().max_by_key(|s| (s.finding.severity, s.finding.confidence)) else {
        return "fails; the findings are outside of what this run reports".to_owned();
    };
    match findings.len() {
        1 => worst.finding.message.clone(),
        n => format!("{n} findings, the worst: {}", worst.finding.message),
    }
}

/// As a founder wants to see them.
fn rank(verdict: Option<Verdict>) -> u8 {
    match verdict {
        Some(Verdict::Fail) => 0,
        Some(Verdict::Error | Verdict::Unknown) => 1,
        Some(Verdict::Attested) => 2,
        Some(Verdict::Pass) => 3,
        Some(Verdict::NotApplicable) => 4,
        None => 5,
    }
}

/// In words.
pub(super) fn word(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Pass) => "pass",
        Some(Verdict::Fail) => "fail",
        Some(Verdict::NotApplicable) => "not applicable",
        Some(Verdict::Unknown) => "unknown",
        Some(Verdict::Attested) => "attested",
        Some(Verdict::Error) => "error",
        None => "not asked",
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# Checklist\n")?;
    if let Some((_, score)) = &report.scored {
        let c = score.checks;
        writeln!(
            out,
            "{} passed · {} failed · {} not applicable · {} can't be told · {} attested\n",
            c.passed, c.failed, c.not_applicable, c.unknown, c.attested
        )?;
    }
    sections(report, out)
}

/// The groups with their checks.
pub(super) fn sections(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (stage, rows) in checklist(report) {
        writeln!(out, "## {}\n\n{}\n", stage.title(), stage.purpose())?;
        for row in rows {
            let tick = if matches!(row.verdict, Some(Verdict::Pass)) { 'x' } else { ' ' };
            let (title, reason) = (escape(&row.rule.metadata.title), escape(&row.reason).replace('\n', " "));
            writeln!(out, "- [{tick}] **{}**: {title} (`{}`): {reason}", word(row.verdict), row.rule.id)?;
        }
        writeln!(out)?;
    }
    Ok(())
}
