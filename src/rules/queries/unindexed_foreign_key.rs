//! A foreign key without an index: deleting or changing a parent, and every join over it, reads the whole child table.

use std::collections::BTreeSet;

use super::index_name;
use crate::{
    model::{
        Project,
        indexes::covers,
        queries::Op,
        schema::{ConstraintKind, Name, Part},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let touched = parents_touched(project);
    let mut has_keys = false;
    for (_, name, table) in project.tables().filter(|(_, _, t)| t.at.is_some()) {
        for constraint in table.constraints.values() {
            let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
            has_keys = true;
            if covers(table, &constraint.columns) || table.unknown.contains(&Part::Indexes) {
                continue;
            }
            let Some(at) = constraint.at.or(table.at) else { continue };
            let columns: Vec<&str> = constraint.columns.iter().map(String::as_str).collect();
            let list = columns.join(", ");
            let message = format!(
                "{name}.{list} refers to {} and has no index: deleting a parent row, or joining over it, reads all of {}",
                key.table, name.name
            );
            let finding = sink.report(at, format!("{name}.{}", columns.join(",")), message);
            finding.help(format!("create index {} on {name} ({list});", index_name(name, &columns)));
            if !touched.contains(&key.table) {
                finding.severity(Severity::Low);
            }
        }
    }
    if !has_keys {
        sink.not_applicable("no table has a foreign key");
    }
}

/// Tables that the code deletes from or whose rows it joins: there the missing index is felt.
fn parents_touched(project: &Project) -> BTreeSet<Name> {
    let deletes = project.production_queries().filter(|q| q.op == Op::Delete);
    deletes.flat_map(|q| q.tables.iter().map(|t| Name::new(q.schema.as_deref().unwrap_or("public"), t))).collect()
}
