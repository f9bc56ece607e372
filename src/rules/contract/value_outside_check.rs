//! A literal that the column refuses: its check or enum does not list it.

use std::collections::BTreeMap;

use super::{is_idle, unchecked};
use crate::{
    facts::code::{ExprKind, PropertyKey},
    model::{
        Project,
        contract::allowed_values,
        queries::{Condition, Query},
        schema::{Name, Part},
    },
    rules::Sink,
    source::span::Span,
};

/// By table, column and value: the places, and the values that the column takes.
type Faults = BTreeMap<(Name, String, String), (Vec<Span>, Vec<String>)>;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut faults: Faults = BTreeMap::new();
    for query in unchecked(project) {
        let Some((schema, name, table)) = project.table_of(query) else { continue };
        for (column, value) in written(project, query).into_iter().chain(compared(query)) {
            if let Some(allowed) = allowed_values(schema, table, &column)
                && !allowed.contains(&value)
                && !project.may_change(&name, Part::Constraints, |held| held.contains(&column))
            {
                let entry = faults.entry((name.clone(), column, value)).or_insert((Vec::new(), allowed));
                entry.0.push(query.at);
            }
        }
    }
    for ((table, column, value), (places, allowed)) in faults {
        let Some((first, others)) = places.split_first() else { continue };
        let message = format!("{table}.{column} refuses \"{value}\": the call fails, or finds nothing, each time");
        let finding = sink.report(*first, format!("{table}.{column}"), message);
        finding.help(format!("it takes {}: write one of these, or add the value in a migration", allowed.join(", ")));
        for place in others {
            finding.place(*place, format!("the same value for {column}"));
        }
    }
}

/// Literals of the objects that an insert or update writes.
fn written(project: &Project, query: &Query) -> Vec<(String, String)> {
    let Some(code) = project.file(query.at.file).code.as_ref().filter(|_| query.op.is_write()) else {
        return Vec::new();
    };
    let values = project.values();
    let mut found = Vec::new();
    for &object in &query.written {
        let ExprKind::Object { properties } = code.expr(object) else { continue };
        for property in code.property_list(properties) {
            if let PropertyKey::Name(key) = property.key {
                let texts = values.exact_texts(query.at.file, property.value);
                found.extend(texts.into_iter().map(|t| (code.str(key).to_owned(), t)));
            }
        }
    }
    found
}

/// Literals that a column is compared with for equality.
fn compared(query: &Query) -> Vec<(String, String)> {
    let equal = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq" && c.path.is_none());
    equal.filter_map(|c| Some((c.column.clone()?, c.literal.clone()?))).collect()
}
