//! No health endpoint.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if let Some(place) = project.ops.signals.health.first() {
        sink.pass(project.file(place.file).path.clone());
    } else if !project.routes.is_empty() && project.has_server_code() {
        sink.report(project.anchor(), "health", "no endpoint tells a monitor whether server and database are well");
    } else {
        sink.not_applicable("no code runs on a server of the app's own");
    }
}
