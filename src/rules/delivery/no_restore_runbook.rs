//! No document says how to restore the data.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.apps.iter().all(|app| app.data.is_empty()) {
        sink.not_applicable("the app keeps no data");
        return;
    }
    if let Some(place) = project.ops.documents.restore {
        sink.pass(format!("{} says how", project.file(place.file).path));
        return;
    }
    sink.report(
        project.anchor(),
        "restore",
        "restoring the data is written down nowhere, and has to be invented while it is gone",
    );
}
