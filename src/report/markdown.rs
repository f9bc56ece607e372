//! Markdown for job summaries, pull requests and chats.

use std::io::{self, Write};

use super::{
    Report, Shown, checklist,
    group::{Entry, entries},
    plan,
};
use crate::rules::{Confidence, Severity, Verdict};

/// Places listed of an entry, unless all are asked for.
const PLACES: usize = 5;
/// A job summary may have 1 MiB; what is longer is cut at an entry.
const LONGEST: usize = 900_000;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut text = head(report);
    let entries = entries(report);
    for (number, entry) in entries.iter().enumerate() {
        let part = section(report, entry);
        if text.len() + part.len() > LONGEST {
            text = format!("{text}\nAnd {} more entries, which do not fit here.\n", entries.len() - number);
            break;
        }
        text.push_str(&part);
    }
    for part in [way_across(report), checks(report), open(report)] {
        if text.len() + part.len() <= LONGEST {
            text.push_str(&part);
        }
    }
    out.write_all(text.as_bytes())
}

/// The plan, folded: a summary stays short until it is asked for more.
fn way_across(report: &Report) -> String {
    let plan = plan::plan(report);
    if plan.stages.is_empty() && plan.consoles.is_empty() {
        return String::new();
    }
    folded("The way across: what to do in which order", &plan::section(report, &plan, 3))
}

fn checks(report: &Report) -> String {
    let mut list = Vec::new();
    // Writing to memory does not fail.
    let _ = checklist::sections(report, &mut list);
    folded("Checklist: every check and why", &String::from_utf8_lossy(&list))
}

fn folded(summary: &str, text: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{text}\n</details>\n\n")
}

fn head(report: &Report) -> String {
    let mut text = match &report.scored {
        None => format!("# plimsoll: {} findings\n\n", report.findings.len()),
        Some((_, score)) => {
            let ceiling = match score.ceiling_reason {
                "" => String::new(),
                reason => format!(", ceiling {}: {reason}", score.ceiling),
            };
            let gate = score.gate.as_ref().map(|g| format!(", at most {}: {}", g.limit, g.reason)).unwrap_or_default();
            format!("# plimsoll: {} / 100, {}\n\nraw {}{ceiling}{gate}\n\n", score.value, score.grade, score.raw)
        }
    };
    let count = |severity| {
        report.findings.iter().filter(|s| s.finding.suppressed.is_none() && s.finding.severity == severity).count()
    };
    text.push_str("| critical | high | medium | low | info |\n| --- | --- | --- | --- | --- |\n|");
    for severity in [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Info] {
        text = format!("{text} {} |", count(severity));
    }
    text + "\n\n"
}

fn section(report: &Report, entry: &Entry) -> String {
    let Some(first) = entry.findings.first() else { return String::new() };
    let rule = &first.finding.rule;
    let title = report.rule(rule).map_or(&**rule, |r| r.metadata.title.as_str());
    let likely = if entry.confidence() == Confidence::Low { ", likely" } else { "" };
    let mut text = format!("## {title}\n{}{likely} · `{rule}`\n\n", entry.severity().word());
    let most = if report.all { usize::MAX } else { PLACES };
    for shown in entry.findings.iter().take(most) {
        text = format!("{text}- {} ({})\n", escape(&shown.finding.message), place(shown));
    }
    if entry.findings.len() > most {
        text = format!("{text}- and {} more\n", entry.findings.len() - most);
    }
    format!("{text}\n**Fix:** {}\n\n", escape(&first.finding.help))
}

fn place(shown: &Shown) -> String {
    let more = shown.finding.places() - 1;
    let more = if more == 0 { String::new() } else { format!(", +{more}") };
    // A file name may hold anything but is no markup.
    format!("`{}:{}`{more}", shown.place.path.replace('`', "'"), shown.place.line)
}

fn open(report: &Report) -> String {
    let open: Vec<String> = report
        .checks
        .iter()
        .filter(|c| matches!(c.verdict, Verdict::Unknown | Verdict::Error))
        .map(|c| format!("`{}`", c.rule))
        .collect();
    if open.is_empty() { String::new() } else { format!("## Could not be told\n{}\n", open.join(", ")) }
}

/// Words of the app's own, as text: markup in them stays inert.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // A backtick without a partner opens no code, and must not make what follows look like some.
    let has_code = text.matches('`').count().is_multiple_of(2);
    let mut in_code = false;
    for c in text.chars() {
        in_code ^= has_code && c == '`';
        let is_markup = matches!(c, '<' | '>' | '[' | ']' | '*' | '_' | '|' | '\\') || (c == '`' && !has_code);
        if !in_code && is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn markup_is_inert_outside_of_code() {
        assert_eq!(escape("a_b <img> `x_y`"), "a\\_b \\<img\\> `x_y`");
        assert_eq!(escape("a`b <img>"), "a\\`b \\<img\\>");
    }
}
