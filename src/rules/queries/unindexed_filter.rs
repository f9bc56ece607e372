//! A filter of the app that no index serves: the table is read row by row.

use std::collections::BTreeMap;

use super::{by_table_and_columns, index_name, is_idle};
use crate::{
    model::{
        Project,
        indexes::{Service, is_row_for_each, is_unique},
        queries::{Bound, Condition, Query},
        schema::{Name, Table},
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let groups = by_table_and_columns(project, |query, table| {
        let is_missing = project.judge_as_user(query).filter == Service::Missing;
        let columns = searched(project, query, table);
        (is_missing && !columns.is_empty()).then_some(columns)
    });
    for ((table, columns), calls) in longest(groups) {
        // An index over a choice alone serves where few of many rows are in the state that is asked for.
        let all_choices = columns.iter().all(|c| is_choice(project, &table.name, c));
        let stays_small = project.vocab.tables.tiny.has(&table.name) || is_of_combinations(project, &table, &columns);
        if stays_small || all_choices && !project.vocab.tables.growing.has(&table.name) {
            continue;
        }
        let Some((first, others)) = calls.split_first() else { continue };
        let list = columns.join(", ");
        let places = match calls.len() {
            1 => "1 query searches".to_owned(),
            n => format!("{n} queries search"),
        };
        let message = format!("{places} {table} by {list} and no index helps: every row is read each time");
        let finding = sink.report(first.at, format!("{table}.{}", columns.join(",")), message);
        let keys = with_order(project, &columns, &calls);
        let names: Vec<&str> = keys.iter().map(|k| k.split(' ').next().unwrap_or(k)).collect();
        finding.help(format!("create index {} on {table} ({});", index_name(&table, &names), keys.join(", ")));
        if all_choices {
            finding.severity(Severity::Low).confidence(Confidence::Low);
        } else if project.vocab.tables.few.has(&table.name) {
            finding.severity(Severity::Low);
        }
        for call in others {
            finding.place(call.at, format!("searches {} by {list}", table.name));
        }
    }
}

type Groups<'p> = BTreeMap<(Name, Vec<&'p str>), Vec<&'p Query>>;

/// Without the groups whose columns begin those of another one on the same table: its index serves them, too.
fn longest(groups: Groups<'_>) -> Groups<'_> {
    let mut kept: Groups<'_> = BTreeMap::new();
    // From the last to the first, a longer list comes before those that begin it.
    for ((table, columns), mut calls) in groups.into_iter().rev() {
        match kept.iter_mut().find(|((t, longer), _)| *t == table && longer.starts_with(&columns)) {
            Some((_, known)) => known.append(&mut calls),
            None => {
                kept.insert((table, columns), calls);
            }
        }
    }
    for calls in kept.values_mut() {
        calls.sort_by_key(|q| q.at);
    }
    kept
}

/// The columns of the index that serves the filter and, where one of the calls takes the first rows, their order.
fn with_order(project: &Project, columns: &[&str], calls: &[&Query]) -> Vec<String> {
    let mut keys: Vec<String> = columns.iter().map(|c| (*c).to_owned()).collect();
    let is_page = |q: &&&Query| matches!(q.bound, Bound::Limit(_)) && project.judge_as_user(q).sort == Service::Missing;
    for sort in calls.iter().find(is_page).iter().flat_map(|q| &q.sort) {
        if !columns.contains(&sort.column.as_str()) && !sort.column.contains('.') {
            keys.push(if sort.descending { format!("{} desc", sort.column) } else { sort.column.clone() });
        }
    }
    keys
}

/// The columns that an index over this filter would hold: equalities first, whose row it is before all others, then one
/// range. Columns of two values, and conditions that no b-tree serves, are left out. Conditions that are only there at
/// times cannot lead an index that the others use: they count where there is nothing else.
pub(super) fn searched<'p>(project: &Project, query: &'p Query, table: &'p Table) -> Vec<&'p str> {
    let mut needed = Searched::default();
    let mut optional = Searched::default();
    for condition in &query.conditions {
        let Condition::Compare(comparison) = condition else { continue };
        let Some(column) = comparison.column.as_deref().filter(|c| !c.contains('.')) else { continue };
        let Some(known) = table.columns.iter().find(|c| c.name == column) else { continue };
        if known.ty.name.name == "bool" || comparison.path.is_some() {
            continue;
        }
        let found = if project.is_optional(query, comparison) { &mut optional } else { &mut needed };
        match comparison.op.as_str() {
            "eq" | "in" if !found.equal.contains(&column) => found.equal.push(column),
            "gt" | "gte" | "lt" | "lte" if !found.range.contains(&column) => found.range.push(column),
            _ => {}
        }
    }
    if is_unique(table, &needed.equal) {
        return Vec::new();
    }
    let name = query.tables.first().map_or("", String::as_str);
    let is_choice = |c: &str| is_choice(project, name, c);
    if needed.equal.is_empty() && needed.range.is_empty() {
        optional.equal.retain(|c| !is_choice(c));
        optional.equal.truncate(1);
        return optional.equal;
    }
    let columns = &project.vocab.columns;
    let is_whose = |c: &str| columns.owner.has(c) || columns.tenant.has(c);
    needed.equal.sort_by_key(|&c| (!is_whose(c), is_choice(c), c));
    needed.range.truncate(1);
    needed.range.retain(|c| !needed.equal.contains(c));
    needed.equal.extend(needed.range);
    needed.equal
}

/// The columns of a filter.
#[derive(Default)]
struct Searched<'p> {
    /// Compared for equality.
    equal: Vec<&'p str>,
    /// Compared by order.
    range: Vec<&'p str>,
}

/// Whether a table has one row for each combination of a few choices: none of its columns is a key of something else.
fn is_of_combinations(project: &Project, name: &Name, columns: &[&str]) -> bool {
    let words = &project.vocab.columns;
    let is_key = |c: &&str| c.ends_with("id") || words.owner.has(c) || words.personal.has(c);
    let found = project.table_named(Some(&name.schema), &name.name);
    found.is_some_and(|(_, _, table)| !columns.iter().any(is_key) && is_row_for_each(table, columns))
}

/// Whether a column only says in which of a few states a row is: an index on it alone helps little.
fn is_choice(project: &Project, table: &str, column: &str) -> bool {
    project.vocab.columns.state.has(column)
        || project.table_named(None, table).is_some_and(|(schema, _, table)| {
            let ty = table.columns.iter().find(|c| c.name == column).map(|c| &c.ty.name);
            ty.is_some_and(|ty| schema.types.contains(ty))
        })
}
