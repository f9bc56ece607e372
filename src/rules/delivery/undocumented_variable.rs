//! Variables that no example or document names.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    if variables.examples.is_empty() {
        sink.not_applicable("there is no example of an environment file, which is a finding of its own");
        return;
    }
    let mut missing = variables.needed().filter(|(name, _)| !variables.is_named(name));
    let Some((first, places)) = missing.next() else { return };
    let Some(&at) = places.first() else { return };
    let others: Vec<_> = missing.collect();
    let message = match others.len() {
        0 => format!("{first} has to be set, and neither the example file nor a document names it"),
        n => format!("{first} and {n} more have to be set, and neither the example file nor a document names them"),
    };
    let finding = sink.report(at, format!("env:{first}"), message);
    for (name, places) in others {
        if let Some(&at) = places.first() {
            finding.thing(at, format!("env:{name}"), format!("reads {name}"));
        }
    }
}
