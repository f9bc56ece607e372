//! The findings: the ten worst with excerpts and repairs, the others shorter.

use std::fmt::Write as _;

use super::{Report, Sections, escape, rich};
use crate::{
    report::{
        Place, Shown, excerpt,
        fingerprint::key_hash,
        group::{Entry, entries},
    },
    rules::{Confidence, Severity},
};

/// Entries in the first part.
const WORST: usize = 10;
/// Findings of an entry that are drawn.
const DRAWN: usize = 3;
/// Findings of an entry that are listed, unless all are asked for.
const LISTED: usize = 50;

pub(super) fn worst(report: &Report, sections: &mut Sections) {
    let all = entries(report);
    let worst = all.get(..WORST).unwrap_or(&all);
    let heading = match all.len() {
        0 => "Nothing found",
        1..=WORST => "What was found, and how to repair it",
        _ => "The ten worst, and how to repair them",
    };
    let content =
        if all.is_empty() { "<p>No rule has a finding here.</p>\n".to_owned() } else { articles(report, worst) };
    sections.add("worst", "Worst", heading, "One cause is one entry, with its places counted.", content);
}

pub(super) fn others(report: &Report, sections: &mut Sections) {
    let all = entries(report);
    let rest = all.get(WORST..).unwrap_or_default();
    let lead = "By severity. Each can be linked to by its name.";
    sections.add("others", "Others", "The other findings", lead, articles(report, rest));
}

fn articles(report: &Report, entries: &[Entry]) -> String {
    entries.iter().map(|entry| article(report, entry)).collect()
}

fn article(report: &Report, entry: &Entry) -> String {
    let Some(first) = entry.findings.first() else { return String::new() };
    let rule = escape(&first.finding.rule);
    let title = report.rule(&first.finding.rule).map_or(rule.clone(), |r| escape(&r.metadata.title));
    let severity = entry.severity();
    let word = severity.word();
    let sure = if entry.confidence() == Confidence::Low { " · likely" } else { "" };
    let long = if entry.findings.len() > DRAWN { " long" } else { "" };
    let mut text = format!("<article id=\"{rule}\" class=\"{word}{long}\">\n<h3>{title}</h3>\n");
    let _ = writeln!(
        text,
        "<p class=\"tags\"><span class=\"tag {word}\">{word}{sure}</span><a href=\"#{rule}\"><code>{rule}</code></a></p>"
    );
    let drawn = if severity > Severity::Low { DRAWN } else { 0 };
    let (shown, listed) = entry.findings.split_at(entry.findings.len().min(drawn));
    for one in shown {
        text.push_str(&finding(report, one, &first.finding.help));
    }
    text.push_str(&list(report, listed, !shown.is_empty()));
    let _ = writeln!(text, "<p class=\"fix\"><b>Repair</b> {}</p>", rich(&first.finding.help));
    if !entry.also.is_empty() {
        let _ = writeln!(text, "<p class=\"quiet\">The same fault, seen by {}</p>", escape(&entry.also.join(", ")));
    }
    text + "</article>\n"
}

/// The anchor of a finding: it survives moved lines.
fn anchor(shown: &Shown) -> String {
    format!("f-{}", key_hash(&shown.finding.rule, &format!("{}\0{}", shown.finding.key, shown.fingerprint)))
}

/// One finding, drawn; with its own repair, where that is another one than the entry's.
fn finding(report: &Report, shown: &Shown, of_entry: &str) -> String {
    let mut text =
        format!("<div class=\"finding\" id=\"{}\">\n<p>{}</p>\n", anchor(shown), rich(&shown.finding.message));
    text.push_str(&source(report, &shown.place, ""));
    // The other end of a joined finding: the policy behind the call, the table behind the filter.
    let mut others = shown.finding.related.iter().zip(&shown.related);
    if let Some((label, place)) = others.find(|(_, p)| (&p.path, p.line) != (&shown.place.path, shown.place.line)) {
        text.push_str(&source(report, place, &label.message));
    }
    let more = shown.finding.places().saturating_sub(2);
    if more > 0 {
        let s = if more == 1 { "" } else { "s" };
        let _ = writeln!(text, "<p class=\"where\">and {more} more place{s}</p>");
    }
    if shown.finding.help != of_entry {
        let _ = writeln!(text, "<p class=\"why\"><b>Here</b> {}</p>", rich(&shown.finding.help));
    }
    text + "</div>\n"
}

/// A place with its lines, where there are some to draw.
fn source(report: &Report, place: &Place, label: &str) -> String {
    let label = if label.is_empty() { String::new() } else { format!(": {}", rich(label)) };
    let mut text = format!("<p class=\"where\"><code>{}:{}</code>{label}</p>\n", escape(&place.path), place.line);
    let file = report.project.files.get(place.at.file.index());
    if let (Some(source), Some(file), false) = (report.sources.text(place.at.file), file, place.is_file()) {
        text.push_str("<pre>");
        for (number, [before, marked, after]) in excerpt::Window::new(place, &source, file).rows() {
            let mark = if marked.is_empty() { String::new() } else { format!("<mark>{}</mark>", escape(marked)) };
            let _ = writeln!(text, "<span>{number:>5}  </span>{}{mark}{}", escape(before), escape(after));
        }
        text.push_str("</pre>\n");
    }
    text
}

/// Findings without excerpts, folded where some stand before them.
fn list(report: &Report, findings: &[&Shown], is_rest: bool) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let most = if report.all { usize::MAX } else { LISTED };
    let mut text = "<ul class=\"places\">\n".to_owned();
    for shown in findings.iter().take(most) {
        let place = format!("{}:{}", escape(&shown.place.path), shown.place.line);
        let message = rich(&shown.finding.message);
        let _ = writeln!(text, "<li id=\"{}\">{message} <code class=\"quiet\">{place}</code></li>", anchor(shown));
    }
    if findings.len() > most {
        let _ = writeln!(text, "<li>and {} more; --all lists them</li>", findings.len() - most);
    }
    text.push_str("</ul>\n");
    if !is_rest {
        return text;
    }
    format!("<details><summary>{} more</summary>\n{text}</details>\n", findings.len())
}
