//! A name that is not declared where it is used: the code throws when it gets there.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for undefined in project.undefined() {
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
        if let Some(declared) = undefined.declared {
            finding.step(declared, "declared here");
        }
    }
}
