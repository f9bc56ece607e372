//! One-off work that was left deployed: anybody can run the migration or the seeding once more.

use super::routes;
use crate::{
    frameworks::auth::Proof,
    model::{Project, routes::Kind},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let words = &project.vocab.guards.left_over;
    for route in routes(project, sink).into_iter().filter(|r| r.entry.kind != Kind::ServerAction) {
        let named = route.entry.path.split('/').any(|segment| words.has(segment));
        let is_machine = route.guards.iter().any(|g| g.proof == Proof::Secret);
        let is_preflight = matches!(route.entry.method.as_deref(), Some("OPTIONS" | "HEAD"));
        // Many products test or repair something for their users; what works past row security is none of these.
        let acts = !may_be_feature(&route.entry.path) || route.effects.iter().any(|e| e.writes && e.is_privileged());
        if named
            && acts
            && !is_preflight
            && !(route.authenticated.is_yes() && route.ties.by_role)
            && !is_machine
            && route.webhook.is_none()
            && (route.authenticated.is_no() || route.effects.iter().any(|e| e.writes))
        {
            let message = format!("`{}` looks like work for once, and is still deployed", route.entry.name);
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            if route.authenticated.is_yes() || !route.effects.iter().any(|e| e.writes) {
                finding.severity(Severity::Low);
            }
        }
    }
}

fn may_be_feature(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|w| matches!(w.as_str(), "test" | "fix" | "debug"))
}
