//! An entry point that changes or reads data past row security and never asks who calls.

use super::{routes, table};
use crate::{
    model::{
        Project,
        queries::Client,
        routes::{Effect, Kind, Route},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let is_open = route.authenticated.is_no() && !route.public_by_design.is_yes() && route.webhook.is_none();
        // Server actions and signed-in pages have a rule of their own.
        if is_open && route.entry.kind != Kind::ServerAction {
            judge(project, route, sink);
        }
    }
}

fn judge(project: &Project, route: &Route, sink: &mut Sink) {
    let privileged = || route.effects.iter().filter(|e| e.is_privileged() && !e.by_token);
    let Some(effect) = privileged().find(|e| e.writes).or_else(|| privileged().find(|e| is_private(project, e))) else {
        return;
    };
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
