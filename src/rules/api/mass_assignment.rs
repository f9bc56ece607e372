//! The body goes into a table as it comes, every column of it.

use super::routes;
use crate::{
    model::{
        Project,
        queries::{Condition, Query},
        routes::AsSent,
    },
    rules::{Severity, Sink, phrase::joined},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let (mut seen, mut told) = (Vec::new(), Vec::new());
    for route in routes(project, sink) {
        for effect in route.effects.iter().filter(|e| e.writes) {
            if seen.contains(&effect.at) {
                continue;
            }
            let Some(query) = project.query_of(effect) else { continue };
            // Whoever looks after everybody's rows sets all of their columns on purpose. What a store writes for an entry
            // point is one cause, however many of its calls do.
            let is_stored = query.at.file != route.entry.at.file;
            let is_meant = route.ties.by_role || route.webhook.is_some();
            let sent = match project.written_as_sent(route, query) {
                Some(AsSent::Rights(_)) if is_meant => None,
                Some(_) if is_stored && (is_meant || told.contains(&route.entry.at)) => None,
                sent => sent,
            };
            if let Some(sent) = sent {
                seen.push(effect.at);
                told.push(route.entry.at);
                let table = query.tables.first().map_or("a table", String::as_str);
                let name = &route.entry.name;
                let is_whole = sent == AsSent::Whole;
                let message = match sent {
                    AsSent::Whole => {
                        format!("`{name}` writes whatever the caller sends into `{table}`, every column of it")
                    }
                    AsSent::Rights(columns) => {
                        let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
                        format!(
                            "`{name}` lets the caller set {} in `{table}`: the schema lets it through",
                            joined(&columns)
                        )
                    }
                };
                let finding = sink.report(query.at, &route.entry.name, message);
                if project.is_in_vain(query) {
                    finding.severity(Severity::Low);
                } else if is_one_page(project, query)
                    || is_stored && is_whole
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
