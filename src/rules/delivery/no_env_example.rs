//! No example of an environment file.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    if let Some(&example) = variables.examples.first() {
        sink.pass(project.file(example).path.clone());
        return;
    }
    let mut needed = variables.needed().filter(|(name, _)| !variables.in_examples.contains(*name)).peekable();
    let Some((first, places)) = needed.peek().copied() else {
        match variables.needed().next() {
            Some(_) => sink.pass("a committed environment file names what has to be set"),
            None => sink.not_applicable("no variable has to be set"),
        }
        return;
    };
    // What a document names can be found, and still has to be typed off.
    let unnamed = variables.unnamed(|name| project.vocab.env.is_secret(name));
    let Some((&(name, at), others)) = unnamed.split_first() else {
        let message =
            format!("{first} and its like are named in documents only: there is no example of an environment file");
        if let Some(&at) = places.first() {
            sink.report(at, "env", message).severity(Severity::Info);
        }
        return;
    };
    let message = match others.len() {
        0 => format!("{name} has to be set, and no example of an environment file says so"),
        others => format!("{name} and {others} more have to be set, and no example of an environment file lists them"),
    };
    sink.report(at, "env", message);
}
