//! An upsert whose conflict target no unique index backs: PostgreSQL refuses it.

use super::{is_idle, unchecked};
use crate::{
    model::{Project, contract::is_conflict_target, queries::Op, schema::Part},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for query in unchecked(project).filter(|q| q.op == Op::Upsert) {
        let Some(target) = &query.on_conflict else { continue };
        let Some((_, name, table)) = project.table_of(query) else { continue };
        if !is_conflict_target(table, target)
            && !project.may_change(&name, Part::Indexes, |keys| keys == target.join(","))
        {
            let list = target.join(", ");
            let message = format!("the upsert into {name} is refused each time: no unique index covers {list}");
            sink.report(query.at, format!("{name}.{}", target.join(",")), message)
                .help(format!("alter table {name} add unique ({list});"));
        }
    }
}
