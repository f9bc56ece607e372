//! Being signed in is enough to reach anybody's record.

use super::routes;
use crate::{
    model::{Project, routes::How},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for loose in &route.loose {
            let How::ByKey(key) = &loose.how else { continue };
            if seen.contains(&loose.at) {
                continue;
            }
            seen.push(loose.at);
            let does = if loose.writes { "changes" } else { "hands out" };
            let message = format!(
                "`{}` {does} any row of `{}` by the `{key}` that is sent, and never asks whose it is",
                route.entry.name, loose.table
            );
            let finding = sink.report(loose.at, &route.entry.name, message);
            finding.step(route.entry.at, "any account may call");
            let query = project.queries_in(loose.at.file).iter().find(|q| q.at == loose.at);
            let is_mark = || query.is_some_and(|q| project.is_mark(q));
            if query.is_some_and(|q| project.is_in_vain(q)) {
                finding.severity(Severity::Low);
            }
            // A mark may be what is noted after the rest was sent to whoever asks.
            let sends = route.paid_apis.iter().any(|paid| paid.kind.is_message());
            // What is only reckoned again stays what it was.
            let is_anew = || query.is_some_and(|q| project.is_reckoned_anew(q));
            let is_slight = if loose.writes {
                !sends && (is_mark() || is_anew())
            } else {
                !is_about_somebody(project, &loose.table)
            };
            // A check that asks nobody refuses everybody, until it is mended.
            let is_shut = || route.guards.iter().any(|guard| project.asks_nobody(guard));
            if is_slight || is_shut() {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// Whether the rows are about people or money.
fn is_about_somebody(project: &Project, table: &str) -> bool {
    let tables = &project.vocab.tables;
    let holds_personal = project.access.iter().flat_map(|a| &a.tables).any(|(name, access)| {
        name.name == table && !(access.sensitive.personal.is_empty() && access.sensitive.secret.is_empty())
    });
    holds_personal || tables.profile.has(table) || tables.money.has(table) || tables.rights.has(table)
}
