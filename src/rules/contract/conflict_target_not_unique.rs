//! An upsert whose conflict target no unique index backs, so that PostgreSQL refuses it, or that names none where a unique
//! index other than the primary key decides.

use super::{is_idle, unchecked};
use crate::{
    model::Project,
    rules::{Severity, Sink},
};

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
    for query in unchecked(project) {
        let Some(columns) = project.unnamed_target(query) else { continue };
        let Some((_, name, _)) = project.table_of(query) else { continue };
        let list = columns.join(", ");
        let message = format!(
            "from the second time on the upsert into {name} is refused for the same {list}: it names no `onConflict`, so only \
             the primary key is looked at"
        );
        sink.report(query.at, format!("{name}.{}", columns.join(",")), message)
            .severity(Severity::Medium)
            .help(format!("name the columns that decide: `.upsert(…, {{ onConflict: \"{}\" }})`", columns.join(",")));
    }
}
