//! `plimsoll why PATH:LINE`: what was and was not reported at a place, and why.

use std::{fmt::Write, path::PathBuf, str::FromStr};

use clap::Args;
use serde_json::Value;

use super::{CliError, Exit, output, scan};
use crate::{
    audit::{self, Audit},
    date::Date,
    model::Project,
    report::{inspect, printable, redact},
    rules::{Catalogue, Finding, Judgement, Verdict},
    run,
    source::span::{FileId, Span},
};

/// Options of `plimsoll why`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The place: src/lib/pets.ts:9.
    #[arg(value_name = "PATH:LINE")]
    place: At,
    /// The schema of the live database (`pg_dump --schema-only`): the most trusted source of it.
    #[arg(long, value_name = "FILE")]
    schema_dump: Option<PathBuf>,
    /// The date that expiry is judged by (default: `SOURCE_DATE_EPOCH`, else today).
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct At {
    path: PathBuf,
    line: u32,
}

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (path, line) = text.rsplit_once(':').ok_or("write the place as PATH:LINE")?;
        let line = line.parse().map_err(|_| format!("`{line}` is no line number"))?;
        Ok(Self { path: PathBuf::from(path), line })
    }
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let catalogue = Catalogue::built_in()?;
    let request = scan::everything(&options.place.path, options.schema_dump.as_ref(), options.today, &catalogue)?;
    let audit = run::on_workers(None, || audit::audit(&request, &catalogue))??;
    let Some(&file) = audit.project.restricted_to.first() else {
        return output::print(b"nothing is known of this file: it is ignored by git, excluded, or no part of an app\n");
    };
    output::print(printable(&redact(&story(&audit, &catalogue, file, options.place.line))).as_bytes())
}

/// What is known of a line.
fn story(audit: &Audit, catalogue: &Catalogue, file: FileId, line: u32) -> String {
    let path = &audit.project.file(file).path;
    let is_here = |at: Span| {
        let lines = &audit.project.file(at.file).lines;
        at.file == file && (lines.line(at.range.start)..=lines.line(at.range.end)).contains(&line)
    };
    let mut text = format!("{path}:{line}\n");
    section(&mut text, "reported here", audit.findings.iter().filter(|f| is_here(f.at)).map(of_finding));
    let beside = audit.findings.iter().filter(|f| !is_here(f.at) && f.related.iter().any(|label| is_here(label.at)));
    section(&mut text, "belongs to", beside.map(of_finding));
    section(&mut text, "could not be read", audit.gaps.iter().filter(|g| is_here(g.at)).map(|g| g.detail.clone()));
    let calls = inspect::queries::queries(&audit.project);
    let calls = calls.iter().filter_map(|call| serde_json::to_value(call).ok());
    let calls = calls.filter(|c| c["file"] == path.as_str() && c["line"] == line).map(|c| of_call(&c));
    section(&mut text, "read as", calls);
    section(&mut text, "this entry point", of_route(&audit.project, path, line).into_iter());
    section(&mut text, "what stands here answers", answered(&audit.project, path, line).into_iter());
    section(&mut text, "who reaches rows by this", reached(&audit.project, path, line).into_iter());
    let passed = audit.judgements.iter().filter(|j| matches!(j.verdict, Verdict::Pass | Verdict::Attested));
    let passed = passed.filter(|j| j.reason.contains(path.as_str())).map(|j| format!("{}: {}", j.rule, j.reason));
    section(&mut text, "passes because of this file", passed);
    let open = audit.judgements.iter().filter(|j| matches!(j.verdict, Verdict::Unknown | Verdict::Error));
    // What only people can say has nothing to do with a line.
    let is_attested = |id: &str| catalogue.find(id).is_some_and(|rule| rule.metadata.attest);
    let open = open.filter(|j| !j.reason.is_empty() && !is_attested(&j.rule));
    section(&mut text, "cannot be told of the app as a whole", by_reason(open).into_iter());
    text
}

/// The rules that cannot judge the app, those with one reason on one line.
fn by_reason<'j>(open: impl Iterator<Item = &'j Judgement>) -> Vec<String> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for judgement in open {
        match reasons.iter_mut().find(|(reason, _)| *reason == judgement.reason) {
            Some((_, rules)) => rules.push(&judgement.rule),
            None => reasons.push((&judgement.reason, vec![&judgement.rule])),
        }
    }
    reasons.into_iter().map(|(reason, rules)| format!("{}: {reason}", rules.join(", "))).collect()
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (number, line) in lines.enumerate() {
        let head = if number == 0 { format!("\n{title}\n") } else { String::new() };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{head}  {line}");
    }
}

fn of_finding(finding: &Finding) -> String {
    let silenced =
        finding.suppressed.as_ref().map(|s| format!(" [{}: {}]", s.kind.word(), s.reason)).unwrap_or_default();
    let (severity, confidence) = (finding.severity.word(), finding.confidence.word());
    format!("{severity}, {confidence} confidence, {}: {}{silenced}", finding.rule, finding.message)
}

fn of_call(call: &Value) -> String {
    let fields = ["op", "table", "filters", "bounded", "error_checked", "client", "side", "index"];
    let shown = fields.iter().map(|name| match &call[*name] {
        Value::String(text) => format!("{name} {text}"),
        other => format!("{name} {other}"),
    });
    let so = so_passes("queries/unindexed-filter", call["index"] == "used");
    shown.collect::<Vec<_>>().join(", ") + &so
}

/// The questions about a route, as `inspect routes` names them, and the rules that pass when the answer is yes.
const QUESTIONS: [(&str, &str); 8] = [
    ("authenticated", "api/unauthenticated-route"),
    ("authorized", "api/identity-from-body"),
    ("validated", "api/unvalidated-input"),
    ("rate_limited", "cost/paid-call-unlimited"),
    ("logged", ""),
    ("failure_handled", ""),
    ("webhook_verified", "payments/webhook-unverified"),
    ("webhook_idempotent", "payments/webhook-not-idempotent"),
];

/// `, so RULE passes`, where an answer satisfies one.
fn so_passes(rule: &str, is_satisfied: bool) -> String {
    if is_satisfied && !rule.is_empty() { format!(", so {rule} passes") } else { String::new() }
}

/// The answers of the entry point that is declared on a line, each with the line that gives it.
fn of_route(project: &Project, path: &str, line: u32) -> Vec<String> {
    let routes = inspect::routes::routes(project);
    let here = routes.as_array().into_iter().flatten().filter(|r| r["file"] == path && r["line"] == line);
    let answer = |route: &Value, (question, rule): (&str, &str)| {
        let word = match &route[question] {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::String(word) => word.clone(),
            _ => return None,
        };
        let evidence = &route["evidence"][question];
        let because = evidence["how"].as_str().map(|how| format!(", {how} ({})", at(evidence))).unwrap_or_default();
        let so = so_passes(rule, word == "yes");
        Some(format!(
            "{} {}: {word}{because}{so}",
            route["name"].as_str().unwrap_or_default(),
            question.replace('_', " ")
        ))
    };
    here.flat_map(|route| QUESTIONS.into_iter().filter_map(move |question| answer(route, question))).collect()
}

/// The questions of any entry point that the line answers: a check in a helper guards many.
fn answered(project: &Project, path: &str, line: u32) -> Vec<String> {
    let routes = inspect::routes::routes(project);
    let mut lines = Vec::new();
    for route in routes.as_array().into_iter().flatten() {
        for (question, rule) in QUESTIONS {
            let evidence = &route["evidence"][question];
            if evidence["path"] == path && evidence["line"] == line {
                let (how, name) = (&evidence["how"], &route["name"]);
                let words = [how, name].map(|word| word.as_str().unwrap_or_default());
                let so = so_passes(rule, route[question] == true);
                lines.push(format!("{} of {}: {}{so}", question.replace('_', " "), words[1], words[0]));
            }
        }
    }
    lines
}

/// The cells of the access matrix that a statement on this line decides.
fn reached(project: &Project, path: &str, line: u32) -> Vec<String> {
    let access = inspect::access::access(project);
    let sets: Vec<&Value> = access.as_array().map_or_else(|| vec![&access], |sets| sets.iter().collect());
    let mut lines = Vec::new();
    for table in sets.iter().flat_map(|set| set["tables"].as_array().into_iter().flatten()) {
        let cells = table["evidence"].as_array().into_iter().flatten();
        for cell in cells.filter(|cell| cell["path"] == path && cell["line"] == line) {
            let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let (name, because) =
                (format!("{}.{}", word(&table["schema"]), word(&table["table"])), word(&cell["because"]));
            let (role, command, verdict) = (word(&cell["role"]), word(&cell["command"]), word(&cell["verdict"]));
            let rule = if command == "select" { "isolation/open-read" } else { "isolation/open-write" };
            let so = so_passes(rule, matches!(verdict.as_str(), "denied" | "scoped" | "role"));
            lines.push(format!("{role}, {command} on {name}: {verdict}, {because}{so}"));
        }
    }
    lines
}

fn at(evidence: &Value) -> String {
    format!("{}:{}", evidence["path"].as_str().unwrap_or_default(), evidence["line"])
}

#[cfg(test)]
mod tests {
    use super::{At, Judgement, Verdict, by_reason};

    #[test]
    fn places_are_a_path_and_a_line() {
        let at: At = "C:/app/a.ts:12".parse().unwrap();
        assert_eq!((at.path.to_str().unwrap(), at.line), ("C:/app/a.ts", 12));
        assert!("a.ts".parse::<At>().is_err() && "a.ts:x".parse::<At>().is_err());
    }

    #[test]
    fn rules_with_one_reason_are_one_line() {
        let open = [("a/x", "no dump"), ("a/y", "not read"), ("b/z", "no dump")].map(|(rule, reason)| Judgement {
            rule: rule.into(),
            verdict: Verdict::Unknown,
            reason: reason.into(),
        });
        assert_eq!(by_reason(open.iter()), ["a/x, b/z: no dump", "a/y: not read"]);
    }
}
