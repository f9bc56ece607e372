//! A constant that is given another value: the code throws there.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for reassigned in project.reassigned() {
        let path = &project.file(reassigned.at.file).path;
        let message = format!("`{}` is a constant: the code throws as soon as it gets to this line", reassigned.name);
        sink.report(reassigned.at, format!("{path}#{}", reassigned.name), message)
            .step(reassigned.declared, "declared here");
    }
}
