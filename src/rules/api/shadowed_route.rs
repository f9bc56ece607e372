//! A route that another one, registered before it, answers for.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    for later in &project.routes {
        let Some((at, earlier)) = &later.shadowed_by else { continue };
        let name = &later.entry.name;
        let message =
            format!("{name} never runs: {earlier} stands before it, fits the same addresses, and answers in its place");
        sink.report(later.entry.at, name.clone(), message)
            .step(*at, "answers first")
            .help(format!("register {name} before {earlier}"));
    }
}
