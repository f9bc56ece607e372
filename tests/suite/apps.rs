//! The rules on whole small exports, one per builder: every fault that was planted is found, what only looks like a fault
//! is not reported, and the well-made app stays clean. A mark is met by a finding at its line or by one of the places
//! that the finding names, since one cause is one finding.

use std::{collections::BTreeSet, fmt::Write, fs, path::PathBuf};

use crate::support::{catalogue, files, load, marked_lines, name, root};
use plimsoll::{
    audit::{Carried, Request, audit},
    config::Config,
    date::Date,
    model::Project,
    rules::{Attested, Confidence, Finding, Rule, Selection, Severity, judge},
    run,
    source::span::Span,
    suppress::Baseline,
};

/// Rule, path, line.
type Places = BTreeSet<(String, String, u32)>;

#[test]
fn planted_faults_are_found() {
    let catalogue = catalogue();
    let mut missed = String::new();
    for app in apps() {
        let found = places(&load(&app), &catalogue.rules);
        for mark in marks(&app, "expect:", &catalogue.rules).difference(&found) {
            let _ = writeln!(missed, "{}: {}:{} {}", name(&app), mark.1, mark.2, mark.0);
        }
    }
    assert!(missed.is_empty(), "marked and not reported:\n{missed}");
}

#[test]
fn what_is_known_to_be_missed_is_still_missed() {
    let catalogue = catalogue();
    let mut better = String::new();
    for app in apps() {
        let found = places(&load(&app), &catalogue.rules);
        for mark in marks(&app, "missed:", &catalogue.rules).intersection(&found) {
            let _ = writeln!(better, "{}: {}:{} {}", name(&app), mark.1, mark.2, mark.0);
        }
    }
    assert!(better.is_empty(), "found by now, so write `expect:` there:\n{better}");
}

#[test]
fn what_only_looks_bad_is_not_reported() {
    let catalogue = catalogue();
    let mut wrong = String::new();
    for app in apps() {
        let found = places(&load(&app), &catalogue.rules);
        for mark in marks(&app, "fine:", &catalogue.rules).intersection(&found) {
            let _ = writeln!(wrong, "{}: {}:{} {}", name(&app), mark.1, mark.2, mark.0);
        }
    }
    assert!(wrong.is_empty(), "marked as fine and reported:\n{wrong}");
}

#[test]
fn a_well_made_app_has_next_to_no_findings() {
    let catalogue = catalogue();
    let project = load(&root().join("corpus/apps/good-harbor"));
    let weighty = |f: &Finding| f.severity >= Severity::Medium && f.confidence >= Confidence::Medium;
    let mut said = String::new();
    for finding in findings(&project, &catalogue.rules).iter().filter(|f| weighty(f)) {
        let (path, line) = place(&project, finding.at);
        let _ = writeln!(said, "{path}:{line} {} {}", finding.rule, finding.message);
    }
    assert!(said.is_empty(), "reported in an app that has none of it:\n{said}");
}

#[test]
fn a_well_made_app_scores_well() {
    let catalogue = catalogue();
    let app = root().join("corpus/apps/good-harbor");
    let config = Config::read(&app.join("plimsoll.toml"), "plimsoll.toml", &catalogue).unwrap();
    let request = Request {
        paths: vec![app],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config,
        baseline: Baseline::default(),
        // The claims in its configuration are of that autumn.
        today: Date::of_epoch(1_795_219_200),
        carried: Carried::default(),
        schema_dump: None,
    };
    let audit = run::on_workers(Some(2), || audit(&request, &catalogue)).unwrap().unwrap();
    let (_, score) = audit.scored.unwrap();
    assert!(score.value >= 90, "{} ({}), gate {:?}", score.value, score.ceiling_reason, score.gate);
}

fn apps() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("corpus/apps")).into_iter().flatten().flatten();
    let mut apps: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.is_dir()).collect();
    apps.sort();
    apps
}

fn findings(project: &Project, rules: &[Rule]) -> Vec<Finding> {
    let rules: Vec<&Rule> = rules.iter().collect();
    run::on_workers(Some(2), || judge(project, &rules, &Attested::default())).unwrap().findings
}

/// Everywhere that a finding points to.
fn places(project: &Project, rules: &[Rule]) -> Places {
    let mut places = Places::new();
    for finding in findings(project, rules) {
        for at in std::iter::once(finding.at).chain(finding.related.iter().map(|label| label.at)) {
            let (path, line) = place(project, at);
            places.insert((finding.rule.to_string(), path, line));
        }
    }
    places
}

fn place(project: &Project, at: Span) -> (String, u32) {
    let file = project.file(at.file);
    (file.path.clone(), file.lines.line(at.range.start))
}

fn marks(app: &PathBuf, keyword: &str, rules: &[Rule]) -> Places {
    let mut places = Places::new();
    for path in files(app) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let relative = path.strip_prefix(app).unwrap().to_string_lossy().replace('\\', "/");
        for rule in rules {
            let lines = marked_lines(&text, keyword, &rule.id);
            places.extend(lines.into_iter().map(|line| (rule.id.to_string(), relative.clone(), line)));
        }
    }
    places
}
