//! Every rule on small projects of its own: in `bad` it reports exactly the lines that are marked, in `good` nothing, and
//! what it says is on record. After changing the words of a rule: `INSTA_UPDATE=always cargo test --test corpus`.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use crate::support::{cases, catalogue, files, load, marked_lines, name, projects};
use plimsoll::{
    model::Project,
    rules::{Attested, Finding, Rule, judge},
    run,
};

/// `path:line`.
type Places = BTreeSet<(String, u32)>;

#[test]
fn rules_report_what_is_marked_and_nothing_else() {
    let catalogue = catalogue();
    let mut faults = String::new();
    for rule in &catalogue.rules {
        for folder in projects(rule, "bad") {
            let (found, expected) = (found(rule, &folder), expected(rule, &folder));
            for (path, line) in expected.difference(&found) {
                let _ = writeln!(faults, "{}: {}/{path}:{line} is marked and not reported", rule.id, name(&folder));
            }
            for (path, line) in found.difference(&expected) {
                let _ = writeln!(faults, "{}: {}/{path}:{line} is reported and not marked", rule.id, name(&folder));
            }
        }
        for folder in projects(rule, "good") {
            for (path, line) in found(rule, &folder) {
                let _ = writeln!(faults, "{}: {}/{path}:{line} is reported", rule.id, name(&folder));
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// A case that is silent only because nobody calls a function of it proves nothing. Those that are meant to wait for ever
/// say so in their names.
#[test]
fn every_function_of_a_case_may_run() {
    let catalogue = catalogue();
    let mut idle = String::new();
    for folder in catalogue.rules.iter().flat_map(|rule| [projects(rule, "bad"), projects(rule, "good")]).flatten() {
        let project = load(&folder);
        for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
            for function in &code.functions {
                let name = function.name.map_or("", |name| code.str(name));
                let is_meant = name.to_lowercase().contains("unused") || !project.sides.may_run(id);
                if !name.is_empty() && !is_meant && !project.sides.may_run_at(function.range.in_file(id)) {
                    let _ = writeln!(idle, "{}/{}: nobody calls {name}", folder.display(), file.path);
                }
            }
        }
    }
    assert!(idle.is_empty(), "\n{idle}");
}

#[test]
fn messages_are_on_record() {
    let catalogue = catalogue();
    for rule in &catalogue.rules {
        let mut said = String::new();
        for folder in projects(rule, "bad") {
            let project = load(&folder);
            for finding in findings(rule, &project) {
                let _ = writeln!(said, "{}", record(&project, &name(&folder), &finding));
            }
        }
        if !said.is_empty() {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(cases(rule));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!("messages", said));
        }
    }
}

#[test]
fn messages_are_clauses() {
    let catalogue = catalogue();
    for rule in &catalogue.rules {
        for folder in projects(rule, "bad") {
            for finding in findings(rule, &load(&folder)) {
                assert!(is_clause(&finding.message, &finding.key), "{}: {}", rule.id, finding.message);
                assert!(is_clause(&finding.help, &finding.key), "{}: {}", rule.id, finding.help);
            }
        }
    }
}

/// Starts in lower case, unless with a name of the app's own or an abbreviation; does not end in a stop.
fn is_clause(text: &str, key: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let is_name =
        key.contains(first) || first.chars().all(|c| !c.is_lowercase()) || first.contains(['`', '_', '.', '/']);
    let starts_low = !first.starts_with(char::is_uppercase) || is_name;
    starts_low && !text.ends_with('.') && !text.trim().is_empty()
}

fn findings(rule: &Rule, project: &Project) -> Vec<Finding> {
    let outcome = run::on_workers(Some(1), || judge(project, &[rule], &Attested::default())).unwrap();
    assert!(outcome.gaps.is_empty(), "{}: {:?}", rule.id, outcome.gaps);
    outcome.findings
}

fn found(rule: &Rule, folder: &Path) -> Places {
    let project = load(folder);
    let place = |f: &Finding| {
        let file = project.file(f.at.file);
        (file.path.clone(), file.lines.line(f.at.range.start))
    };
    findings(rule, &project).iter().map(place).collect()
}

fn record(project: &Project, folder: &str, finding: &Finding) -> String {
    let place = |at: plimsoll::source::span::Span| {
        let file = project.file(at.file);
        format!("{folder}/{}:{}", file.path, file.lines.line(at.range.start))
    };
    let mut text = format!(
        "{} {} ({} confidence) {}\n  {}\n  help: {}\n",
        place(finding.at),
        finding.severity.word(),
        finding.confidence.word(),
        finding.key,
        finding.message,
        finding.help
    );
    for label in &finding.related {
        let key = label.key.as_deref().map(|k| format!(" [{k}]")).unwrap_or_default();
        let _ = writeln!(text, "  {} {}{key}", place(label.at), label.message);
    }
    text
}

/// The marked places of a project: `expect: <rule>` in a comment behind the line, or on lines of its own above it; and
/// the lines of `<project>.expect` beside the folder.
fn expected(rule: &Rule, folder: &Path) -> Places {
    let mut places = Places::new();
    for path in files(folder) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let relative = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        places.extend(marked_lines(&text, "expect:", &rule.id).into_iter().map(|line| (relative.clone(), line)));
    }
    let listed = fs::read_to_string(folder.with_extension("expect")).unwrap_or_default();
    places.extend(listed.lines().filter_map(|line| {
        let (path, number) = line.trim().rsplit_once(':')?;
        Some((path.to_owned(), number.parse().ok()?))
    }));
    places
}

#[test]
fn marks_stand_behind_or_above_a_line() {
    let text = "a // expect: x/y\n// expect: x/y\n-- expect: x/z\nb\n{/* expect: x/y */}\nc\n";
    assert_eq!(marked_lines(text, "expect:", "x/y"), [1, 4, 6]);
    assert_eq!(marked_lines(text, "expect:", "x/z"), [4]);
    let mixed = "// expect: x/y\n// fine: x/z\na\n";
    assert_eq!(marked_lines(mixed, "expect:", "x/y"), [3]);
    assert_eq!(marked_lines(mixed, "fine:", "x/z"), [3]);
    assert!(marked_lines(mixed, "expect:", "x/z").is_empty());
}
