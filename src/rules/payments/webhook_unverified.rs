//! A payment webhook that believes whoever calls it.

use super::webhooks;
use crate::{
    model::Project,
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
        let message = format!(
            "`{}` takes for {} whoever finds its address: payments can be invented",
            route.entry.name, webhook.name
        );
        let finding = sink.report(route.entry.at, &route.entry.name, message);
        if let Some(effect) = route.effects.iter().find(|e| e.writes) {
            finding.place(effect.at, "what an invented event changes");
        }
        if route.effects.iter().all(|e| !e.writes) {
            finding.severity(Severity::High);
        }
    }
}
