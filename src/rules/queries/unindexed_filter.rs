//! A filter of the app that no index serves: the table is read row by row.

use super::{by_table_and_columns, index_name, is_idle};
use crate::{
    model::{
        Project,
        indexes::{Service, is_unique},
        queries::{Condition, Query},
        schema::Table,
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let groups = by_table_and_columns(project, |query, table| {
        let is_missing = project.judge_as_user(query).filter == Service::Missing;
        let columns = searched(query, table);
        (is_missing && !columns.is_empty()).then_some(columns)
    });
    for ((table, columns), calls) in groups {
        if project.vocab.tables.tiny.has(&table.name) {
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
        finding.help(format!("create index {} on {table} ({list});", index_name(&table, &columns)));
        if columns.iter().all(|c| is_choice(project, &table.name, c)) {
            finding.severity(Severity::Low).confidence(Confidence::Low);
        }
        for call in others {
            finding.place(call.at, format!("searches {} by {list}", table.name));
        }
    }
}

/// The columns that an index over this filter would hold: equalities first, then one range. Columns of two values, and
/// conditions that no b-tree serves, are left out.
fn searched<'p>(query: &'p Query, table: &'p Table) -> Vec<&'p str> {
    let mut equal = Vec::new();
    let mut range = Vec::new();
    for condition in &query.conditions {
        let Condition::Compare(comparison) = condition else { continue };
        let Some(column) = comparison.column.as_deref().filter(|c| !c.contains('.')) else { continue };
        let Some(known) = table.columns.iter().find(|c| c.name == column) else { continue };
        if known.ty.name.name == "bool" || comparison.path.is_some() {
            continue;
        }
        match comparison.op.as_str() {
            "eq" | "in" if !equal.contains(&column) => equal.push(column),
            "gt" | "gte" | "lt" | "lte" if !range.contains(&column) => range.push(column),
            _ => {}
        }
    }
    equal.sort_unstable();
    if is_unique(table, &equal) {
        return Vec::new();
    }
    range.truncate(1);
    range.retain(|c| !equal.contains(c));
    equal.extend(range);
    equal
}

/// Whether a column only says in which of a few states a row is: an index on it alone helps little.
fn is_choice(project: &Project, table: &str, column: &str) -> bool {
    project.vocab.columns.state.has(column)
        || project.table_named(None, table).is_some_and(|(schema, _, table)| {
            let ty = table.columns.iter().find(|c| c.name == column).map(|c| &c.ty.name);
            ty.is_some_and(|ty| schema.types.contains(ty))
        })
}
