//! No backup of the data is to be seen.

use crate::{frameworks::commands::Purpose, model::Project, rules::Sink};

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
    let message = "nothing here copies the database away: what the host keeps is all there is";
    sink.report(project.anchor(), "backup", message);
}
