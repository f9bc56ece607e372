//! An entry point that changes or reads data past row security and never asks who calls.

use std::collections::BTreeSet;

use super::{exprs, routes, table};
use crate::{
    model::{
        Project,
        queries::{Client, Condition, Op},
        routes::{Effect, Kind, PaidCall, Route},
    },
    rules::{Severity, Sink},
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let is_open = route.authenticated.is_no() && !route.public_by_design.is_yes() && route.webhook.is_none();
        // Server actions and signed-in pages have a rule of their own.
        if is_open && route.entry.kind != Kind::ServerAction && !is_guest_checkout(project, route) {
            judge(project, route, sink);
        }
    }
}

fn judge(project: &Project, route: &Route, sink: &mut Sink) {
    let privileged = || route.effects.iter().filter(|e| e.is_privileged() && !e.by_token && !e.in_guard);
    let read = || privileged().find(|e| is_private(project, e) || messages(route).is_some());
    let Some(effect) = privileged().find(|e| e.writes).or_else(read) else {
        return errand(route, sink);
    };
    if !effect.writes
        && let Some(paid) = messages(route)
    {
        let what = table(effect.table.as_deref());
        let message = format!("anybody can make `{}` send messages to the people in {what}", route.entry.name);
        sink.report(route.entry.at, &route.entry.name, message).severity(Severity::High).place(paid.at, "sends them");
        return;
    }
    let does = if effect.writes { "changes" } else { "hands out" };
    let what = table(effect.table.as_deref());
    let passes = if route.entry.gateway_jwt { "; the gateway's check passes with the public key" } else { "" };
    // A direct connection has no row security to pass by.
    let past = if effect.rights == Client::Orm { "" } else { " past row security" };
    let message = format!("anybody can call `{}`, which {does} {what}{past}{passes}", route.entry.name);
    let finding = sink.report(route.entry.at, &route.entry.name, message);
    finding.place(effect.at, format!("{does} {what}"));
    if route.asked_again.is_some() {
        // Only what the provider confirms is written; whose it is, nobody asks.
        finding.severity(Severity::Medium);
    } else if route.entry.gateway_jwt || !effect.writes {
        finding.severity(Severity::High);
    }
}

/// The call that sends mail or messages.
fn messages(route: &Route) -> Option<&PaidCall> {
    route.paid_apis.iter().find(|p| matches!(p.kind, ServiceKind::Mail | ServiceKind::Sms | ServiceKind::Whatsapp))
}

/// A purchase without an account: a payment is begun that the buyer must still confirm, and nothing is changed but rows
/// that it adds itself.
fn is_guest_checkout(project: &Project, route: &Route) -> bool {
    let mut begun = project.charges.iter().filter(|charge| charge.is_begun).peekable();
    let begins_payment = begun.peek().is_some() && {
        let begun: BTreeSet<_> = begun.map(|charge| (charge.at.file, charge.expr)).collect();
        exprs(project, route).any(|(file, _, expr)| begun.contains(&(file, expr)))
    };
    let query_of = |e: &Effect| e.query.and_then(|at| project.queries.iter().find(|q| q.at == at));
    let is_insert = |e: &Effect| query_of(e).is_some_and(|q| q.op == Op::Insert);
    let writes = || route.effects.iter().filter(|e| e.writes);
    let adds_to = |table: &Option<String>| writes().any(|e| e.table == *table && is_insert(e));
    let is_of_its_own = |e: &Effect| {
        is_insert(e)
            || adds_to(&e.table)
                && query_of(e).is_some_and(|q| {
                    let mut compared = q.conditions.iter().flat_map(Condition::comparisons);
                    !compared.any(|c| c.value.is_some_and(|v| project.is_sent(q.at.file, v)))
                })
    };
    begins_payment && writes().all(is_of_its_own)
}

/// What the server does at another machine in its own name.
fn errand(route: &Route, sink: &mut Sink) {
    let Some(&at) = route.errands.first().filter(|_| route.paid_apis.is_empty()) else { return };
    let message =
        format!("anybody can call `{}`, which acts at another service with your server's key", route.entry.name);
    sink.report(route.entry.at, &route.entry.name, message).severity(Severity::High).place(at, "with the key");
}

/// Whether a read gives out what not everybody should know.
fn is_private(project: &Project, effect: &Effect) -> bool {
    let vocab = &project.vocab;
    let query = effect.query.and_then(|at| project.queries.iter().find(|q| q.at == at));
    let by_column = query.is_some_and(|q| match &q.columns {
        crate::model::queries::Columns::Named(names) => {
            names.iter().any(|c| vocab.columns.personal.has(c) || vocab.columns.secret.has(c))
        }
        _ => false,
    });
    by_column || effect.table.as_deref().is_some_and(|t| vocab.tables.profile.has(t) || vocab.tables.money.has(t))
}
