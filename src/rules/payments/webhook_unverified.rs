//! A payment webhook that believes whoever calls it.

use super::webhooks;
use crate::{
    model::{
        Project,
        queries::{Columns, Query},
        routes::Effect,
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        // A check that is there and can be left out has a rule of its own.
        if !webhook.verified.is_no() || !route.skippable.is_empty() {
            continue;
        }
        // Nothing can be invented where nothing is kept.
        if route.effects.iter().all(|e| !e.writes) && route.paid_apis.is_empty() {
            continue;
        }
        // Of the rest, an event can only say where something stands.
        let weighs = |e: &Effect| e.writes && project.query_of(e).is_none_or(|q| says_worth(project, q));
        let moves = route.effects.iter().any(weighs) || !route.paid_apis.is_empty();
        let what = if moves { "payments" } else { "events" };
        let message = format!(
            "`{}` takes for {} whoever finds its address: {what} can be invented",
            route.entry.name, webhook.name
        );
        let finding = sink.report(route.entry.at, &route.entry.name, message);
        if let Some(effect) = route.effects.iter().find(|e| e.writes) {
            finding.place(effect.at, "what an invented event changes");
        }
        if !moves || route.effects.iter().all(|e| !e.writes) {
            finding.severity(Severity::High);
        }
    }
}

/// Whether a write may say that money came in, or what somebody may do.
fn says_worth(project: &Project, query: &Query) -> bool {
    let states = &project.vocab.columns.state;
    let sets_state = matches!(&query.columns, Columns::Named(names) if names.iter().any(|c| states.has(c)));
    sets_state || project.is_about_worth(query)
}
