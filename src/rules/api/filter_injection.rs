//! Text of the caller inside a filter or a statement: he writes conditions of his own.

use super::{
    chosen_columns,
    pieces::{is_cleaned, name, parts},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        queries::{Client, Condition, Query},
    },
    rules::{Confidence, Severity, Sink},
    source::span::{FileId, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for call in code.expr_ids() {
            let ExprKind::Call { callee, args } = code.expr(call) else { continue };
            let ExprKind::Member { property, .. } = code.expr(callee) else { continue };
            let Some(text) = code.arg(args, 0) else { continue };
            match code.str(property) {
                "or" => filter(project, file, code, text, sink),
                "select" => chosen_columns::report(project, file, code, text, sink),
                "query" | "execute" | "unsafe" | "raw" | "$queryRawUnsafe" | "$executeRawUnsafe" => {
                    statement(project, file, code, call, text, sink);
                }
                _ => {}
            }
        }
    }
}

fn filter(project: &Project, file: FileId, code: &Code, text: ExprId, sink: &mut Sink) {
    let Some(hole) = search_text(project, file, code, text) else { return };
    let query = project.queries_in(file).iter().find(|q| q.at.range.contains(code.range(text)));
    let (key, is_privileged) = match query {
        Some(q) => (q.tables.first().map_or("filter", String::as_str), q.client == Client::Service),
        None => ("filter", false),
    };
    let what = if key == "filter" { "a filter".to_owned() } else { format!("a filter of `{key}`") };
    if project.sides.of_expr(file, code, text).is_client() {
        return in_browser(code.range(text).in_file(file), name(code, hole), sink);
    }
    let message = format!("`{}` goes into {what} as it is: a comma or bracket in it adds conditions", name(code, hole));
    let finding = sink.report(code.range(text).in_file(file), format!("public.{key}"), message);
    // What the caller never sees tells him nothing.
    let is_held = |q| project.is_in_vain(q) || project.is_kept_in(q) || stays_with_owner(project, q);
    if query.is_some_and(is_held) {
        finding.severity(Severity::Low);
    } else if !is_privileged {
        // Row security still holds: the caller sees no more than his own rows.
        finding.severity(Severity::Medium);
    }
}

/// Whether another condition of the same query keeps it to the rows of somebody: what the caller adds finds no others. Where
/// he may name that somebody himself, the filter gives him nothing that the name does not.
fn stays_with_owner(project: &Project, query: &Query) -> bool {
    let columns = &project.vocab.columns;
    let is_named = |name: &str| columns.owner.has(name) || columns.tenant.has(name);
    let is_owner = |name: &str| is_named(name) || project.leads_to_person(query, name);
    query.conditions.iter().any(|condition| match condition {
        Condition::Compare(c) => c.op == "eq" && c.value.is_some() && c.column.as_deref().is_some_and(is_owner),
        Condition::AnyOf(_) => false,
    })
}

/// Whoever uses the page may send any query; what is left is a search that fails. One finding for the app.
fn in_browser(at: Span, name: String, sink: &mut Sink) {
    if let Some(finding) = sink.findings.iter_mut().find(|f| f.key == "search boxes") {
        finding.place(at, format!("`{name}`"));
        return;
    }
    let message = format!("a comma or bracket in `{name}` breaks the search, or finds something else");
    sink.report(at, "search boxes", message).severity(Severity::Low);
}

/// The part of an `ilike` pattern that is not written in the code, and not cleaned.
fn search_text(project: &Project, file: FileId, code: &Code, text: ExprId) -> Option<ExprId> {
    let parts = parts(code, text, 6);
    let is_pattern = parts.iter().any(|&p| code.string(p).is_some_and(|t| t.contains("like.")));
    if !is_pattern {
        return None;
    }
    parts.into_iter().find(|&p| {
        code.string(p).is_none() && project.values().exact_texts(file, p).is_empty() && !is_cleaned(code, p, 3)
    })
}

fn statement(project: &Project, file: FileId, code: &Code, call: ExprId, text: ExprId, sink: &mut Sink) {
    let parts = parts(code, text, 6);
    let is_sql = parts.first().and_then(|&p| code.string(p)).is_some_and(|t| {
        let verb = t.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
        matches!(verb.as_str(), "select" | "insert" | "update" | "delete" | "with")
    });
    if !is_sql {
        return;
    }
    let hole = parts.into_iter().find(|&p| code.string(p).is_none() && project.is_sent(file, p));
    if let Some(hole) = hole {
        let message = format!("`{}` of the caller becomes part of an SQL statement", name(code, hole));
        sink.report(code.range(call).in_file(file), "sql", message).confidence(Confidence::Medium);
    }
}
