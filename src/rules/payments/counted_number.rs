//! The next number is reckoned from what is there.

use crate::{
    model::{
        Project,
        payments::numbered::{Basis, Numbered},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let all = project.numbered();
    for same in all.chunk_by(|one, other| (&one.table, &one.name) == (&other.table, &other.name)) {
        let Some((first, others)) = same.split_first() else { continue };
        let finding = sink.report(first.at, format!("{}.{}", first.table, first.name), message(first));
        if first.is_unique && !(first.how == Basis::Count && first.loses_rows) {
            finding.severity(Severity::Low);
        }
        for other in others {
            finding.place(other.at, "made here, too");
        }
    }
}

fn message(Numbered { table, name, how, is_unique, loses_rows, .. }: &Numbered) -> String {
    let made = match how {
        Basis::Count => format!("`{name}` is the number of rows in {table} plus one"),
        Basis::Last => format!("`{name}` is the last one in {table} plus one"),
    };
    let harm = match (is_unique, how, loses_rows) {
        (true, Basis::Count, true) => "once one is deleted, no further row can be added",
        (true, ..) => "of two at once the second is refused",
        (false, Basis::Count, true) => "two at once get the same, and so does the next after one is deleted",
        (false, ..) => "two at once get the same",
    };
    format!("{made}: {harm}")
}
