//! No document says how to go back.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if let Some(place) = project.ops.documents.rollback {
        sink.pass(format!("{} says how", project.file(place.file).path));
        return;
    }
    sink.report(
        project.anchor(),
        "rollback",
        "going back to the last version is written down nowhere, and has to be invented while users wait",
    );
}
