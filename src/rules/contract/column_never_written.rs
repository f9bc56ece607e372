//! A column that the app reads and that nothing in the repository ever writes.

use std::collections::{BTreeMap, BTreeSet};

use super::is_idle_without_calls;
use crate::{
    model::{
        Project,
        contract::{UnwrittenColumn, Weight},
    },
    rules::{Severity, Sink, phrase::joined},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle_without_calls(project, sink) {
        return;
    }
    let mut by_table: BTreeMap<(String, bool), Vec<UnwrittenColumn>> = BTreeMap::new();
    for column in project.unwritten_columns() {
        by_table.entry((column.table.clone(), column.asked.is_empty())).or_default().push(column);
    }
    for ((table, is_only_used), columns) in by_table {
        let names: Vec<&str> = columns.iter().map(|column| column.column.as_str()).collect();
        // One call asks for several columns.
        let places: BTreeSet<Span> = columns.iter().flat_map(|c| c.asked.iter().chain(&c.used)).copied().collect();
        let Some(&first) = places.first() else { continue };
        let (verb, it) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let names = joined(&names);
        let weight = columns.iter().map(|column| column.weight).max().unwrap_or_default();
        let effect = match weight {
            _ if !is_only_used => "a search by it finds nothing",
            Weight::Widens => "the condition that it stands in falls away, and every row fits",
            Weight::Bars => "all that needs it is refused or left undone",
            Weight::Decides => "what rests on it never happens",
            Weight::Shown => "nothing is shown of it",
        };
        let message =
            format!("{names} of {table} {verb} read, and nothing here ever writes {it}: always null, so that {effect}");
        let finding = sink.report(first, format!("{table}.{names}"), message);
        finding.severity(match weight {
            Weight::Widens | Weight::Bars => Severity::High,
            Weight::Shown if is_only_used => Severity::Low,
            _ => Severity::Medium,
        });
        for &place in places.iter().skip(1) {
            finding.place(place, "and here");
        }
        if let Some(made) = columns.iter().find_map(|column| column.made) {
            finding.place(made, "made here");
        }
    }
}
