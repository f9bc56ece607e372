//! `ilike '%text%'` on a growing table: no b-tree can serve it.

use std::collections::{BTreeMap, BTreeSet};

use super::{super::phrase::joined, is_idle};
use crate::{
    model::{
        Project,
        indexes::{Service, filter_served},
        queries::{Comparison, Condition, Query},
        schema::{Name, Table},
    },
    rules::Sink,
};

/// What is searched for text in one table, and by which calls.
#[derive(Default)]
struct Searched<'p> {
    columns: BTreeSet<&'p str>,
    calls: Vec<&'p Query>,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut by_table: BTreeMap<Name, Searched<'_>> = BTreeMap::new();
    for query in project.met_queries() {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        // A search that the API cannot read searches nothing.
        let stays_so = project.vocab.tables.tiny.has(&name.name) || project.filled.is_written_once(&name.name);
        let is_idle = stays_so || !query.beyond.is_empty();
        if is_idle || is_narrowed(project, query, table) {
            continue;
        }
        let columns: Vec<&str> = unserved(query, table).collect();
        if !columns.is_empty() {
            let found = by_table.entry(name).or_default();
            found.columns.extend(columns);
            found.calls.push(query);
        }
    }
    for (table, Searched { columns, calls }) in by_table {
        let Some((first, others)) = calls.split_first() else { continue };
        let names: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let list = names.join(",");
        let message =
            format!("a search for text anywhere in {} of {table} reads every row: no index serves it", joined(&names));
        let finding = sink.report(first.at, format!("{table}.{list}"), message);
        // With `or`, an index over one of the columns helps nothing.
        let keys: Vec<String> = names.iter().map(|column| format!("{column} gin_trgm_ops")).collect();
        finding.help(format!(
            "create extension if not exists pg_trgm; create index on {table} using gin ({});",
            keys.join(", ")
        ));
        for call in others {
            finding.place(call.at, format!("searches {} in the same way", table.name));
        }
    }
}

/// Whether an index finds the few rows of somebody first, and only those are searched.
fn is_narrowed(project: &Project, query: &Query, table: &Table) -> bool {
    let name = query.tables.first().map_or("", String::as_str);
    let holds_always = |condition: &&Condition| match condition {
        Condition::Compare(c) => {
            let is_state = c.column.as_deref().is_some_and(|column| project.is_choice(name, column));
            !is_state && !is_search(c) && !project.is_optional(query, c)
        }
        Condition::AnyOf(_) => false,
    };
    let always: Vec<Condition> = query.conditions.iter().filter(holds_always).cloned().collect();
    let is_of_somebody = always.iter().flat_map(Condition::comparisons).any(|c| {
        c.op == "eq"
            && c.column.as_deref().and_then(|column| crate::vocab::split(column).pop()).is_some_and(|w| w == "id")
    });
    match filter_served(table, &always, false) {
        Service::Used(_) => true,
        // The index that is missing for them, which is told elsewhere, finds the few rows.
        Service::Missing => is_of_somebody,
        _ => false,
    }
}

/// The columns that a call searches for text and that no index serves.
fn unserved<'p>(query: &'p Query, table: &'p Table) -> impl Iterator<Item = &'p str> {
    let searches = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| is_search(c));
    searches.filter_map(|comparison| {
        let column = comparison.column.as_deref()?;
        let alone = [Condition::Compare(comparison.clone())];
        let is_known = table.columns.iter().any(|c| c.name == column);
        (is_known && filter_served(table, &alone, false) == Service::Missing).then_some(column)
    })
}

/// `ilike` and `like` with a pattern that begins with a wildcard.
fn is_search(comparison: &Comparison) -> bool {
    matches!(comparison.op.as_str(), "ilike" | "like")
        && comparison.prefix.as_deref().is_some_and(|p| p.starts_with(['%', '*']))
}
