//! No example of an environment file.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    if let Some(&example) = variables.examples.first() {
        sink.pass(project.file(example).path.clone());
        return;
    }
    if variables.needed().next().is_none() {
        sink.not_applicable("no variable has to be set");
        return;
    }
    let mut needed = variables.needed().filter(|(name, _)| !variables.is_named(name));
    let Some((first, places)) = needed.next() else {
        sink.not_applicable("a document or a committed environment file names all that has to be set");
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
