//! A table without a primary key: rows cannot be told apart, updated one by one, or replicated.

use crate::{
    model::{
        Project,
        schema::{ConstraintKind, Part, TableKind},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_tables = false;
    for (_, name, table) in project.tables() {
        let Some(at) = table.at else { continue };
        has_tables = true;
        let is_judged = !matches!(table.kind, TableKind::Foreign | TableKind::Partition)
            && !table.unknown.contains(&Part::Constraints);
        let has_key = table.constraints.values().any(|c| c.kind == ConstraintKind::PrimaryKey);
        if is_judged && !has_key {
            let message = format!("{name} has no primary key: two rows may be the same, and neither can be named");
            sink.report(at, name.to_string(), message).help(format!("alter table {name} add primary key (…);"));
        }
    }
    if !has_tables {
        sink.not_applicable("no SQL in the repository makes a table");
    }
}
