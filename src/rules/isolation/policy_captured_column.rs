//! A column name in a policy's subquery that means another row than its author thought.

use super::databases;
use crate::{
    model::{Project, access::PolicyFaultKind},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for fault in database.access.faults.iter().filter(|fault| database.is_first(&fault.table)) {
            let PolicyFaultKind::CapturedColumn { column, binds_to } = &fault.kind else { continue };
            let Some(at) = fault.at else { continue };
            let (table, policy) = (&fault.table, &fault.policy);
            let message = format!(
                "policy \"{policy}\" of {table} never looks at the row: `{column}` in its subquery is a column of {binds_to}"
            );
            let own = column.rsplit('.').next().unwrap_or(column);
            sink.report(at, format!("{table}/{policy}"), message)
                .help(format!("write `{}.{own}` where the row of {table} is meant", table.name));
        }
    }
}
