//! A literal that cannot be a value of the column's type, or a pattern for one that is no text.

use std::collections::BTreeMap;

use super::{RefusedValues, is_idle, unchecked};
use crate::{
    model::{
        Project,
        queries::{Comparison, Condition, Query},
        schema::{Name, Part, SqlType, Table},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut refused = RefusedValues::default();
    let mut types: BTreeMap<(Name, String), &SqlType> = BTreeMap::new();
    for query in unchecked(project) {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        let written = project.written_constants(query).into_iter().map(|(column, value)| (column, Use::Value(value)));
        for (column, used) in written.chain(compared(query)) {
            let Some(ty) = column_type(project, &name, table, &column) else { continue };
            let value = match used {
                Use::Value(value) if !ty.accepts(&value) => value,
                Use::Pattern if !ty.takes_patterns() => PATTERN.to_owned(),
                _ => continue,
            };
            refused.add(&name, &column, value, query.at);
            types.insert((name.clone(), column), ty);
        }
    }
    for group in refused.groups() {
        let (table, column) = (group.table, group.column);
        let key = format!("{table}.{column}");
        let Some(ty) = types.get(&(table, column.clone())) else { continue };
        let is_search = group.values.contains(PATTERN);
        let what = if is_search {
            "cannot be searched by a pattern".to_owned()
        } else {
            format!("cannot be {}", group.values)
        };
        let message = format!("{key} holds {ty} and {what}: the call fails each time");
        let finding = sink.report(group.first, key, message);
        if is_search {
            finding.help("search columns that hold text, or compare for equality");
        } else if group.values.contains("\"null\"") {
            finding.help(format!("ask for rows without a value by `.is(\"{column}\", null)`"));
        } else {
            finding.help(format!("give {column} a value of its type, `null` for none, or compare another column"));
        }
        for place in group.others {
            finding.place(place, format!("the same for {column}"));
        }
    }
}

/// Stands for a pattern among the values.
const PATTERN: &str = "%";

/// What a call does with a column.
enum Use {
    Value(String),
    Pattern,
}

/// The type of a column that no statement which fails may have changed.
fn column_type<'t>(project: &Project, name: &Name, table: &'t Table, column: &str) -> Option<&'t SqlType> {
    let known = table.column(column).filter(|_| table.knows(Part::Columns))?;
    (!project.may_change(name, Part::Columns, |held| held == column)).then_some(&known.ty)
}

/// What columns are compared with: literals, by operators that take the type of the column, and patterns.
fn compared(query: &Query) -> Vec<(String, Use)> {
    let comparisons = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.path.is_none());
    comparisons.filter_map(|c| Some((c.column.clone()?, compared_with(c)?))).collect()
}

fn compared_with(comparison: &Comparison) -> Option<Use> {
    let op = comparison.op.strip_prefix("not.").unwrap_or(&comparison.op);
    match op {
        "eq" | "neq" | "gt" | "gte" | "lt" | "lte" => {
            let text = comparison.literal.as_deref()?;
            Some(Use::Value(text.trim_matches('"').to_owned()))
        }
        "like" | "ilike" | "match" | "imatch" => Some(Use::Pattern),
        _ => None,
    }
}
