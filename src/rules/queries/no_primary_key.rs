//! A table without a primary key: rows cannot be told apart, updated one by one, or replicated.

use crate::{
    model::{
        Project,
        schema::{ConstraintKind, IndexKey, Name, Part, Table, TableKind},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_tables = false;
    for (_, name, table) in project.own_tables() {
        let Some(at) = table.at.filter(|_| !is_copy(name)) else { continue };
        has_tables = true;
        let is_judged = !matches!(table.kind, TableKind::Foreign | TableKind::Partition)
            && !table.unknown.contains(&Part::Constraints);
        let has_key = table.constraints.values().any(|c| c.kind == ConstraintKind::PrimaryKey);
        if is_judged && !has_key && !has_unique_name(table) {
            let message = format!("{name} has no primary key: two rows may be the same, and neither can be named");
            sink.report(at, name.to_string(), message).help(format!("alter table {name} add primary key (…);"));
        }
    }
    if !has_tables {
        sink.not_applicable("no SQL in the repository makes a table");
    }
}

/// Copies that were made before a change, and are read by nobody.
fn is_copy(name: &Name) -> bool {
    let words = |text: &str| crate::vocab::split(text);
    let is_aside = |w: &String| matches!(w.as_str(), "backup" | "backups" | "bak" | "archive" | "archived" | "old");
    words(&name.name).iter().any(is_aside) || words(&name.schema).iter().any(is_aside)
}

/// Whether a unique key without nulls names each row as well as a primary key would.
fn has_unique_name(table: &Table) -> bool {
    table.indexes.values().any(|index| {
        let never_null = |key: &IndexKey| {
            key.column.as_deref().and_then(|name| table.column(name)).is_some_and(|column| column.not_null)
        };
        index.unique && index.predicate.is_none() && index.keys.iter().all(never_null)
    })
}
