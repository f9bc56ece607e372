//! `ilike '%text%'` on a growing table: no b-tree can serve it.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    model::{
        Project,
        indexes::{Service, filter_served},
        queries::{Comparison, Condition, Query},
        schema::Name,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut by_column: BTreeMap<(Name, &str), Vec<&Query>> = BTreeMap::new();
    for query in project.production_queries() {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        if project.vocab.tables.tiny.has(&name.name) {
            continue;
        }
        for comparison in query.conditions.iter().flat_map(Condition::comparisons).filter(|c| is_search(c)) {
            let Some(column) = comparison.column.as_deref() else { continue };
            let alone = [Condition::Compare(comparison.clone())];
            let is_known = table.columns.iter().any(|c| c.name == column);
            if is_known && filter_served(table, &alone, false) == Service::Missing {
                let calls = by_column.entry((name.clone(), column)).or_default();
                if !calls.contains(&query) {
                    calls.push(query);
                }
            }
        }
    }
    for ((table, column), calls) in by_column {
        let Some((first, others)) = calls.split_first() else { continue };
        let message = format!("a search for text anywhere in {table}.{column} reads every row: no index serves it");
        let finding = sink.report(first.at, format!("{table}.{column}"), message);
        finding.help(format!(
            "create extension if not exists pg_trgm; create index on {table} using gin ({column} gin_trgm_ops);"
        ));
        for call in others {
            finding.place(call.at, format!("searches {column} in the same way"));
        }
    }
}

/// `ilike` and `like` with a pattern that begins with a wildcard.
fn is_search(comparison: &Comparison) -> bool {
    matches!(comparison.op.as_str(), "ilike" | "like")
        && comparison.prefix.as_deref().is_some_and(|p| p.starts_with(['%', '*']))
}
