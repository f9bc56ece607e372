//! A state that the app asks for or insists on, and that nothing in the repository ever writes.

use super::is_idle;
use crate::{
    model::Project,
    rules::{Severity, Sink, phrase::joined},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for dead in project.dead_states() {
        let (table, column, state) = (&dead.table, &dead.column, &dead.state);
        let places = || dead.tested.iter().chain(&dead.asked);
        let Some(&first) = places().next() else { continue };
        let written: Vec<String> = dead.written.iter().map(|word| format!("\"{word}\"")).collect();
        let effect = if dead.tested.is_empty() { "this finds nothing" } else { "everybody is turned away here" };
        let message = format!(
            "{column} of {table} is never \"{state}\": all that is written here is {}, so that {effect}",
            joined(&written)
        );
        let finding = sink.report(first, format!("{table}.{column}.{state}"), message);
        finding.severity(match (dead.is_listed, dead.tested.is_empty()) {
            (true, _) => Severity::Low,
            (false, true) => Severity::Medium,
            (false, false) => Severity::High,
        });
        for &place in places().skip(1) {
            finding.place(place, "and here");
        }
    }
}
