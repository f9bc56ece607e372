//! A page that waits for the changes of a table which the database sends to nobody.

use std::collections::BTreeMap;

use crate::{
    frameworks::supabase::realtime::subscriptions,
    model::{Project, contract::Known},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let mut has_any = false;
    for (id, _, code) in project.code_files().filter(|(_, file, _)| file.role.is_production()) {
        for subscription in subscriptions(code) {
            has_any = true;
            let at = subscription.range.in_file(id);
            if let Some(table) = subscription.table.filter(|_| project.sides.may_run_at(at)) {
                by_table.entry(table).or_default().push(at);
            }
        }
    }
    if !has_any {
        return sink.not_applicable("no realtime subscriptions to the database");
    }
    by_table.retain(|table, _| project.publishes("public", table) == Known::No);
    let publication = project.publication().unwrap_or_default();
    for (table, places) in by_table {
        let Some((&first, others)) = places.split_first() else { continue };
        let message = format!(
            "this page waits for changes of {table} and never hears of one: the migrations publish other tables, not this"
        );
        let finding = sink.report(first, format!("public.{table}"), message);
        finding.help(format!(
            "add `alter publication {publication} add table public.{table};` in a migration; if it was switched on in \
             the dashboard, write it down so that the next database has it too"
        ));
        for &at in others {
            finding.place(at, format!("waits for {table} as well"));
        }
    }
}
