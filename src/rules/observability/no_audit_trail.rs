//! Sensitive changes leave no record.

use crate::{model::Project, rules::Sink, source::span::Span};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let tables = &project.vocab.tables;
    let names = || project.table_names();
    if let Some((name, _)) = names().into_iter().find(|(name, _)| tables.audit.has(name)) {
        sink.pass(format!("there is a table {name}"));
        return;
    }
    let mut sensitive = names().into_iter().filter(|(name, _)| tables.rights.has(name) || tables.money.has(name));
    let Some((name, at)) = sensitive.next() else {
        sink.not_applicable("no table of rights or money is known");
        return;
    };
    let others = sensitive.count();
    let more = if others == 0 { String::new() } else { format!(" and {others} other tables of rights or money") };
    let at: Span = at.unwrap_or_else(|| project.anchor());
    sink.report(at, "audit", format!("changes of {name}{more} leave no record of who made them"));
}
