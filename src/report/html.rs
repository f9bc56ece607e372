//! One static page: opens by double click, works without scripts and network, prints, and can be linked into.

use std::io::{self, Write};

use super::{
    Report, Shown, excerpt,
    group::{Entry, entries},
    junit::escape,
};
use crate::{
    report::Paint,
    rules::{Confidence, Severity, Verdict},
    score::{Points, Score},
};

/// Excerpts drawn of an entry, unless all are asked for.
const EXCERPTS: usize = 3;

const STYLE: &str = "
:root { color-scheme: light dark; --line: #8884; --quiet: #777; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 2.2rem; margin: 0; } h2 { margin-top: 2.5rem; } h3 { margin: 0; }
pre { overflow-x: auto; border: 1px solid var(--line); padding: .6rem; font-size: .85rem; line-height: 1.3; }
article { border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid; }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid var(--line); padding: .2rem .8rem .2rem 0; text-align: left; }
.quiet { color: var(--quiet); } .critical, .high { color: #c22; } .medium { color: #b70; } .low { color: #27c; }
code { font-size: .9em; }
";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let name = report.project.apps.first().map_or("", |app| app.name.as_str());
    let title = if name.is_empty() { "plimsoll".to_owned() } else { format!("plimsoll: {}", escape(name)) };
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    // Nothing in the page can load, run or send anything, whatever the names and the code in it say.
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(
        out,
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>"
    )?;
    writeln!(out, "</head>\n<body>\n<header>")?;
    match &report.scored {
        Some((_, score)) => headline(score, out)?,
        None => writeln!(out, "<h1>{} findings</h1>", report.findings.len())?,
    }
    ownership(report, out)?;
    writeln!(out, "</header>\n<main>\n<h2>Findings</h2>")?;
    for entry in entries(report) {
        article(report, &entry, out)?;
    }
    open(report, out)?;
    if let Some((_, score)) = &report.scored {
        ledger(score, out)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn headline(score: &Score, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h1>{} / 100 <span class=\"quiet\">{}</span></h1>", score.value, score.grade)?;
    write!(out, "<p>raw {}", score.raw)?;
    if !score.ceiling_reason.is_empty() {
        write!(out, ", ceiling {}: {}", score.ceiling, escape(score.ceiling_reason))?;
    }
    if let Some(gate) = &score.gate {
        write!(out, ", at most {}: {}", gate.limit, escape(&gate.reason))?;
    }
    writeln!(out, "</p>")
}

fn ownership(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let answers = report.project.ownership();
    writeln!(out, "<table>\n<tr><th>do you control your</th><th></th><th></th></tr>")?;
    for (of, answer) in [("database", answers.database), ("code", answers.code), ("pipeline", answers.pipeline)] {
        let reasons: Vec<String> =
            answers.evidence.iter().filter(|(o, _, _)| *o == of).map(|(_, b, _)| escape(b)).collect();
        writeln!(out, "<tr><td>{of}</td><td>{}</td><td>{}</td></tr>", answer.word(), reasons.join("; "))?;
    }
    writeln!(out, "</table>")
}

fn article(report: &Report, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = entry.findings.first() else { return Ok(()) };
    let rule = escape(&first.finding.rule);
    let title = report.rule(&first.finding.rule).map_or(rule.clone(), |r| escape(&r.metadata.title));
    let severity = entry.severity();
    let likely = if entry.confidence() == Confidence::Low { " (likely)" } else { "" };
    writeln!(out, "<article id=\"{rule}\">\n<h3>{title}</h3>")?;
    writeln!(
        out,
        "<p><b class=\"{0}\">{0}{likely}</b> <a class=\"quiet\" href=\"#{rule}\">{rule}</a></p>",
        severity.word()
    )?;
    let most = if report.all { usize::MAX } else { EXCERPTS };
    for (number, shown) in entry.findings.iter().enumerate() {
        writeln!(out, "<p id=\"{rule}-{}\">{}</p>", number + 1, escape(&shown.finding.message))?;
        let drawn = if number < most && severity > Severity::Low { draw(report, shown) } else { String::new() };
        if drawn.is_empty() {
            writeln!(out, "<p class=\"quiet\"><code>{}:{}</code></p>", escape(&shown.place.path), shown.place.line)?;
        } else {
            writeln!(out, "<pre>{}</pre>", escape(&drawn))?;
        }
    }
    writeln!(out, "<p><b>Fix:</b> {}</p>\n</article>", escape(&first.finding.help))
}

fn draw(report: &Report, shown: &Shown) -> String {
    let file = shown.place.at.file;
    let (text, found) = (report.sources.text(file), report.project.files.get(file.index()));
    match (text, found) {
        (Some(text), Some(found)) if !shown.place.is_file() => {
            excerpt::draw(&shown.place, "", &text, &found.lines, Paint::PLAIN)
        }
        _ => String::new(),
    }
}

fn open(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let open: Vec<_> =
        report.checks.iter().filter(|c| matches!(c.verdict, Verdict::Unknown | Verdict::Error)).collect();
    if open.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2>Could not be told</h2>\n<table>")?;
    for check in open {
        let reason = escape(&super::redact(&check.reason));
        writeln!(out, "<tr><td><code>{}</code></td><td>{reason}</td></tr>", escape(&check.rule))?;
    }
    writeln!(out, "</table>")
}

fn ledger(score: &Score, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h2>How the score came about</h2>\n<table>")?;
    writeln!(out, "<tr><th>family</th><th>left</th><th>taken by</th></tr>")?;
    for category in score.categories.iter().filter(|c| c.points > 0) {
        let left = Points::whole(u32::from(category.points)) - category.lost();
        let taken: Vec<String> = category.ledger.iter().map(|l| format!("{} {}", escape(&l.rule), l.points)).collect();
        writeln!(
            out,
            "<tr><td>{}</td><td>{left}/{}</td><td>{}</td></tr>",
            category.id,
            category.points,
            taken.join(", ")
        )?;
    }
    writeln!(out, "</table>")
}
