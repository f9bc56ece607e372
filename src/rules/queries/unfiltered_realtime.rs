//! A subscription to every change of a table.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    model::Project,
    rules::Sink,
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut has_any = false;
    let mut by_table: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (range, table) in subscriptions(code) {
            has_any = true;
            if is_for_few(&file.path) || !project.sides.may_run_at(range.in_file(id)) {
                continue;
            }
            if let Some(table) = table.filter(|t| !project.vocab.tables.tiny.has(t)) {
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

/// Pages of administrators: a handful of people who want to see everything.
fn is_for_few(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|word| matches!(word.as_str(), "admin" | "moderation" | "backoffice"))
}

/// `.on("postgres_changes", { … table: "messages" }, …)`: its place, and the table where no filter narrows it.
fn subscriptions(code: &Code) -> impl Iterator<Item = (Range, Option<String>)> + '_ {
    code.exprs.iter().filter_map(|expr| {
        let ExprKind::Call { callee, args } = expr.kind else { return None };
        let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
        if code.str(property) != "on" || code.string(code.arg(args, 0)?)? != "postgres_changes" {
            return None;
        }
        let options = code.arg(args, 1)?;
        let ExprKind::Object { properties } = code.expr(options) else { return Some((expr.range, None)) };
        let is_narrowed = code.property_list(properties).any(|p| match p.key {
            PropertyKey::Name(name) => code.str(name) == "filter",
            _ => true,
        });
        let table = code.property(options, "table").and_then(|t| code.string(t));
        Some((code.range(options), table.filter(|_| !is_narrowed).map(ToOwned::to_owned)))
    })
}
