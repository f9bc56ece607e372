//! Opening a link changes data.

use super::{routes, table};
use crate::{
    frameworks::auth::Proof,
    model::{
        Project,
        queries::{Columns, Op, Query},
        routes::{Effect, Route},
    },
    rules::Sink,
};

/// Words in the path of what is meant to be opened by a link, or called by a clock.
const MEANT: [&str; 18] = [
    "cron",
    "callback",
    "confirm",
    "verify",
    "unsubscribe",
    "webhook",
    "webhooks",
    "oauth",
    "auth",
    "track",
    "pixel",
    "health",
    "redirect",
    "activate",
    "sync",
    "jobs",
    "warmup",
    "logout",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink).into_iter().filter(|r| r.entry.method.as_deref() == Some("GET")) {
        if is_meant(route) {
            continue;
        }
        if let Some(effect) = route.effects.iter().find(|e| e.writes && !e.in_guard && matters(project, route, e)) {
            let what = table(effect.table.as_deref());
            let message = format!(
                "opening `{}` changes {what}: previews and prefetching browsers do that, too",
                route.entry.name
            );
            sink.report(route.entry.at, &route.entry.name, message).step(effect.at, format!("changes {what}"));
        }
    }
}

fn is_meant(route: &Route) -> bool {
    let by_machine = route.webhook.is_some() || route.guards.iter().any(|g| g.proof != Proof::Identity);
    by_machine || crate::vocab::split(&route.entry.path).iter().any(|w| MEANT.contains(&w.as_str()))
}

/// Records of use, and rows that are made when they are first asked for, are what reading leaves behind.
fn matters(project: &Project, route: &Route, effect: &Effect) -> bool {
    let tables = &project.vocab.tables;
    let Some(table) = effect.table.as_deref().filter(|_| !effect.counts_visit) else { return false };
    let is_record = tables.audit.has(table) || tables.usage.has(table) || tables.processed_events.has(table);
    let read_first = route.effects.iter().any(|e| !e.writes && e.table.as_deref() == Some(table));
    let query = project.query_of(effect);
    let is_new = query.is_some_and(|q| matches!(q.op, Op::Insert | Op::Upsert)) && read_first;
    // What an ORM writes is not told apart; such rows are made, or renewed, when they are first asked for.
    let words = crate::vocab::split(table);
    let is_kept = query.is_none()
        && (tables.profile.has(table)
            || words.iter().any(|w| {
                matches!(
                    w.as_str(),
                    "settings" | "setup" | "credential" | "connections" | "limits" | "metrics" | "cache"
                )
            }));
    // A picture that is made when it is first asked for is kept.
    let is_made = effect.files.is_some();
    !is_record && !is_kept && !is_made && !is_new && !query.is_some_and(|q| only_marks(project, q))
}

/// `update({ last_seen_at })`, `update({ views: views + 1 })`, `update({ read_at })`.
fn only_marks(project: &Project, query: &Query) -> bool {
    let Columns::Named(columns) = &query.columns else { return false };
    !columns.is_empty()
        && columns.iter().all(|c| {
            let words = crate::vocab::split(c);
            project.vocab.columns.counter.has(c)
                || words.iter().any(|w| {
                    matches!(w.as_str(), "last" | "seen" | "viewed" | "opened" | "at" | "read" | "accessed" | "cached")
                })
        })
}
