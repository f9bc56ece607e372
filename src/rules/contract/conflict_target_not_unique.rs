//! An upsert whose conflict target is covered by no unique index: PostgreSQL refuses it.

use std::collections::BTreeSet;

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::Op,
        schema::{Part, Table},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for query in project.production_queries().filter(|q| q.op == Op::Upsert) {
        let Some(target) = &query.on_conflict else { continue };
        let Some((_, name, table)) = project.table_of(query) else { continue };
        let in_doubt = [Part::Indexes, Part::Constraints].iter().any(|part| table.unknown.contains(part));
        if in_doubt || is_unique_over(table, target) {
            continue;
        }
        let columns = target.join(", ");
        let message = format!("every upsert on ({columns}) fails: no unique index of {} is over them", name.name);
        sink.report(query.at, format!("{name}.{}", target.join(",")), message)
            .help(format!("alter table {name} add unique ({columns}); -- after removing doubles"));
    }
}

/// Whether a whole-table unique index is over exactly these columns, in any order.
fn is_unique_over(table: &Table, target: &[String]) -> bool {
    let wanted: BTreeSet<&str> = target.iter().map(String::as_str).collect();
    table.indexes.values().any(|index| {
        let columns: Option<BTreeSet<&str>> = index.keys.iter().map(|k| k.column.as_deref()).collect();
        index.unique && index.predicate.is_none() && columns.is_some_and(|c| c == wanted)
    })
}
