//! No backup of the data is to be seen.

use crate::{
    formats::shell,
    frameworks::commands::{Purpose, purpose_of},
    model::{File, FileKind, Project},
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
    if let Some((id, by_hand)) = project.all_files().find(|(_, file)| backs_up(file)) {
        let message = format!(
            "the database is only copied when somebody runs {}: on the day that nobody did, what the host keeps is all there is",
            by_hand.name()
        );
        sink.report(Range::default().in_file(id), "backup", message).severity(Severity::Low).help(
            "run it at set times, `on: schedule` in a workflow of the pipeline, and keep the copy at another provider",
        );
        return;
    }
    let message = "nothing here copies the database away: what the host keeps is all there is";
    sink.report(project.anchor(), "backup", message);
}

/// `scripts/backup-db.mjs`, `bin/dump.sh` with `pg_dump` in it: a script that copies the data, run by hand.
fn backs_up(file: &File) -> bool {
    let is_script =
        file.folder().split('/').any(|folder| matches!(folder, "scripts" | "script" | "bin" | "tools" | "ops"));
    let is_named = || {
        let words = crate::vocab::split(file.name());
        let is_of_data =
            words.iter().any(|w| matches!(w.as_str(), "db" | "database" | "data" | "supabase" | "postgres" | "full"));
        words.iter().any(|w| matches!(w.as_str(), "backup" | "dump")) && is_of_data
    };
    match file.kind {
        FileKind::Shell => {
            let commands = file.text.as_deref().map(shell::commands).unwrap_or_default();
            commands.iter().any(|command| purpose_of(command.program()) == Some(Purpose::Backup))
        }
        FileKind::Code(_) => is_script && is_named(),
        _ => false,
    }
}
