//! Asking the rules: in parallel, each on its own, so that one that crashes takes nobody with it.

use std::{
    any::Any,
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rayon::prelude::*;

use super::{Finding, Pattern, Rule, RuleId, Severity, Sink, Verdict, phrase::UNSHOWN};
use crate::{
    model::{Project, Role},
    source::{
        gap::{Gap, GapKind},
        span::{FileId, Range, Span},
    },
};

/// What somebody claims: rule id to the words that report it ("restored on 2026-05-01, by Ana").
pub type Attested = BTreeMap<String, String>;

/// What one rule came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Which rule.
    pub rule: RuleId,
    /// Its verdict on the project.
    pub verdict: Verdict,
    /// Why, in words for a person; may be empty for a plain pass or fail.
    pub reason: String,
}

/// What all rules came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by path, place, rule and key.
    pub findings: Vec<Finding>,
    /// One for each rule that was asked, in catalogue order.
    pub judgements: Vec<Judgement>,
    /// Rules that crashed.
    pub gaps: Vec<Gap>,
}

/// Asks `rules` about the project, except those about marks, which [`silence`](crate::suppress::silence) asks.
#[must_use]
pub fn judge(project: &Project, rules: &[&Rule], attested: &Attested) -> Outcome {
    let answers: Vec<Answer> =
        rules.par_iter().filter(|rule| !rule.metadata.after_all).map(|rule| ask(project, rule, attested)).collect();
    let mut outcome = Outcome::default();
    for answer in answers {
        outcome.findings.extend(answer.findings);
        outcome.judgements.push(answer.judgement);
        outcome.gaps.extend(answer.gap);
    }
    outcome.sort();
    outcome
}

impl Outcome {
    /// Brings the findings into the order of reports: path, place, rule, key.
    pub fn sort(&mut self) {
        self.findings.sort_by(|a, b| (a.at, &a.rule, &a.key, &a.message).cmp(&(b.at, &b.rule, &b.key, &b.message)));
    }
}

struct Answer {
    findings: Vec<Finding>,
    judgement: Judgement,
    gap: Option<Gap>,
}

fn ask(project: &Project, rule: &Rule, attested: &Attested) -> Answer {
    let judged = |verdict, reason| Judgement { rule: rule.id.clone(), verdict, reason };
    if let (true, Some(claim)) = (rule.metadata.attest, attested.get(&*rule.id)) {
        return Answer { findings: Vec::new(), judgement: judged(Verdict::Attested, claim.clone()), gap: None };
    }
    if rule.check.is_none() && rule.metadata.pattern.is_none() {
        let judgement = judged(Verdict::Unknown, rule.metadata.help.clone());
        return Answer { findings: Vec::new(), judgement, gap: None };
    }
    let run = || {
        let mut sink = Sink::new(rule.id.clone(), rule.metadata.severity, rule.metadata.confidence);
        if let Some(check) = rule.check {
            check(project, &mut sink);
        }
        if let Some(pattern) = &rule.metadata.pattern {
            report_matches(project, &rule.id, pattern, &mut sink);
        }
        sink
    };
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(sink) => answer(project, rule, sink),
        Err(panic) => {
            let detail = format!("rule {} crashed: {}", rule.id, panic_message(&*panic));
            let gap = Gap {
                at: Range::default().in_file(FileId(0)),
                kind: GapKind::RulePanic,
                detail: detail.clone(),
                may_affect: vec![rule.id.to_string()],
            };
            Answer { findings: Vec::new(), judgement: judged(Verdict::Error, detail), gap: Some(gap) }
        }
    }
}

/// Reports the places of production code that fit a rule's pattern.
fn report_matches(project: &Project, rule: &str, pattern: &Pattern, sink: &mut Sink) {
    // How it runs matters only where it does.
    let is_of_running = rule.starts_with("queries/") || rule.starts_with("frontend/");
    let may_run = |at| !is_of_running || project.sides.may_run_at(at);
    for (id, file) in project.all_files().filter(|(_, file)| file.role == Role::Source) {
        for hit in file.matches.iter().filter(|hit| hit.rule == rule && may_run(hit.range.in_file(id))) {
            let fill = |template: &str| {
                let put = |text: String, (name, value): &(String, String)| text.replace(&format!("{{{name}}}"), value);
                hit.captures.iter().fold(template.to_owned(), put)
            };
            let key = pattern.key.as_deref().map_or_else(|| file.path.clone(), fill);
            sink.report(hit.range.in_file(id), key, fill(&pattern.message));
        }
    }
}

fn answer(project: &Project, rule: &Rule, mut sink: Sink) -> Answer {
    sink.say_doubt();
    if !rule.is_security() {
        sink.findings.iter_mut().filter(|finding| is_unshown(project, finding)).for_each(say_unshown);
    }
    for finding in sink.findings.iter_mut().filter(|f| f.help.is_empty()) {
        finding.help.clone_from(&rule.metadata.help);
    }
    let (verdict, reason) = if !sink.findings.is_empty() {
        (Verdict::Fail, String::new())
    } else if let Some(stated @ (Verdict::NotApplicable | Verdict::Unknown, _)) = sink.verdict {
        stated
    } else if let Some(gap) = project.gaps.iter().find(|gap| leaves_open(gap, rule)) {
        (Verdict::Unknown, gap.detail.clone())
    } else {
        sink.verdict.unwrap_or((Verdict::Pass, String::new()))
    };
    Answer { findings: sink.findings, judgement: Judgement { rule: rule.id.clone(), verdict, reason }, gap: None }
}

/// Whether all that a finding names lies in parts of pages to which no page leads.
fn is_unshown(project: &Project, finding: &Finding) -> bool {
    let is_unshown = |at: &Span| project.sides.is_unshown(at.file);
    is_unshown(&finding.at) && finding.related.iter().all(|label| is_unshown(&label.at))
}

/// What nobody meets today harms nobody today.
fn say_unshown(finding: &mut Finding) {
    finding.severity = finding.severity.min(Severity::Low);
    finding.message.push_str(UNSHOWN);
}

/// Whether a gap says that nothing can be concluded from this rule's silence.
fn leaves_open(gap: &Gap, rule: &Rule) -> bool {
    gap.may_affect.iter().any(|name| **name == *rule.id || name == rule.family.id)
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
