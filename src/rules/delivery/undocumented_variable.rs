//! Variables that no example or document names.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    if variables.examples.is_empty() {
        sink.not_applicable("there is no example of an environment file, which is a finding of its own");
        return;
    }
    let missing = variables.unnamed(|name| project.vocab.env.is_secret(name));
    let Some((&(first, at), others)) = missing.split_first() else { return };
    let message = match others.len() {
        0 => format!("{first} has to be set, and neither the example file nor a document names it"),
        n => format!("{first} and {n} more have to be set, and neither the example file nor a document names them"),
    };
    let finding = sink.report(at, format!("env:{first}"), message);
    for &(name, at) in others {
        finding.thing(at, format!("env:{name}"), format!("reads {name}"));
    }
}
