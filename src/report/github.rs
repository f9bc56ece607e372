//! Annotations of a GitHub workflow: lines that GitHub shows beside the code.

use std::io::{self, Write};

use super::Report;
use crate::rules::Severity;

/// GitHub shows so many of a step's annotations of one kind.
const SHOWN_OF_A_KIND: usize = 10;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let prefix = report.repository_prefix();
    let mut counts = [0usize; 3];
    let mut left_out = 0usize;
    for shown in report.worst_first().into_iter().filter(|s| s.finding.suppressed.is_none()) {
        let (finding, place) = (&shown.finding, &shown.place);
        let (kind, count) = match finding.severity {
            Severity::Critical | Severity::High => ("error", &mut counts[0]),
            Severity::Medium => ("warning", &mut counts[1]),
            Severity::Low | Severity::Info => ("notice", &mut counts[2]),
        };
        *count += 1;
        // The last notice is kept for what is left out.
        if *count > SHOWN_OF_A_KIND - usize::from(kind == "notice") {
            left_out += 1;
            continue;
        }
        let file = property(&format!("{prefix}{}", place.path));
        let title = property(&finding.rule);
        let message = data(&format!("{}\n{}", finding.message, finding.help));
        let (line, end, column) = (place.line, place.end_line, place.column);
        writeln!(out, "::{kind} file={file},line={line},endLine={end},col={column},title={title}::{message}")?;
    }
    if left_out > 0 {
        writeln!(out, "::notice title=plimsoll::{left_out} more findings are in the log and in the other outputs")?;
    }
    Ok(())
}

/// Text behind `::`, escaped as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_the_runner_reads_is_escaped() {
        assert_eq!(data("100 %\nsafe, a:b"), "100 %25%0Asafe, a:b");
        assert_eq!(property("app/a,b:c.ts"), "app/a%2Cb%3Ac.ts");
    }
}
