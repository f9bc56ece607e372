//! Payments, invoices or audit rows that vanish with the user or customer they belong to.

use crate::{
    model::{
        Project,
        schema::{Action, ConstraintKind},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let vocab = &project.vocab.tables;
    let is_history = |name: &str| vocab.money.has(name) || vocab.audit.has(name);
    let mut has_history = false;
    for (_, name, table) in project.own_tables().filter(|(_, n, _)| is_history(&n.name)) {
        has_history = true;
        for constraint in table.constraints.values() {
            let ConstraintKind::ForeignKey(key) = &constraint.kind else { continue };
            // Lines of an order may go with it: that is one document.
            let is_own_document = is_history(&key.table.name);
            let (Action::Cascade, Some(at), false) = (key.on_delete, constraint.at.or(table.at), is_own_document)
            else {
                continue;
            };
            let column = constraint.columns.join(",");
            let message = format!(
                "deleting a row of {} deletes its {} too: the record of what happened is gone",
                key.table, name.name
            );
            sink.report(at, format!("{name}.{column}"), message).help(format!(
                "let {name}.{column} become null (on delete set null) or refuse the deletion (on delete restrict)"
            ));
        }
    }
    if !has_history {
        sink.not_applicable("no table records money or what was done");
    }
}
