//! What to tell a coding agent or a builder: one task for each entry, in words that stand for themselves.

use std::io::{self, Write};

use super::{
    Report, Shown,
    group::{Entry, entries},
};
use crate::rules::Severity;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<Entry> = entries(report).into_iter().filter(|entry| entry.severity() > Severity::Info).collect();
    if entries.is_empty() {
        return writeln!(out, "There is nothing to repair.");
    }
    writeln!(out, "Repair these faults of the app, in this order. They were found by plimsoll, a static audit.\n")?;
    writeln!(
        out,
        "- Change only what a task needs. Write database changes as a new migration; never edit an old one."
    )?;
    writeln!(out, "- A task is done when `plimsoll --only RULE` no longer reports it and the app still builds.")?;
    writeln!(
        out,
        "- When a report is wrong, say why in `plimsoll-ignore RULE: reason` above the line, and nowhere else.\n"
    )?;
    for (number, entry) in (1usize..).zip(&entries) {
        task(report, number, entry, out)?;
    }
    Ok(())
}

fn task(report: &Report, number: usize, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = entry.findings.first() else { return Ok(()) };
    let rule = &first.finding.rule;
    let title = report.rule(rule).map_or(&**rule, |r| r.metadata.title.as_str());
    writeln!(out, "## {number}. {title} ({}, {rule})", entry.severity().word())?;
    for shown in &entry.findings {
        writeln!(out, "- {}", of(shown))?;
    }
    writeln!(out)
}

/// One finding as a task: what, where, what to do.
pub(super) fn of(shown: &Shown) -> String {
    let finding = &shown.finding;
    let place = |p: &super::Place| format!("{}:{}", p.path, p.line);
    let mut places: Vec<String> = vec![place(&shown.place)];
    places.extend(shown.related.iter().map(place));
    places.dedup();
    format!("{} (at {}). To do: {}.", finding.message, places.join(", "), finding.help)
}
