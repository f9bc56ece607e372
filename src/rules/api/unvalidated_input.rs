//! What the caller sends is used without a look at its type and shape.

use super::routes;
use crate::{
    model::{Project, routes::Route},
    rules::{Confidence, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        if route.validated.is_no() && matters(route) {
            report(route, sink);
        }
    }
}

/// Whether something comes of the input: a write, or a call that costs money.
fn matters(route: &Route) -> bool {
    route.effects.iter().any(|e| e.writes) || !route.paid_apis.is_empty()
}

fn report(route: &Route, sink: &mut Sink) {
    let (at, how) = match &route.validated.evidence {
        Some(evidence) => (evidence.at, evidence.how.as_str()),
        None => (route.entry.at, "the input is used unchecked"),
    };
    // Row security and column types stop some of it where the query runs as the caller.
    let is_mild = !route.effects.iter().any(crate::model::routes::Effect::is_privileged) && route.paid_apis.is_empty();
    let key = if is_mild { "input under row security" } else { "input" };
    // A habit of the whole app is one finding.
    if let Some(finding) = sink.findings.iter_mut().find(|f| f.key == key) {
        finding.thing(at, &route.entry.name, how);
        return;
    }
    let finding = sink.report(at, key, format!("{how} in `{}`", route.entry.name));
    if is_mild {
        finding.confidence(Confidence::Low);
    }
}
