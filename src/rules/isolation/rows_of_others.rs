//! Changes of rows that belong to somebody else, in tables of which everybody may change only his own.

use std::collections::BTreeMap;

use super::{Database, blocked_operation::weight_of_refusal};
use crate::{
    model::{
        Project,
        access::Caller,
        queries::{Op, Query},
        schema::{Command, Name},
    },
    rules::Sink,
};

/// Changes of somebody else's rows, where everybody may change only his own: they never find any.
pub(super) fn rows_of_others(project: &Project, database: Database<'_>, sink: &mut Sink) {
    let mut by_table: BTreeMap<(Name, Op), Vec<(&Query, &str)>> = BTreeMap::new();
    for query in project.met_queries() {
        let Some(owner) = project.misses_rows_of_others(query) else { continue };
        let Some((_, name, _)) = project.table_of(query).filter(|(schema, ..)| std::ptr::eq(*schema, database.schema))
        else {
            continue;
        };
        by_table.entry((name, query.op)).or_default().push((query, owner));
    }
    for ((name, op), calls) in by_table {
        let Some((&(first, owner), others)) = calls.split_first() else { continue };
        let message = format!(
            "this {} of {name} names rows of somebody else by {owner}, and row security lets each user change only his own: it \
             changes nothing and reports no error",
            op.name()
        );
        let finding = sink.report(first.at, name.to_string(), message);
        finding.severity(weight_of_refusal(project, &name)).help(format!(
            "do it on the server with the service key and after a test of who calls, or add a policy that says who may {} rows \
             of others; and look whether a row was changed (`.select()`)",
            op.name()
        ));
        for (other, _) in others {
            finding.place(other.at, "and here");
        }
        let command = if op == Op::Delete { Command::Delete } else { Command::Update };
        let cell = database.access.cell(&name, Caller::Account, command);
        if let Some(at) = cell.and_then(|cell| cell.at) {
            finding.place(at, "this policy lets nobody but the owner");
        }
    }
}
