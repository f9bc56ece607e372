//! A name that is not declared where it is used: the code throws when it gets there.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for undefined in project.undefined() {
        let path = &project.file(undefined.at.file).path;
        let home = project.file(undefined.declared.file);
        let where_else = if home.path == *path {
            "in another function of this file".to_owned()
        } else {
            format!("in {}", home.path)
        };
        let message = format!(
            "`{}` does not exist here (it is declared {where_else}): the code throws as soon as it gets to this line",
            undefined.name
        );
        sink.report(undefined.at, format!("{path}#{}", undefined.name), message)
            .step(undefined.declared, "declared here");
    }
}
