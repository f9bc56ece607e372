//! Migrations that share a version: the tool that runs them keeps only one of them in its books.

use std::collections::BTreeMap;

use crate::{
    frameworks::supabase::migration_version,
    model::Project,
    rules::Sink,
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_version: BTreeMap<(&str, &str), Vec<FileId>> = BTreeMap::new();
    for (id, file) in project.all_files() {
        if let Some(version) = migration_version(&file.path) {
            by_version.entry((file.folder(), version)).or_default().push(id);
        }
    }
    if by_version.is_empty() {
        sink.not_applicable("no folder of migrations is kept by version");
    }
    let mut by_folder: BTreeMap<&str, Vec<(&str, Vec<FileId>)>> = BTreeMap::new();
    for ((folder, version), files) in by_version.into_iter().filter(|(_, files)| files.len() > 1) {
        by_folder.entry(folder).or_default().push((version, files));
    }
    for (folder, shared) in by_folder {
        report(project, sink, folder, &shared);
    }
}

/// Naming files by the day is one habit: the latest pair leads, as it is the one that was written last.
fn report(project: &Project, sink: &mut Sink, folder: &str, shared: &[(&str, Vec<FileId>)]) {
    let Some(((version, files), others)) = shared.split_last() else { return };
    let [first, second, ..] = files.as_slice() else { return };
    let name = |id: &FileId| project.file(*id).name();
    let more = match others.len() {
        0 => String::new(),
        1 => "; so it is with one more version".to_owned(),
        n => format!("; so it is with {n} more versions"),
    };
    let message = format!(
        "{} and {} have the same version {version}: the second to run is refused, and the database stops there{more}",
        name(first),
        name(second)
    );
    let start = |id: FileId| {
        let statements = project.file(id).sql.as_ref().map_or(&[][..], |sql| sql.statements.as_slice());
        statements.first().map_or(Range::default(), |statement| statement.range).in_file(id)
    };
    let finding = sink.report(start(*second), format!("{folder}/{version}"), message);
    for other in files.iter().filter(|id| *id != second) {
        finding.place(start(*other), format!("has version {version} too"));
    }
    for (version, files) in others.iter().rev() {
        for &id in files {
            finding.thing(start(id), format!("{folder}/{version}"), format!("{} has version {version}", name(&id)));
        }
    }
}
