//! A route that another one, registered before it, answers for.

use crate::{
    model::{Project, routes::Route},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    for later in &project.routes {
        let Some((at, earlier)) = &later.shadowed_by else { continue };
        let name = &later.entry.name;
        let message =
            format!("{name} never runs: {earlier} stands before it, fits the same addresses, and answers in its place");
        let finding = sink.report(later.entry.at, name.clone(), message);
        let mut before = project.routes.iter().filter(|r| r.entry.at == *at);
        if before.any(|first| asks_less(project, first, later)) {
            finding.step(*at, "answers first, and asks for less");
        } else {
            finding.step(*at, "answers first").severity(Severity::Medium);
        }
        finding.help(if name == earlier {
            format!("keep one {name}: the one that asks for more, where they differ")
        } else {
            format!("register {name} before {earlier}")
        });
    }
}

/// Whether the one that answers lets pass whom the other would turn away.
fn asks_less(project: &Project, first: &Route, later: &Route) -> bool {
    let is_unasked = first.guards.is_empty() && !later.guards.is_empty();
    let is_believed = !project.holds_secret_against(first) && project.holds_secret_against(later);
    is_unasked || is_believed
}
