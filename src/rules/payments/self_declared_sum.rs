//! A sum that a user wrote on a row of his own becomes money.

use crate::{
    model::Project,
    rules::{Severity, Sink},
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.has_schema() {
        sink.not_applicable("no SQL here makes tables");
        return;
    }
    for sum in project.declared_sums() {
        let (table, column, added_to) = (&sum.table, &sum.column, &sum.added_to);
        let when = if sum.is_at_once { "and a trigger adds it" } else { "and what settles the row adds it" };
        let is_score = split(added_to).iter().any(|word| project.vocab.words.scores.has(word));
        let gain = if is_score { "points that nobody earned" } else { "money out of nothing" };
        let message = format!("any user can add a row to {table} with any {column}, {when} to {added_to}: {gain}");
        let finding = sink.report(sum.open, format!("{table}.{column}"), message);
        finding.step(sum.at, format!("{column} is added to {added_to} here"));
        if !sum.is_at_once || is_score {
            finding.severity(Severity::High);
        }
    }
}
