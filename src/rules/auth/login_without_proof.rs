//! A sign-in that lets in whoever names an account.

use super::super::api::routes;
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        let Some((&at, others)) = project.lets_in_without_proof(route).split_first() else { continue };
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        let name = &route.entry.name;
        let message =
            format!("`{name}` lets in whoever names an account: no password, code or token is held against anything");
        let finding = sink.report(at, name, message);
        finding.step(route.entry.at, "nothing here proves who asks");
        for &other in others {
            finding.place(other, "here, too");
        }
    }
}
