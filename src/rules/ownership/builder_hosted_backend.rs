//! The backend is the builder's.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ties = &project.ties;
    let Some(tie) = ties.iter().find(|tie| tie.is_backend) else {
        sink.pass("no backend of a builder is used");
        return;
    };
    let Some((&first, rest)) = tie.places.split_first() else { return };
    let schema = if project.has_entity_schema() { "" } else { ", and the export does not even hold the schema" };
    let message = format!("{} live at {}{schema}", tie.stops, tie.builder);
    let finding = sink.report(first, tie.builder.clone(), message);
    for &at in rest {
        finding.place(at, "uses it");
    }
}
