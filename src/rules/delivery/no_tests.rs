//! No test asserts anything.

use crate::{
    model::Project,
    rules::{Severity, Sink},
    source::span::Range,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let tests = &project.ops.tests;
    if !tests.real.is_empty() {
        sink.pass(format!("{} test files assert something", tests.real.len()));
    } else if let Some(&file) = tests.empty.first() {
        let at = Range::default().in_file(file);
        sink.report(
            at,
            "tests",
            "the only tests assert nothing that could be false, so every change is tried on users",
        );
    } else if let Some(&file) = tests.by_hand.first() {
        let message = "the only tests are scripts that somebody has to run by hand, so most changes are tried on users";
        let finding = sink.report(Range::default().in_file(file), "tests", message);
        finding.severity(Severity::Low);
    } else if project.code_files().next().is_some() {
        sink.report(project.anchor(), "tests", "there is no test, so every change is tried on users");
    } else {
        sink.not_applicable("no code");
    }
}
