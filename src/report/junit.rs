//! `JUnit` XML, for whatever shows test results: a suite a file, a case a rule with findings in it.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{Report, Shown};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, BTreeMap<&str, Vec<&Shown>>> = BTreeMap::new();
    for shown in report.findings.iter().filter(|s| s.finding.suppressed.is_none()) {
        suites.entry(&shown.place.path).or_default().entry(&shown.finding.rule).or_default().push(shown);
    }
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let cases: usize = suites.values().map(BTreeMap::len).sum();
    writeln!(out, "<testsuites name=\"plimsoll\" tests=\"{cases}\" failures=\"{cases}\">")?;
    for (path, rules) in &suites {
        let count = rules.len();
        writeln!(out, "  <testsuite name=\"{}\" tests=\"{count}\" failures=\"{count}\">", escape(path))?;
        for (rule, findings) in rules {
            case(path, rule, findings, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn case(path: &str, rule: &str, findings: &[&Shown], out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = findings.first() else { return Ok(()) };
    let (path, rule) = (escape(path), escape(rule));
    let message = escape(&first.finding.message);
    writeln!(out, "    <testcase classname=\"{path}\" name=\"{rule}\">")?;
    writeln!(out, "      <failure type=\"{}\" message=\"{message}\">", first.finding.severity.word())?;
    for shown in findings {
        writeln!(out, "{path}:{}: {}", shown.place.line, escape(&shown.finding.message))?;
    }
    writeln!(out, "{}</failure>", escape(&first.finding.help))?;
    writeln!(out, "    </testcase>")
}

/// Text for XML and HTML, in attributes and outside. What XML does not allow at all has been replaced before.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_in_names_is_text() {
        assert_eq!(escape("<a href=\"x\">'&\u{1b}"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\u{FFFD}");
    }
}
