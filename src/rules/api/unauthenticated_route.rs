//! An entry point that changes or reads data past row security and never asks who calls.

use std::collections::{BTreeMap, BTreeSet};

use super::{exprs, identity_from_body, routes, table};
use crate::{
    model::{
        Project,
        queries::{Client, Condition, Op},
        routes::{Effect, Kind, PaidCall, Route},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

/// What anybody can do by one entry point.
struct Harm<'p> {
    route: &'p Route,
    severity: Severity,
    /// The whole sentence, where it is the only one of its file.
    message: String,
    /// What it does: `changes "orders"`.
    does: String,
    at: Span,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_file: BTreeMap<_, Vec<Harm<'_>>> = BTreeMap::new();
    for route in routes(project, sink) {
        let is_open = route.authenticated.is_no() && !route.public_by_design.is_yes() && route.webhook.is_none();
        // Server actions, and helpers that believe what they are told, have rules of their own.
        let is_other = route.entry.kind == Kind::ServerAction || identity_from_body::believed(route).is_some();
        let is_spared = is_other || is_guest_checkout(project, route) || project.is_closed_in_production(route);
        if is_open && !is_spared {
            let harm = harm(project, route).or_else(|| errand(route));
            by_file.entry(route.entry.at.file).or_default().extend(harm);
        }
    }
    for (file, mut harms) in by_file {
        harms.sort_by_key(|h| (std::cmp::Reverse(h.severity), h.route.entry.at));
        let Some((worst, others)) = harms.split_first() else { continue };
        // One check is missing at the head of a file, however many entry points it holds.
        let (key, message) = match others.len() {
            0 => (worst.route.entry.name.clone(), worst.message.clone()),
            1 => (
                project.file(file).path.clone(),
                format!("{}; so it is with `{}`", worst.message, others[0].route.entry.name),
            ),
            n => (
                project.file(file).path.clone(),
                format!("{}; so it is with {n} other entry points here", worst.message),
            ),
        };
        let finding = sink.report(worst.route.entry.at, key, message).severity(worst.severity);
        finding.place(worst.at, &worst.does);
        for harm in others {
            let name = &harm.route.entry.name;
            finding.thing(harm.route.entry.at, name, format!("`{name}` {}", harm.does));
        }
    }
}

fn harm<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    let name = &route.entry.name;
    let privileged = || route.effects.iter().filter(|e| e.is_privileged() && !e.by_token && !e.in_guard);
    let read = || privileged().find(|e| e.answered && project.is_private(route, e) || messages(route).is_some());
    let effect = privileged().find(|e| e.writes).or_else(read)?;
    let what = table(effect.table.as_deref());
    if !effect.writes
        && let Some(paid) = messages(route)
    {
        let message = format!("anybody can make `{name}` send messages to the people in {what}");
        return Some(Harm { route, severity: Severity::High, message, does: "sends messages".to_owned(), at: paid.at });
    }
    let does = format!("{} {what}", if effect.writes { "changes" } else { "hands out" });
    let passes = if route.entry.gateway_jwt { "; the gateway's check passes with the public key" } else { "" };
    // A direct connection has no row security to pass by.
    let past = if effect.rights == Client::Orm { "" } else { " past row security" };
    // What the provider confirms is true; whose it is, nobody asks.
    let severity = match route {
        _ if project.works_alone(route) => early_call(route),
        _ if route.asked_again.is_some() || project.only_marks(route) => Severity::Medium,
        _ if route.entry.gateway_jwt || !effect.writes || project.only_adds(route) => Severity::High,
        _ => Severity::Critical,
    };
    let message = format!("anybody can call `{name}`, which {does}{past}{passes}");
    Some(Harm { route, severity, message, does, at: effect.at })
}

/// How bad it is that a job which takes nothing from its caller runs when anybody likes: it costs what its calls cost.
pub(in crate::rules) fn early_call(route: &Route) -> Severity {
    if route.paid_apis.is_empty() { Severity::Low } else { Severity::Medium }
}

/// The call that sends mail or messages.
fn messages(route: &Route) -> Option<&PaidCall> {
    route.paid_apis.iter().find(|p| p.kind.is_message())
}

/// A purchase without an account: a payment is begun that the buyer must still confirm, and nothing is changed but rows
/// that it adds itself.
fn is_guest_checkout(project: &Project, route: &Route) -> bool {
    let mut begun = project.charges.iter().filter(|charge| charge.is_begun).peekable();
    let begins_payment = begun.peek().is_some() && {
        let begun: BTreeSet<_> = begun.map(|charge| (charge.at.file, charge.expr)).collect();
        exprs(project, route).any(|(file, _, expr)| begun.contains(&(file, expr)))
    };
    let query_of = |e: &Effect| project.query_of(e);
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
fn errand(route: &Route) -> Option<Harm<'_>> {
    let &at = route.errands.first().filter(|_| route.paid_apis.is_empty())?;
    let does = "acts at another service with your server's key";
    let message = format!("anybody can call `{}`, which {does}", route.entry.name);
    Some(Harm { route, severity: Severity::High, message, does: does.to_owned(), at })
}
