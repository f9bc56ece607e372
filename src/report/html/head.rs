//! What is seen first: the name, the score and why, the three answers.

use std::io::{self, Write};

use super::{Report, escape};
use crate::score::Score;

/// The mark on the hull: a circle with the line through it.
const MARK: &str = "<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\">\
    <circle cx=\"12\" cy=\"12\" r=\"7\"/><path d=\"M1 12h22\"/></svg>";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let project = report.project;
    let app = project.apps.first();
    let name = app.map(|a| a.name.as_str()).filter(|n| !n.is_empty()).unwrap_or("This app");
    let builder = project.vocab.builders.iter().find(|b| Some(b.id.as_str()) == project.made_by.builder);
    let mut parts: Vec<String> = builder.map(|b| format!("{} export", b.name)).into_iter().collect();
    if let Some(app) = app {
        parts.extend(app.frameworks.iter().chain(&app.data).map(ToString::to_string));
    }
    parts.push(format!("{} files", project.files.len()));
    writeln!(out, "<header>\n<p class=\"brand\">{MARK}<span>plimsoll</span></p>")?;
    writeln!(out, "<h1>{}</h1>\n<p class=\"quiet\">{}</p>", escape(name), escape(&parts.join(" · ")))?;
    match &report.scored {
        Some((_, score)) => hero(score, out)?,
        None => writeln!(
            out,
            "<div class=\"hero\"><p class=\"number\">{}</p><p>findings. A score needs every rule and every finding, and \
             this run was asked for a part.</p></div>",
            report.findings.len()
        )?,
    }
    ownership(report, out)?;
    writeln!(out, "</header>")
}

fn hero(score: &Score, out: &mut dyn Write) -> io::Result<()> {
    let (value, grade) = (score.value, score.grade);
    writeln!(out, "<div class=\"hero\">\n<p class=\"number\">{value}<small> / 100</small></p>\n<div>")?;
    writeln!(out, "<p><span class=\"grade\">{grade}</span> {}</p>", meaning(grade))?;
    writeln!(
        out,
        "<svg class=\"gauge\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{value} of 100\">\
         <rect class=\"track\" y=\"1.5\" width=\"100\" height=\"3\" rx=\"1\"/>\
         <rect class=\"fill {grade}\" y=\"1.5\" width=\"{value}\" height=\"3\" rx=\"1\"/>\
         <path class=\"mark\" d=\"M60 0v6M70 0v6M80 0v6M90 0v6\"/></svg>"
    )?;
    writeln!(out, "<p class=\"quiet\">{}</p>", escape(&why(score)))?;
    let c = score.checks;
    writeln!(
        out,
        "<p class=\"quiet\">{} checks passed · {} failed · {} not applicable · {} can’t be told · {} attested</p>\n</div>\n</div>",
        c.passed, c.failed, c.not_applicable, c.unknown, c.attested
    )
}

/// What a grade says to somebody who decides.
fn meaning(grade: char) -> &'static str {
    match grade {
        'A' => "Ready for users, as far as files can tell.",
        'B' => "Ready, with a short list to work off.",
        'C' => "Close. Something on the list will hurt on a busy day.",
        'D' => "Not yet. Go through the first stage of the plan.",
        _ => "Not ready for users. Start with what stops the bleeding.",
    }
}

fn why(score: &Score) -> String {
    let mut why = format!("{} of 100 points are left", score.raw);
    if !score.ceiling_reason.is_empty() {
        why = format!("{why}; {} lets {} % of them count", score.ceiling_reason, score.ceiling);
    }
    match &score.gate {
        Some(gate) => format!("{why}; at most {}, because {}.", gate.limit, gate.reason),
        None => format!("{why}."),
    }
}

fn ownership(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let answers = report.project.ownership();
    writeln!(out, "<dl class=\"owner\">")?;
    let questions = [("database", answers.database), ("code", answers.code), ("pipeline", answers.pipeline)];
    for (of, answer) in questions {
        let reasons: Vec<&str> =
            answers.evidence.iter().filter(|(o, ..)| *o == of).map(|(_, b, _)| b.as_str()).collect();
        writeln!(
            out,
            "<div><dt>Do you control your {of}?</dt><dd class=\"answer {0}\">{0}</dd><dd>{1}</dd></div>",
            answer.word(),
            escape(&reasons.join("; "))
        )?;
    }
    writeln!(out, "</dl>")
}
