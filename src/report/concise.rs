//! One line a finding, in the order of places: for logs, editors and `grep`.

use std::io::{self, Write};

use super::{Paint, Report, printable};

pub(super) fn write(report: &Report, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for shown in report.findings.iter().filter(|s| s.finding.suppressed.is_none()) {
        let (place, finding) = (&shown.place, &shown.finding);
        let severity = paint.severity(finding.severity, finding.severity.word());
        let path = printable(&place.path);
        writeln!(out, "{path}:{}:{}: {severity} {}: {}", place.line, place.column, finding.rule, finding.message)?;
    }
    Ok(())
}
