//! An insert that leaves out a column which must have a value.

use super::{entities, is_idle_without_entities, unchecked};
use crate::{
    model::{Project, queries::Op},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle_without_entities(project, sink) {
        return;
    }
    entities::unfilled_fields(project, sink);
    for query in unchecked(project).filter(|q| matches!(q.op, Op::Insert | Op::Upsert)) {
        let missing = project.left_out(query);
        let Some((_, name, _)) = project.table_of(query).filter(|_| !missing.is_empty()) else { continue };
        let list = missing.join(", ");
        let does = query.op.name();
        let message = format!("the {does} into {name} leaves out {list}, which must have a value: it fails each time");
        sink.report(query.at, format!("{name}.{}", missing.join(",")), message)
            .help(format!("write {list} too, or give the column a default in a migration"));
    }
}
