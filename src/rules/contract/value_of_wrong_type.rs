//! A literal that cannot be a value of the column's type, or a pattern for one that is no text.

use std::collections::BTreeMap;

use super::{RefusedGroup, RefusedValues, is_idle, unchecked};
use crate::{
    facts::code::{Code, ExprKind},
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
    let (mut values, mut searched) = (RefusedValues::default(), RefusedValues::default());
    let mut types: BTreeMap<(Name, String), &SqlType> = BTreeMap::new();
    for query in unchecked(project) {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        let written = project.written_constants(query).into_iter().map(|(column, value)| (column, Use::Value(value)));
        for (column, used) in written.chain(compared(project, query)) {
            let Some(ty) = column_type(project, &name, table, &column) else { continue };
            match used {
                Use::Value(value) if !ty.accepts(&value) => values.add(&name, &column, value, query.at),
                Use::Pattern if !ty.takes_patterns() => searched.add(&name, &column, String::new(), query.at),
                _ => continue,
            }
            types.insert((name.clone(), column), ty);
        }
    }
    for group in values.columns() {
        let what = format!("cannot be {}", group.values);
        let column = &group.column;
        let help = if group.values == "\"null\"" {
            format!("ask for rows without a value by `.is(\"{column}\", null)`")
        } else {
            format!("give {column} a value of its type, `null` for none, or use the column that was meant")
        };
        report(&types, group, &what, help, sink);
    }
    for group in searched.columns() {
        let help = "search columns that hold text, or compare for equality".to_owned();
        report(&types, group, "cannot be searched by a pattern", help, sink);
    }
}

fn report(types: &BTreeMap<(Name, String), &SqlType>, group: RefusedGroup, what: &str, help: String, sink: &mut Sink) {
    let key = format!("{}.{}", group.table, group.column);
    let Some(ty) = types.get(&(group.table, group.column.clone())) else { return };
    let message = format!("{key} holds {ty} and {what}: the call fails each time");
    let finding = sink.report(group.first, key, message);
    finding.help(help);
    for place in group.others {
        finding.place(place, format!("the same for {}", group.column));
    }
}

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
fn compared(project: &Project, query: &Query) -> Vec<(String, Use)> {
    let comparisons = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.path.is_none());
    let code = project.file(query.at.file).code.as_ref();
    comparisons.filter_map(|c| Some((c.column.clone()?, compared_with(code, c)?))).collect()
}

fn compared_with(code: Option<&Code>, comparison: &Comparison) -> Option<Use> {
    let op = comparison.op.strip_prefix("not.").unwrap_or(&comparison.op);
    // A variable that begins as null is something else by the time of the call.
    let is_written = |text: &str| {
        let is_null = |value| code.is_some_and(|code| code.expr(value) == ExprKind::Null);
        text != "null" || comparison.value.is_none_or(is_null)
    };
    match op {
        "eq" | "neq" | "gt" | "gte" | "lt" | "lte" => {
            let text = comparison.literal.as_deref().filter(|text| is_written(text))?;
            Some(Use::Value(text.trim_matches('"').to_owned()))
        }
        "like" | "ilike" | "match" | "imatch" => Some(Use::Pattern),
        _ => None,
    }
}
