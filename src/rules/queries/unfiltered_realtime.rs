//! A subscription to every change of a table.

use std::collections::BTreeMap;

use crate::{
    frameworks::supabase::realtime::{Subscription, subscriptions},
    model::{Project, contract::Known},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_any = false;
    let mut by_table: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (id, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for Subscription { range, table, is_narrowed } in subscriptions(code) {
            has_any = true;
            if is_narrowed || project.is_staff_screen(id) || !project.sides.may_run_at(range.in_file(id)) {
                continue;
            }
            // Of a table that is not published nobody hears anything.
            let is_heard = |table: &String| {
                !project.vocab.tables.tiny.has(table) && project.publishes("public", table) != Known::No
            };
            if let Some(table) = table.filter(is_heard) {
                by_table.entry(table).or_default().push(range.in_file(id));
            }
        }
    }
    if !has_any {
        sink.not_applicable("no realtime subscriptions to the database");
    }
    for (table, places) in by_table {
        let Some((&first, others)) = places.split_first() else { continue };
        let message =
            format!("every open page hears every change of {table}: each write is checked and sent once per visitor");
        let finding = sink.report(first, format!("public.{table}"), message);
        for &at in others {
            finding.place(at, format!("listens to all of {table}"));
        }
    }
}
