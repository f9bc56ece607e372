//! The JSON report: everything, for programs. Its shape is a promise; fields are only added.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Place, Report, Shown, redact};
use crate::{
    audit::Comparison,
    rules::{Judgement, Label},
    score::{Category, Score},
    source::{gap::Gap, text::LineIndex},
};

/// Raised when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &document(report))?;
    writeln!(out)
}

/// The whole report; its fields stand in the order of their names, as those of all objects in it.
#[derive(Serialize)]
struct Document<'r> {
    checks: Vec<Value>,
    comparison: Option<Value>,
    findings: Findings<'r>,
    gaps: Vec<Value>,
    ownership: Value,
    project: Value,
    schema_version: u32,
    score: Option<Value>,
    stats: Value,
    tool: Value,
}

/// The findings, each made when it is written: all at once would take many times the room of the report.
struct Findings<'r>(&'r Report<'r>);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.findings.iter().map(|shown| finding(shown, self.0)))
    }
}

fn document<'r>(report: &'r Report<'r>) -> Document<'r> {
    let read = report.project.files.iter().filter(|f| f.lines != LineIndex::default());
    let lines: usize = read.map(|f| f.lines.count()).sum();
    let bytes: u64 = report.project.files.iter().map(|f| f.size).sum();
    let statements: u32 = report.project.databases.iter().map(|d| d.statements.total).sum();
    let files = report.project.files.len();
    Document {
        checks: report.checks.iter().map(check).collect(),
        comparison: report.comparison.map(comparison),
        findings: Findings(report),
        gaps: report.gaps.iter().map(|gap| gap_value(gap, report)).collect(),
        ownership: ownership(report),
        project: project(report),
        schema_version: SCHEMA_VERSION,
        score: report.scored.as_ref().map(|(_, score)| score_value(score)),
        stats: json!({ "files": files, "bytes": bytes, "lines": lines, "sql_statements": statements }),
        tool: json!({ "name": "plimsoll", "version": env!("CARGO_PKG_VERSION") }),
    }
}

/// What changed since another version; the findings are then the introduced ones only.
fn comparison(comparison: &Comparison) -> Value {
    let fixed = comparison
        .fixed
        .iter()
        .map(|f| json!({ "rule": &*f.rule, "key": redact(&f.key), "message": redact(&f.message) }));
    json!({
        "with": comparison.with,
        "introduced": comparison.introduced,
        "already_there": comparison.already_there,
        "fixed": fixed.collect::<Vec<_>>(),
        "score_before": comparison.score_before.as_ref().map(score_value),
    })
}

fn project(report: &Report) -> Value {
    let apps = report
        .project
        .apps
        .iter()
        .map(|app| json!({ "root": app.root, "name": app.name, "frameworks": app.frameworks, "data": app.data }));
    json!({
        "builder": report.project.made_by.builder.unwrap_or("none"),
        "apps": apps.collect::<Vec<_>>(),
    })
}

/// The three answers; evidence without a place concerns the tree as a whole.
fn ownership(report: &Report) -> Value {
    let ownership = report.project.ownership();
    let evidence = ownership.evidence.iter().map(|(of, because, at)| {
        let file = at.map(|span| report.project.file(span.file));
        let line = at.zip(file).map(|(span, file)| file.lines.line(span.range.start));
        json!({ "of": of, "because": because, "path": file.map(|f| f.path.as_str()), "line": line })
    });
    json!({
        "database": ownership.database.word(),
        "code": ownership.code.word(),
        "pipeline": ownership.pipeline.word(),
        "evidence": evidence.collect::<Vec<_>>(),
    })
}

fn score_value(score: &Score) -> Value {
    let checks = score.checks;
    json!({
        "model": crate::score::MODEL,
        "value": score.value,
        "raw": score.raw.rounded(),
        "grade": score.grade.to_string(),
        "ceiling": score.ceiling,
        "ceiling_reason": score.ceiling_reason,
        "gate": score.gate.as_ref().map(|g| json!({ "limit": g.limit, "reason": g.reason, "incomplete": g.incomplete })),
        "categories": score.categories.iter().map(category).collect::<Vec<_>>(),
        "checks": {
            "passed": checks.passed, "failed": checks.failed, "not_applicable": checks.not_applicable,
            "unknown": checks.unknown, "attested": checks.attested, "error": checks.error,
        },
    })
}

fn category(category: &Category) -> Value {
    let line = |line: &crate::score::Line| {
        json!({
            "rule": &*line.rule, "severity": line.severity, "confidence": line.confidence,
            "findings": line.findings, "points": line.points.rounded(),
        })
    };
    json!({
        "id": category.id,
        "points": category.points,
        "lost": category.lost().rounded(),
        "ledger": category.ledger.iter().map(line).collect::<Vec<_>>(),
    })
}

fn finding(shown: &Shown, report: &Report) -> Value {
    let (finding, place) = (&shown.finding, &shown.place);
    json!({
        "rule": &*finding.rule,
        "category": finding.rule.split('/').next(),
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        "key": finding.key,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "help": finding.help,
        "related": finding.related.iter().zip(&shown.related).map(related).collect::<Vec<_>>(),
        "places": finding.places(),
        "fingerprint": shown.fingerprint,
        "app": report.project.app_of(place.at.file).map(|app| app.root.as_str()),
        "prompt": super::prompt::of(shown),
        "suppressed": finding.suppressed.as_ref().map(|s| {
            json!({ "kind": s.kind.word(), "reason": s.reason, "until": s.until.map(|d| d.to_string()) })
        }),
        "fix": null,
    })
}

fn related((label, place): (&Label, &Place)) -> Value {
    json!({ "path": place.path, "line": place.line, "message": label.message, "key": label.key })
}

fn check(judgement: &Judgement) -> Value {
    json!({ "rule": &*judgement.rule, "verdict": judgement.verdict, "reason": redact(&judgement.reason) })
}

fn gap_value(gap: &Gap, report: &Report) -> Value {
    let place = Place::of(gap.at, report.project, report.sources);
    json!({
        "path": place.path, "line": place.line, "kind": gap.kind,
        "detail": redact(&gap.detail), "may_affect": gap.may_affect,
    })
}
