//! No backup of the data is to be seen.

use crate::{
    frameworks::commands::Purpose,
    model::Project,
    rules::{Severity, Sink},
    source::span::Range,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.apps.iter().all(|app| app.data.is_empty()) {
        sink.not_applicable("the app keeps no data");
        return;
    }
    let scheduled = project.ops.pipelines.iter().filter(|p| p.is_scheduled());
    if let Some(backup) = scheduled.flat_map(|p| &p.actions).find(|a| a.purpose == Purpose::Backup) {
        sink.pass(format!("{} copies the database", project.file(backup.at.file).path));
        return;
    }
    if let Some(by_hand) = project.copy_by_hand() {
        let message = format!(
            "the database is only copied when somebody runs {}: on the day that nobody did, what the host keeps is all there is",
            project.file(by_hand).name()
        );
        sink.report(Range::default().in_file(by_hand), "backup", message).severity(Severity::Low).help(
            "run it at set times, `on: schedule` in a workflow of the pipeline, and keep the copy at another provider",
        );
        return;
    }
    let message = "nothing here copies the database away: what the host keeps is all there is";
    sink.report(project.anchor(), "backup", message);
}
