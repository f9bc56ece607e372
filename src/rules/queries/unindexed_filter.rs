//! A filter of the app that no index serves: the table is read row by row.

use std::collections::BTreeMap;

use super::{by_table_and_columns, index_name, is_idle};
use crate::{
    model::{
        Project,
        indexes::{Service, is_row_for_each},
        queries::{Bound, Comparison, Condition, Op, Query},
        schema::Name,
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let jobs = project.only_in_jobs();
    let groups = by_table_and_columns(project, |query, table| {
        // Nobody waits for a tidying job, and an index costs every other write a little.
        let is_missing = project.judge_as_user(query).filter == Service::Missing
            && !(matches!(query.op, Op::Update | Op::Delete) && jobs.hold(project, query));
        let columns = project.searched_columns(query, table);
        let is_old = || is_open_to_past(query, &columns) && jobs.hold(project, query);
        (is_missing && !columns.is_empty() && !is_old()).then_some(columns)
    });
    for ((table, columns), calls) in longest(groups) {
        // An index over a choice alone serves where few of many rows are in the state that is asked for.
        let all_choices = columns.iter().all(|c| project.is_choice(&table.name, c));
        let stays_small = project.vocab.tables.tiny.has(&table.name)
            || project.filled.is_written_once(&table.name)
            || is_of_combinations(project, &table, &columns);
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
        } else if project.vocab.tables.few.has(&table.name)
            || calls.iter().all(|call| jobs.hold(project, call))
            || is_of_counter(project, &table, &columns)
        {
            finding.severity(Severity::Low);
        }
        for call in others {
            finding.place(call.at, format!("searches {} by {list}", table.name));
        }
    }
}

/// `created_at < a week ago`: nearly every row is as old as that, so an index would pick none out.
fn is_open_to_past(query: &Query, columns: &[&str]) -> bool {
    let [column] = columns else { return false };
    let of_column = |c: &&Comparison| c.column.as_deref() == Some(column);
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons).filter(of_column).peekable();
    compared.peek().is_some() && compared.all(|c| matches!(c.op.as_str(), "lt" | "lte"))
}

/// A range over a number alone: no time passes it by, so it rarely picks few rows of many.
fn is_of_counter(project: &Project, name: &Name, columns: &[&str]) -> bool {
    let [column] = columns else { return false };
    let found = project.table_named(Some(&name.schema), &name.name);
    let ty = found.and_then(|(_, _, table)| table.columns.iter().find(|c| c.name == *column)).map(|c| &c.ty.name.name);
    let is_number =
        ty.is_some_and(|ty| matches!(ty.as_str(), "int2" | "int4" | "int8" | "float4" | "float8" | "numeric"));
    is_number && !column.ends_with("_id") && project.vocab.columns.counter.has(column)
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

/// Whether a table has one row for each combination of a few choices: none of its columns is a key of something else.
fn is_of_combinations(project: &Project, name: &Name, columns: &[&str]) -> bool {
    let words = &project.vocab.columns;
    let is_key = |c: &&str| c.ends_with("id") || words.owner.has(c) || words.personal.has(c);
    let found = project.table_named(Some(&name.schema), &name.name);
    found.is_some_and(|(_, _, table)| !columns.iter().any(is_key) && is_row_for_each(table, columns))
}
