//! An insert without a column that must be there: the database refuses every such row.

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::{Columns, Op},
        schema::{Event, Part, Table, Timing},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for query in project.production_queries().filter(|q| matches!(q.op, Op::Insert | Op::Upsert)) {
        let Columns::Named(given) = &query.columns else { continue };
        let Some((_, name, table)) = project.table_of(query) else { continue };
        if query.written.is_empty() || table.unknown.contains(&Part::Columns) || is_filled_by_trigger(table) {
            continue;
        }
        let missing = table.columns.iter().filter(|c| c.not_null && !c.has_default() && !given.contains(&c.name));
        let missing: Vec<&str> = missing.map(|c| c.name.as_str()).collect();
        if missing.is_empty() {
            continue;
        }
        let list = missing.join(", ");
        let message = format!(
            "every such row is refused: {} needs {list}, and this {} leaves it out",
            name.name,
            query.op.name()
        );
        sink.report(query.at, format!("{name}.{}", missing.join(",")), message)
            .help(format!("send {list} too, or give it a default in a migration"));
    }
}

/// Whether a trigger may set columns before the row is written.
fn is_filled_by_trigger(table: &Table) -> bool {
    table.unknown.contains(&Part::Triggers)
        || table.triggers.values().any(|t| t.timing == Timing::Before && t.events.contains(&Event::Insert))
}
