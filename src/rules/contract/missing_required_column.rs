//! An insert that leaves out a column which must have a value.

use super::{is_idle, unchecked};
use crate::{
    model::{
        Project,
        contract::required_columns,
        queries::{Columns, Op},
        schema::Part,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for query in unchecked(project).filter(|q| matches!(q.op, Op::Insert | Op::Upsert)) {
        let Columns::Named(given) = &query.columns else { continue };
        let Some((schema, name, table)) = project.table_of(query) else { continue };
        let missing: Vec<&str> = required_columns(schema, &name, table)
            .into_iter()
            .filter(|c| !given.contains(&c.name) && !project.may_leave_out(&name.name, &c.name))
            .filter(|c| !project.may_change(&name, Part::Columns, |held| held == c.name))
            .map(|c| c.name.as_str())
            .collect();
        // A trigger that was not made may fill them.
        if missing.is_empty() || project.may_change(&name, Part::Triggers, |_| true) {
            continue;
        }
        let list = missing.join(", ");
        let does = query.op.name();
        let message = format!("the {does} into {name} leaves out {list}, which must have a value: it fails each time");
        sink.report(query.at, format!("{name}.{}", missing.join(",")), message)
            .help(format!("write {list} too, or give the column a default in a migration"));
    }
}
