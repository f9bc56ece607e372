//! A list read without a limit: slow when it grows, and silently cut at the API's 1,000 rows.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        queries::{Condition, Op, Query},
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    let mut reads = 0;
    for query in project.production_queries().filter(|q| q.op == Op::Select) {
        reads += 1;
        let [table] = query.tables.as_slice() else { continue };
        if project.is_bounded(query)
            || query.has_unread
            || project.vocab.tables.tiny.has(table)
            || stays_small(project, query)
        {
            continue;
        }
        by_table.entry(table).or_default().push(query);
    }
    if reads == 0 {
        sink.not_applicable("the code reads no list from a database");
    }
    for (table, mut calls) in by_table {
        // The whole table first: that read is sure to grow.
        calls.sort_by_key(|q| (!q.conditions.is_empty(), q.at));
        let Some((first, others)) = calls.split_first() else { continue };
        let is_whole = first.conditions.is_empty();
        let what = if is_whole { "all rows of" } else { "all matching rows of" };
        let more = if others.is_empty() { String::new() } else { format!(", in {} places", calls.len()) };
        let cut =
            first.library.cut_at().map_or(String::new(), |rows| format!(", and cut without a word at {rows} rows"));
        let message = format!("{what} {table} are read at once{more}: slow as it grows{cut}");
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(format!(
            "read {table} in pages ({}), and count or sum in the database, not in the app",
            first.library.pages()
        ));
        if !is_whole {
            finding.severity(Severity::Low).confidence(Confidence::Low);
        }
        for call in others {
            finding.place(call.at, format!("reads {table} without a limit"));
        }
    }
}

/// Where nothing is cut off, what belongs to one owner or one thing stays small; what is in one state grows with the table.
fn stays_small(project: &Project, query: &Query) -> bool {
    let mut columns = query.conditions.iter().flat_map(Condition::comparisons).filter_map(|c| c.column.as_deref());
    query.library.cut_at().is_none() && columns.any(|column| !project.vocab.columns.state.has(column))
}
