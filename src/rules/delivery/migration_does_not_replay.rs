//! The migrations do not run on an empty database: nobody can rebuild it from the repository.

use super::is_of_one_shots;
use crate::{
    model::{
        Project,
        schema::{Failure, FailureKind},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    // Where every statement fails there are no tables either: that is the worst case, not none.
    if project.databases.is_empty() {
        sink.not_applicable("no SQL in the repository makes tables");
        return;
    }
    for database in project.databases.iter().filter(|database| !database.loose && !is_of_one_shots(project, database)) {
        let mut roots = database.failures.iter().filter(|f| f.kind != FailureKind::Cascade);
        let Some(first) = roots.next() else { continue };
        let others: Vec<&Failure> = roots.collect();
        let follow = database.failures.len() - 1 - others.len();
        let more = match (others.len(), follow) {
            (0, 0) => String::new(),
            (0, n) => format!("; {n} more fail because of it"),
            (n, 0) => format!("; {n} more fail for reasons of their own"),
            (n, m) => format!("; {n} more fail for reasons of their own, and {m} because of these"),
        };
        let source = &database.source;
        let message = format!(
            "the migrations cannot rebuild the database: the first statement that fails says {}{more}",
            first.reason
        );
        let finding = sink.report(first.at, if source.is_empty() { "." } else { source }, message);
        // A folder of loose files has no order that anybody promised.
        if !source.ends_with("migrations") {
            finding.severity(Severity::Medium);
        }
        for other in others {
            finding.place(other.at, other.reason.clone());
        }
    }
}
