//! Words on the console are all the log there is.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let signals = &project.ops.signals;
    if let Some(logger) = signals.logger {
        sink.pass(project.file(logger.file).path.clone());
        return;
    }
    let Some((&(first, _), rest)) = signals.console_on_server.split_first() else {
        sink.not_applicable("no server code writes to the console");
        return;
    };
    let message = format!(
        "{} calls of console are the whole log of the server: it cannot be asked for one user or order",
        rest.len() + 1
    );
    sink.report(first, "log", message);
}
