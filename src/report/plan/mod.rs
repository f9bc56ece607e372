//! The way across the gap: tasks in the order in which an engineer hired for it would do them, with the score after each
//! stage and what to switch in consoles outside of the repository.

mod markdown;

use std::collections::BTreeSet;

pub(super) use self::markdown::{section, write};
use super::{
    Report, Shown,
    group::{Entry, entries},
    stage::Stage,
};
use crate::{
    model::{apps::App, routes::Route},
    rules::{Effort, Rule, Severity, Verdict},
    score::{self, Score},
    vocab::Console,
};

/// So many findings of a rule make its repair one size larger, and so many two.
const MANY: usize = 6;
const VERY_MANY: usize = 25;

/// A reason that has this many bytes at the end of a sentence is long enough.
const ENOUGH: usize = 90;

/// The plan.
pub(super) struct Plan<'a> {
    /// The stages that hold something.
    pub(super) stages: Vec<Step<'a>>,
    /// What to switch outside of the repository, by console.
    pub(super) consoles: Vec<(&'a str, Vec<Switch<'a>>)>,
}

/// A stage with its tasks.
pub(super) struct Step<'a> {
    pub(super) stage: Stage,
    pub(super) tasks: Vec<Task<'a>>,
    /// The score when this stage and those before it are done; `None` on a partial run.
    pub(super) after: Option<Score>,
}

/// The repair of one entry.
pub(super) struct Task<'a> {
    /// From 1, through all stages.
    pub(super) number: usize,
    pub(super) rule: &'a Rule,
    /// What it repairs; never empty.
    pub(super) findings: Vec<&'a Shown>,
    /// Other rules that are content with the same repair.
    pub(super) also: Vec<&'a str>,
    pub(super) effort: Effort,
    /// Numbers of the tasks that come before it.
    pub(super) after: Vec<usize>,
}

/// A thing to switch in a console, and the rule that wants it.
pub(super) struct Switch<'a> {
    pub(super) rule: &'a str,
    pub(super) words: &'a str,
}

impl Task<'_> {
    /// Why it is done now: how the rule's page begins.
    pub(super) fn why(&self) -> String {
        let why =
            self.rule.section("Why").unwrap_or_default().split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let mut ends = why.match_indices(". ").map(|(at, _)| at + 1);
        let end = ends.find(|end| *end >= ENOUGH).unwrap_or(why.len());
        why.get(..end).unwrap_or_default().trim().to_owned()
    }
}

/// Makes the plan of a report.
pub(super) fn plan<'a>(report: &'a Report) -> Plan<'a> {
    let mut staged: Vec<(Stage, &Rule, Entry)> = entries(report)
        .into_iter()
        .filter(|entry| entry.severity() > Severity::Info)
        .filter_map(|entry| {
            let rule = report.rule(&entry.findings.first()?.finding.rule)?;
            Some((Stage::of_entry(&entry, rule), rule, entry))
        })
        .collect();
    // Entries come worst first, and stay so within their stage.
    staged.sort_by_key(|(stage, ..)| *stage);
    let order = dependencies_first(&staged);
    let numbers: Vec<&str> = order.iter().filter_map(|&at| staged.get(at)).map(|(_, rule, _)| &*rule.id).collect();
    let mut stages: Vec<Step> = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for (number, &at) in (1usize..).zip(&order) {
        let Some((stage, rule, entry)) = staged.get(at) else { continue };
        if stages.last().is_none_or(|step| step.stage != *stage) {
            stages.push(Step { stage: *stage, tasks: Vec::new(), after: None });
        }
        let earlier = |name: &String| numbers.iter().position(|id| id == name).map(|at| at + 1).filter(|n| *n < number);
        let task = Task {
            number,
            rule,
            findings: entry.findings.clone(),
            also: entry.also.clone(),
            effort: effort(rule, entry),
            after: rule.metadata.after.iter().filter_map(earlier).collect(),
        };
        done.insert(&rule.id);
        done.extend(&entry.also);
        if let Some(step) = stages.last_mut() {
            step.tasks.push(task);
            step.after = score_without(report, &done);
        }
    }
    Plan { stages, consoles: consoles(report) }
}

/// The order of tasks: as given, but within a stage each behind those that it builds on.
fn dependencies_first(staged: &[(Stage, &Rule, Entry)]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(staged.len());
    let mut waiting: Vec<usize> = (0..staged.len()).collect();
    while !waiting.is_empty() {
        let waits = |at: &usize| {
            let Some((stage, rule, _)) = staged.get(*at) else { return false };
            let is_before = |other: &usize| {
                other != at
                    && staged
                        .get(*other)
                        .is_some_and(|(s, r, _)| s == stage && rule.metadata.after.iter().any(|a| **a == *r.id))
            };
            waiting.iter().any(is_before)
        };
        // A circle of dependencies is broken at its first task.
        let next = waiting.iter().position(|at| !waits(at)).unwrap_or(0);
        order.push(waiting.remove(next));
    }
    // A task that waited must not be overtaken by one of a later stage.
    order.sort_by_key(|&at| staged.get(at).map(|(stage, ..)| *stage));
    order
}

fn effort(rule: &Rule, entry: &Entry) -> Effort {
    let one = rule.metadata.effort;
    match entry.findings.len() {
        VERY_MANY.. => one.more().more(),
        MANY.. => one.more(),
        _ => one,
    }
}

/// The score without what these rules found.
fn score_without(report: &Report, done: &BTreeSet<&str>) -> Option<Score> {
    let (input, _) = report.scored.as_ref()?;
    let mut left = input.clone();
    left.findings.retain(|finding| !done.contains(&*finding.rule));
    Some(score::score(&left))
}

/// What to switch in the consoles that the project has: what neither passes nor is attested.
fn consoles<'a>(report: &'a Report) -> Vec<(&'a str, Vec<Switch<'a>>)> {
    let is_open = |rule: &str| {
        let open = [Verdict::Fail, Verdict::Unknown, Verdict::Error];
        report.checks.iter().any(|check| *check.rule == *rule && open.contains(&check.verdict))
    };
    let has = |console: &&Console| console.services.is_empty() || console.services.iter().any(|s| uses(report, s));
    let ticks = |console: &'a Console| -> Vec<Switch<'a>> {
        let open = console.ticks.iter().filter(|tick| is_open(&tick.rule));
        let mut ticks: Vec<Switch> = open.map(|t| Switch { rule: &t.rule, words: &t.words }).collect();
        ticks.dedup_by_key(|tick| tick.words);
        ticks
    };
    let consoles = report.project.vocab.consoles.iter().filter(has).map(|c| (c.name.as_str(), ticks(c)));
    consoles.filter(|(_, ticks)| !ticks.is_empty()).collect()
}

fn uses(report: &Report, name: &str) -> bool {
    let project = report.project;
    let in_app =
        |app: &App| app.services.contains(name) || app.data.iter().chain(&app.frameworks).any(|id| *id == name);
    let in_route = |route: &Route| {
        route.paid_apis.iter().any(|call| call.service == name)
            || route.webhook.as_ref().is_some_and(|webhook| webhook.provider == name)
    };
    let has_key = || {
        project.ops.variables.used.keys().any(|v| project.vocab.service_of_variable(v).is_some_and(|s| s.id == name))
    };
    project.apps.iter().any(in_app) || project.routes.iter().any(in_route) || has_key()
}
