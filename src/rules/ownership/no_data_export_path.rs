//! No way to take the data along.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ties = project.ties();
    let Some(tie) = ties.iter().find(|tie| tie.is_backend) else {
        sink.not_applicable("no backend of a builder is used");
        return;
    };
    let is_about_export = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["export", "backup", "dump"].iter().any(|word| name.contains(word))
    };
    if let Some((_, file, _)) = project.code_files().find(|(_, file, _)| is_about_export(file.name())) {
        sink.pass(file.path.clone());
        return;
    }
    let Some(&at) = tie.places.first() else { return };
    sink.report(
        at,
        tie.builder.clone(),
        format!("only {} can read the data out: nothing here exports it", tie.builder),
    );
}
