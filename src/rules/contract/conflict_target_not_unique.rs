//! An upsert whose conflict target no unique index backs: PostgreSQL refuses it.

use super::{is_idle, unchecked};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    for query in unchecked(project).filter(|q| project.is_without_index(q)) {
        let Some(target) = &query.on_conflict else { continue };
        let Some((_, name, _)) = project.table_of(query) else { continue };
        let list = target.join(", ");
        let message = format!("the upsert into {name} is refused each time: no unique index covers {list}");
        sink.report(query.at, format!("{name}.{}", target.join(",")), message)
            .help(format!("alter table {name} add unique ({list});"));
    }
}
