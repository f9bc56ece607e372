//! An entry point that changes or reads data past row security and never asks who calls.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    harm::{Harm, harm},
    identity_from_body, routes,
};
use crate::{
    model::{
        Project,
        routes::{Kind, Route},
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
        project.exprs_of(route).any(|(file, _, expr)| begun.contains(&(file, expr)))
    };
    begins_payment && project.changes_only_its_own(route)
}
