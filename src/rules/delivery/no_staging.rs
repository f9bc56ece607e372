//! No environment between a laptop and production.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if let Some(place) = project.ops.environments.staging.first() {
        sink.pass(format!("{} names a second environment", project.file(place.file).path));
        return;
    }
    let message = "nothing shows a second environment: a version that fails does so in front of users";
    sink.report(project.anchor(), "staging", message);
}
