//! The body goes into a table as it comes, every column of it.

use super::routes;
use crate::{
    facts::code::{Code, ExprId, ExprKind, PropertyKey},
    model::{
        Project,
        queries::{Condition, Query},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for effect in route.effects.iter().filter(|e| e.writes) {
            if seen.contains(&effect.at) {
                continue;
            }
            let Some(query) = project.query_of(effect) else { continue };
            let file = query.at.file;
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let Some(rows) = query.payload else { continue };
            if takes_all(project, file, code, rows) {
                seen.push(effect.at);
                let table = query.tables.first().map_or("a table", String::as_str);
                let message = format!(
                    "`{}` writes whatever the caller sends into `{table}`, every column of it",
                    route.entry.name
                );
                let finding = sink.report(query.at, &route.entry.name, message);
                if project.is_in_vain(query) {
                    finding.severity(Severity::Low);
                } else if is_one_page(project, query)
                    || !effect.is_privileged()
                    || route.guards.iter().any(|guard| project.asks_nobody(guard))
                {
                    finding.severity(Severity::Medium);
                }
            }
        }
    }
}

/// Whether it is one row that the code names, and that nobody's rights or money hang on: the texts of a page, settings.
/// Whoever may write it may write all of it; that anybody may is told by itself.
fn is_one_page(project: &Project, query: &Query) -> bool {
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
    compared.any(|c| c.op == "eq" && c.column.as_deref() == Some("id") && c.literal.is_some())
        && !project.is_about_worth(query)
}

/// The body itself, or an object that spreads it.
fn takes_all(project: &Project, file: FileId, code: &Code, rows: ExprId) -> bool {
    match code.expr(rows) {
        ExprKind::Object { properties } => {
            code.property_list(properties).any(|p| p.key == PropertyKey::Spread && project.is_sent_whole(file, p.value))
        }
        ExprKind::Array { elements } => code.expr_list(elements).any(|e| takes_all(project, file, code, e)),
        _ => project.is_sent_whole(file, rows),
    }
}
