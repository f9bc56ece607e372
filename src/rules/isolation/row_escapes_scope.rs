//! An update that may give a row to somebody else, or push it into another tenant.

use super::{databases, joined};
use crate::{
    model::{Project, access::PolicyFaultKind},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for fault in database.access.faults.iter().filter(|fault| database.is_first(&fault.table)) {
            let PolicyFaultKind::RowEscapes { columns } = &fault.kind else { continue };
            let Some(at) = fault.at else { continue };
            let (table, policy) = (&fault.table, &fault.policy);
            let columns = if columns.is_empty() { "the owner".to_owned() } else { joined(columns) };
            let message = format!(
                "a user can rewrite {columns} of his rows in {table} and so put them into the hands or the name of another: WITH \
                 CHECK of policy \"{policy}\" asks nothing of the caller"
            );
            sink.report(at, format!("{table}/{policy}"), message).help(
                "repeat the condition of USING in WITH CHECK, or leave WITH CHECK out: USING then holds for the new row too",
            );
        }
    }
}
