//! No way to take the data along.

use crate::{
    facts::code::Code,
    model::{File, Project},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ties = &project.ties;
    let Some(tie) = ties.iter().find(|tie| tie.is_backend) else {
        sink.not_applicable("no backend of a builder is used");
        return;
    };
    let is_about_export = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["export", "backup", "dump"].iter().any(|word| name.contains(word))
    };
    // A page that saves a table as a file takes data out, too.
    let saves =
        |code: &Code| code.texts().any(|text| text.starts_with("text/csv") || text.starts_with("data:text/csv"));
    let exports = |file: &File, code: &Code| is_about_export(file.name()) || saves(code);
    if let Some((_, file, _)) = project.code_files().find(|(_, file, code)| exports(file, code)) {
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
