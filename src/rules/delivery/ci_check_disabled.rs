//! The failure of a check is ignored.

use std::collections::BTreeMap;

use crate::{
    frameworks::commands::Purpose,
    model::{Project, ops::Action},
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_file: BTreeMap<FileId, Vec<(&Action, &str)>> = BTreeMap::new();
    let checks = project.ops.on_change().filter(|a| a.purpose.is_check());
    for action in checks {
        let entry = action.ignored_by.map(|how| (action, how));
        by_file.entry(action.at.file).or_default().extend(entry);
    }
    if by_file.is_empty() {
        sink.not_applicable("no pipeline checks a change");
    }
    for (file, ignored) in by_file {
        // What users would meet comes before what only reads badly, or warns of others' faults.
        let is_style = |action: &Action| matches!(action.purpose, Purpose::Lint | Purpose::Scan);
        let mut ignored = ignored;
        ignored.sort_by_key(|(action, _)| is_style(action));
        let Some(((first, how), rest)) = ignored.split_first() else { continue };
        let message = format!("the {} may fail and the pipeline still passes (`{how}`)", first.purpose.name());
        let finding = sink.report(first.at, project.file(file).path.clone(), message);
        if is_style(first) {
            finding.severity(Severity::Low);
        }
        for (action, how) in rest {
            finding.place(action.at, format!("the {} too (`{how}`)", action.purpose.name()));
        }
    }
}
