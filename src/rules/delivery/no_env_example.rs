//! No example of an environment file.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    if let Some(&example) = variables.examples.first() {
        sink.pass(project.file(example).path.clone());
        return;
    }
    let mut needed = variables.needed();
    let Some((first, places)) = needed.next() else {
        sink.not_applicable("no variable has to be set");
        return;
    };
    let Some(&at) = places.first() else { return };
    let others = needed.count();
    let message = match others {
        0 => format!("{first} has to be set, and no example of an environment file says so"),
        _ => format!("{first} and {others} more have to be set, and no example of an environment file lists them"),
    };
    sink.report(at, "env", message);
}
