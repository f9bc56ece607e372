//! A `catch` that does nothing, or deals with one kind of failure and drops the others.

use super::{clauses, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let places = clauses(project, &[Handling::Nothing, Handling::OneKind]);
    report_by_file(project, sink, places, |place, more| {
        format!("when {} fails, nothing happens and nobody learns of it{more}", place.what)
    });
}
