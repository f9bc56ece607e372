//! What is found out about entry points: a mark above each says which answers it gets.

use std::{fmt::Write, fs};

use crate::support::{load, root};
use plimsoll::{
    model::routes::{Known, Route},
    source::gap::GapKind,
};

/// `// answers: logged=yes failure_handled=no`, on a line of its own above the entry point.
const KEYWORD: &str = "// answers: ";

#[test]
fn entry_points_get_the_answers_that_are_marked() {
    let mut faults = String::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("corpus/routes")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let project = load(&folder);
        let mut unread = marks(&folder);
        for route in &project.routes {
            let file = project.file(route.entry.at.file);
            let line = file.lines.line(route.entry.at.range.start);
            let Some(at) = unread.iter().position(|m| m.path == file.path && m.line == line) else { continue };
            for (question, expected) in &unread.swap_remove(at).answers {
                let found = answer(route, question);
                if found != expected {
                    let _ =
                        writeln!(faults, "{}: {} {question} is {found}, not {expected}", file.path, route.entry.name);
                }
            }
        }
        for mark in unread {
            let _ = writeln!(faults, "{}/{}:{} is no entry point", folder.display(), mark.path, mark.line);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn functions_without_a_handler_are_gaps() {
    let project = load(&root().join("corpus/routes/served"));
    let gaps = project.gaps.iter().filter(|gap| gap.kind == GapKind::NoHandler);
    let found: Vec<_> = gaps.map(|gap| (project.file(gap.at.file).path.as_str(), gap.detail.as_str())).collect();
    let detail = "no handler is found in the server function weigh-crop: what it checks and writes is not known";
    assert_eq!(found, [("supabase/functions/weigh-crop/index.ts", detail)]);
}

struct Mark {
    path: String,
    line: u32,
    answers: Vec<(String, String)>,
}

fn marks(folder: &std::path::Path) -> Vec<Mark> {
    let mut marks = Vec::new();
    for path in crate::support::files(folder) {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        for (number, line) in (1u32..).zip(text.lines()) {
            let Some((_, answers)) = line.split_once(KEYWORD) else { continue };
            let answers = answers.split_whitespace().filter_map(|a| a.split_once('='));
            let answers = answers.map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect();
            marks.push(Mark { path: path.clone(), line: number + 1, answers });
        }
    }
    marks
}

fn answer(route: &Route, question: &str) -> &'static str {
    let answer = match question {
        "authenticated" => &route.authenticated,
        "authorized" => &route.authorized,
        "validated" => &route.validated,
        "rate_limited" => &route.rate_limited,
        "logged" => &route.logged,
        "failure_handled" => &route.failure_handled,
        "public" => &route.public_by_design,
        _ => panic!("no such question: {question}"),
    };
    match answer.value {
        Known::Yes => "yes",
        Known::No => "no",
        Known::NotApplicable => "n/a",
        Known::Unknown => "unknown",
    }
}
