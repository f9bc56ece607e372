//! A page of sorted rows for which the whole table is sorted first.

use super::{by_table_and_columns, index_name, is_idle};
use crate::{
    model::{
        Project,
        indexes::Service,
        queries::{Bound, Condition, Op, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let groups = by_table_and_columns(project, |query, table| {
        let is_page = matches!(query.bound, Bound::Limit(_));
        let judged = project.judge_as_user(query);
        // Where an index finds the rows, few are left to sort.
        let is_found = matches!(judged.filter, Service::Used(_))
            // The index that the filter lacks gives the order, too.
            || judged.filter == Service::Missing && !project.searched_columns(query, table).is_empty();
        (is_page && judged.sort == Service::Missing && !is_found).then(|| served_columns(query))
    });
    for ((table, columns), calls) in groups {
        let stays_so = project.vocab.tables.tiny.has(&table.name) || project.filled.is_written_once(&table.name);
        if columns.is_empty() || stays_so {
            continue;
        }
        let Some((first, others)) = calls.split_first() else { continue };
        let sorted: Vec<&str> = first.sort.iter().map(|s| s.column.as_str()).collect();
        let message = format!(
            "the first rows of {table} by {} are found by sorting the whole table each time",
            sorted.join(", ")
        );
        let finding = sink.report(first.at, format!("{table}.{}", columns.join(",")), message);
        finding.help(format!("create index {} on {table} ({});", index_name(&table, &columns), columns.join(", ")));
        let tables = &project.vocab.tables;
        let is_of_staff = !tables.growing.has(&table.name)
            && calls.iter().all(|q| project.file(q.at.file).folder().split('/').any(|folder| folder == "admin"));
        let stays_small = tables.few.has(&table.name) || is_of_staff || is_pruned(project, &table.name);
        if !first.conditions.is_empty() || stays_small {
            finding.severity(Severity::Low);
        }
        for call in others {
            finding.place(call.at, format!("sorts {} in the same way", table.name));
        }
    }
}

/// Whether the app itself deletes what is older than some time.
fn is_pruned(project: &Project, table: &str) -> bool {
    let is_older = |condition: &Condition| match condition {
        Condition::Compare(c) => matches!(c.op.as_str(), "lt" | "lte"),
        Condition::AnyOf(_) => false,
    };
    project
        .production_queries()
        .any(|q| q.op == Op::Delete && q.tables.iter().any(|t| t == table) && q.conditions.iter().any(is_older))
}

/// The columns of the index that would serve: those compared for equality, then those sorted by.
fn served_columns(query: &Query) -> Vec<&str> {
    let mut columns: Vec<&str> = query
        .conditions
        .iter()
        .filter_map(|c| match c {
            Condition::Compare(c) if c.op == "eq" && c.path.is_none() => c.column.as_deref(),
            _ => None,
        })
        .filter(|c| !c.contains('.'))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    for sort in &query.sort {
        if !columns.contains(&sort.column.as_str()) {
            columns.push(&sort.column);
        }
    }
    columns
}
