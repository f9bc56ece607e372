//! A key of a caller of which only the beginning is looked at.

use super::super::api::routes;
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        let Some(known) = &route.known_in_part else { continue };
        // A helper asks for several entry points: one finding, and each of them named.
        if seen.contains(&known.at) {
            continue;
        }
        seen.push(known.at);
        let message = format!(
            "whoever sends the first {} characters of a key passes for its owner: what follows them is held against nothing",
            known.left
        );
        let finding = sink.report(known.at, &route.entry.name, message);
        if known.cut != known.at {
            finding.step(known.cut, "the key is cut here");
        }
        for other in project.running_routes().filter(|r| r.known_in_part.as_ref().is_some_and(|k| k.at == known.at)) {
            finding.step(other.entry.at, format!("lets callers into `{}`", other.entry.name));
        }
    }
}
