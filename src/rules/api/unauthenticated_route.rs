//! An entry point that changes or reads data past row security and never asks who calls.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    exprs,
    harm::{Harm, harm},
    identity_from_body, routes,
};
use crate::{
    model::{
        Project,
        queries::{Condition, Op},
        routes::{Effect, Kind, Route},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_file: BTreeMap<_, Vec<Harm<'_>>> = BTreeMap::new();
    for route in routes(project, sink) {
        let is_open = route.authenticated.is_no() && !route.public_by_design.is_yes() && route.webhook.is_none();
        // Server actions, and helpers that believe what they are told, have rules of their own.
        let is_other = route.entry.kind == Kind::ServerAction || identity_from_body::believed(route).is_some();
        let is_spared = is_other || is_guest_checkout(project, route) || project.is_closed_in_production(route);
        if is_open && !is_spared {
            by_file.entry(route.entry.at.file).or_default().extend(harm(project, route));
        }
    }
    for (file, mut harms) in by_file {
        harms.sort_by_key(|h| (Reverse((h.severity, h.deed)), h.route.entry.at));
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
