//! The plan as Markdown, which also reads well as plain text.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{Plan, Step, Task, plan};
use crate::report::{Report, Shown, markdown::escape};

/// Findings listed of a task, unless all are asked for.
const FINDINGS: usize = 5;

pub(in crate::report) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let plan = plan(report);
    let mut text = "# The way across\n\n".to_owned();
    if let Some((_, score)) = &report.scored {
        let _ = writeln!(text, "Today: {} / 100, {}.\n", score.value, score.grade);
    }
    if plan.stages.is_empty() {
        text.push_str("There is nothing to repair.\n\n");
    }
    text.push_str(&section(report, &plan, 2));
    out.write_all(text.as_bytes())
}

/// The stages and consoles, with headings from this level on.
pub(in crate::report) fn section(report: &Report, plan: &Plan, level: usize) -> String {
    let mut text = String::new();
    let (outer, inner) = ("#".repeat(level), "#".repeat(level + 1));
    for (number, step) in (1usize..).zip(&plan.stages) {
        let _ = writeln!(text, "{outer} {number}. {}\n\n{}\n", step.stage.title(), step.stage.purpose());
        for task in &step.tasks {
            task_text(report, task, &inner, &mut text);
        }
        text.push_str(&after(step));
    }
    if !plan.consoles.is_empty() {
        let _ = writeln!(text, "{outer} In consoles outside of the repository\n");
    }
    for (console, switches) in &plan.consoles {
        let _ = writeln!(text, "**{console}**\n");
        for switch in switches {
            let _ = writeln!(text, "- [ ] {} (`{}`)", escape(switch.words), switch.rule);
        }
        text.push('\n');
    }
    text
}

fn task_text(report: &Report, task: &Task, heading: &str, text: &mut String) {
    let Some(first) = task.findings.first() else { return };
    let metadata = &task.rule.metadata;
    let (severity, effort) = (first.finding.severity.word(), task.effort);
    let _ = writeln!(text, "{heading} {}. {}\n", task.number, escape(&metadata.title));
    let _ = write!(text, "`{}` · {severity} · effort {} ({})", task.rule.id, effort.letter(), effort.words());
    if !task.after.is_empty() {
        let before: Vec<String> = task.after.iter().map(usize::to_string).collect();
        let _ = write!(text, " · after task {}", before.join(", "));
    }
    let _ = writeln!(text, "\n\n- **Why now:** {}", task.why());
    let _ = writeln!(text, "- **Do:** {}", escape(&first.finding.help));
    if !task.also.is_empty() {
        let _ = writeln!(text, "- **Settles too:** {}", task.also.join(", "));
    }
    let most = if report.all { usize::MAX } else { FINDINGS };
    for shown in task.findings.iter().take(most) {
        let _ = writeln!(text, "- [ ] {}", finding(shown));
        if shown.finding.help != first.finding.help {
            let _ = writeln!(text, "  - here: {}", escape(&shown.finding.help));
        }
    }
    if task.findings.len() > most {
        let _ = writeln!(text, "- [ ] and {} more", task.findings.len() - most);
    }
    text.push('\n');
}

fn finding(shown: &Shown) -> String {
    format!("{} (`{}:{}`)", escape(&shown.finding.message), shown.place.path.replace('`', "'"), shown.place.line)
}

fn after(step: &Step) -> String {
    match &step.after {
        None => String::new(),
        Some(score) => format!("**After this: {} / 100, {}** (raw {}).\n\n", score.value, score.grade, score.raw),
    }
}
