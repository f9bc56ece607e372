//! GitLab code quality: a list of issues.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::{Value, json};

use super::{Report, fingerprint::key_hash};
use crate::rules::Severity;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let prefix = report.repository_prefix();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut issues: Vec<Value> = Vec::new();
    for shown in report.findings.iter().filter(|s| s.finding.suppressed.is_none()) {
        let (finding, place) = (&shown.finding, &shown.place);
        // Without line numbers, so that an issue stays the same one when lines move; unique, because GitLab drops others.
        let identity = key_hash(&finding.rule, &format!("{}\0{}", place.path, finding.key));
        let count = seen.entry(identity.clone()).or_default();
        *count += 1;
        issues.push(json!({
            "description": finding.message,
            "check_name": &*finding.rule,
            "fingerprint": if *count == 1 { identity } else { format!("{identity}-{count}") },
            "severity": severity(finding.severity),
            "location": { "path": format!("{prefix}{}", place.path), "lines": { "begin": place.line } },
        }));
    }
    writeln!(out, "{:#}", Value::Array(issues))
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
