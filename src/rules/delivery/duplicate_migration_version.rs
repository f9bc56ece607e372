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
    for ((folder, version), files) in by_version {
        let [first, second, ..] = files.as_slice() else { continue };
        let name = |id: &FileId| project.file(*id).name();
        let message = format!(
            "{} and {} have the same version {version}: the second to run is refused, and the database stops there",
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
    }
}
