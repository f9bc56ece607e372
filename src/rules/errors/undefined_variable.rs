//! A name that is not declared where it is used: the code throws when it gets there.

use std::collections::BTreeMap;

use crate::{
    facts::code::FnId,
    model::{Project, Undefined},
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_function: BTreeMap<(FileId, FnId), Vec<Undefined>> = BTreeMap::new();
    for undefined in project.undefined() {
        by_function.entry((undefined.at.file, undefined.function)).or_default().push(undefined);
    }
    for all in by_function.into_values() {
        // Nothing behind the first is ever reached, unless something else comes of the first.
        let Some((undefined, others)) = all.split_first() else { continue };
        let path = &project.file(undefined.at.file).path;
        let why = match undefined.declared.map(|at| &project.file(at.file).path) {
            Some(_) if undefined.in_same_function => {
                "it is declared in a block of this function that it stands outside of, as a `catch` stands outside of its \
                 `try`"
                    .to_owned()
            }
            Some(home) if home == path => "it is declared in another function of this file".to_owned(),
            Some(home) => format!("it is declared in {home}"),
            None => "nothing declares it".to_owned(),
        };
        let message = format!(
            "`{}` does not exist here ({why}): the code throws as soon as it gets to this line",
            undefined.name
        );
        let finding = sink.report(undefined.at, format!("{path}#{}", undefined.name), message);
        if all.iter().all(|one| one.is_aside) {
            finding.severity(Severity::Medium);
        }
        if let Some(declared) = undefined.declared {
            finding.step(declared, "declared here");
        }
        for other in others {
            finding.thing(
                other.at,
                format!("{path}#{}", other.name),
                format!("`{}` does not exist either", other.name),
            );
        }
    }
}
