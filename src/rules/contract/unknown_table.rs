//! A table that the code uses and that nothing in the repository makes.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::{Op, Query},
        schema::{Name, Unsure},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    if project.databases.iter().any(|d| d.unsure.contains(&Unsure::Relations)) {
        sink.unknown("some SQL that may make tables could not be read; pass --schema-dump to settle it");
        return;
    }
    let mut by_table: BTreeMap<Name, Vec<&Query>> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.op != Op::Rpc) {
        let [table] = query.tables.as_slice() else { continue };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), table);
        let is_made = project.databases.iter().any(|d| d.table(&name).is_some() || d.view(&name).is_some());
        if !is_made {
            by_table.entry(name).or_default().push(query);
        }
    }
    for (name, calls) in by_table {
        let Some((first, others)) = calls.split_first() else { continue };
        let more = match others.len() {
            0 => String::new(),
            n => format!(", here and in {n} more places"),
        };
        let message = format!("{} is used and no SQL in the repository makes it{more}", name.name);
        let finding = sink.report(first.at, name.to_string(), message);
        for call in others {
            finding.place(call.at, format!("{} of {}", call.op.name(), name.name));
        }
    }
}
