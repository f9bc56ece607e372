//! The plan, the checklist, what could not be told, and how the score came about.

use std::fmt::Write as _;

use super::{Report, Sections, escape, rich};
use crate::{
    report::{
        Place,
        checklist::{checklist, word},
        plan::{self, Task},
        redact,
    },
    rules::Verdict,
    score::Points,
};

/// Gaps listed, unless all are asked for.
const GAPS: usize = 40;

pub(super) fn plan(report: &Report, sections: &mut Sections) {
    let plan = plan::plan(report);
    let mut text = String::new();
    for (number, step) in (1usize..).zip(&plan.stages) {
        let _ = writeln!(text, "<div class=\"stage\">\n<h3>{number}. {}</h3>", step.stage.title());
        let _ = writeln!(text, "<p class=\"quiet\">{}</p>", step.stage.purpose());
        for task in &step.tasks {
            self::task(task, &mut text);
        }
        if let Some(score) = &step.after {
            let _ = writeln!(text, "<p class=\"after\">After this: <b>{} / 100, {}</b></p>", score.value, score.grade);
        }
        text.push_str("</div>\n");
    }
    if !plan.consoles.is_empty() {
        text.push_str("<h3>In consoles outside of the repository</h3>\n");
    }
    for (console, switches) in &plan.consoles {
        let _ = writeln!(text, "<h4>{}</h4>\n<ul class=\"ticks\">", escape(console));
        for switch in switches {
            let _ = writeln!(
                text,
                "<li>{} <code class=\"quiet\">{}</code></li>",
                escape(switch.words),
                escape(switch.rule)
            );
        }
        text.push_str("</ul>\n");
    }
    let lead = "The order in which an engineer who is hired for it would work. Effort: S an hour or two, M a day or two, L a \
                week or more.";
    sections.add("plan", "Plan", "The way across", lead, text);
}

fn task(task: &Task, text: &mut String) {
    let rule = escape(&task.rule.id);
    let _ = writeln!(text, "<div class=\"task\" id=\"task-{}\">", task.number);
    let _ = writeln!(text, "<p class=\"name\">{}. {}</p>", task.number, escape(&task.rule.metadata.title));
    let count = task.findings.len();
    let s = if count == 1 { "" } else { "s" };
    let effort = task.effort;
    let _ = write!(
        text,
        "<p class=\"tags\"><a href=\"#{rule}\"><code>{rule}</code></a><span>{count} finding{s}</span>\
         <span class=\"tag\" title=\"{}\">effort {}</span>",
        effort.words(),
        effort.letter()
    );
    for before in &task.after {
        let _ = write!(text, "<span>after <a href=\"#task-{before}\">task {before}</a></span>");
    }
    let help = task.findings.first().map_or("", |shown| shown.finding.help.as_str());
    let _ = writeln!(text, "</p>\n<p class=\"why\"><b>Why now</b> {}</p>", rich(&task.why()));
    let _ = writeln!(text, "<p class=\"why\"><b>Do</b> {}</p>\n</div>", rich(help));
}

pub(super) fn checks(report: &Report, sections: &mut Sections) {
    let mut text = String::new();
    for (stage, rows) in checklist(report) {
        let _ = writeln!(text, "<h4>{}</h4>\n<div class=\"scroll\"><table class=\"checks\"><tbody>", stage.title());
        for row in rows {
            let word = word(row.verdict);
            let class = match row.verdict {
                Some(Verdict::NotApplicable) | None => "none",
                _ => word,
            };
            let _ = writeln!(
                text,
                "<tr><td><span class=\"tag {class}\">{word}</span></td><th scope=\"row\">{}<small>{}</small></th>\
                 <td class=\"words\">{}</td></tr>",
                escape(&row.rule.metadata.title),
                escape(&row.rule.id),
                rich(&row.reason)
            );
        }
        text.push_str("</tbody></table></div>\n");
    }
    let lead = "Every check, with what it came to and why. A title names the fault that is looked for.";
    sections.add("checklist", "Checklist", "Checklist", lead, text);
}

pub(super) fn gaps(report: &Report, sections: &mut Sections) {
    let mut text = String::new();
    let most = if report.all { usize::MAX } else { GAPS };
    if !report.gaps.is_empty() {
        text.push_str("<ul class=\"places\">\n");
    }
    for gap in report.gaps.iter().take(most) {
        let place = Place::of(gap.at, report.project, report.sources);
        let (path, detail) = (escape(&place.path), escape(&redact(&gap.detail)));
        let _ = writeln!(text, "<li><code>{path}:{}</code> {detail}</li>", place.line);
    }
    if report.gaps.len() > most {
        let _ = writeln!(text, "<li>and {} more; the JSON report lists them</li>", report.gaps.len() - most);
    }
    if !report.gaps.is_empty() {
        text.push_str("</ul>\n");
    }
    let lead = "What could not be read or followed. It is no evidence that anything is absent: the checks above say “unknown” \
                where it matters.";
    sections.add("gaps", "Gaps", "What could not be read", lead, text);
}

pub(super) fn ledger(report: &Report, sections: &mut Sections) {
    let Some((_, score)) = &report.scored else { return };
    let mut text = "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">family</th><th scope=\"col\">left</th>\
                    <th scope=\"col\">taken by</th></tr></thead>\n<tbody>\n"
        .to_owned();
    for category in score.categories.iter().filter(|c| c.points > 0) {
        let left = Points::whole(u32::from(category.points)) - category.lost();
        let taken: Vec<String> = category
            .ledger
            .iter()
            .map(|line| format!("<a href=\"#{0}\">{0}</a> {1}", escape(&line.rule), line.points))
            .collect();
        let _ = writeln!(
            text,
            "<tr><th scope=\"row\">{}</th><td class=\"left\">{left} / {}</td><td class=\"words\">{}</td></tr>",
            category.id,
            category.points,
            taken.join(", ")
        );
    }
    text.push_str("</tbody></table></div>\n");
    let lead = "Each rule with findings takes a share of its family’s points, by severity, confidence and number. It can be \
                recomputed by hand.";
    sections.add("score", "Score", "How the score came about", lead, text);
}

/// The last line.
pub(super) fn colophon(report: &Report) -> String {
    let files = report.project.files.len();
    format!(
        "Made by plimsoll {} from {files} files, offline; nothing of the app was run. A static audit sees what files show: \
         what it passes is not proven safe.",
        env!("CARGO_PKG_VERSION")
    )
}
