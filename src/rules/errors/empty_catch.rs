//! A `catch` that does nothing, or deals with one kind of failure and drops the others.

use super::{clauses, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let places = clauses(project, &[Handling::Nothing, Handling::OneKind]);
    report_by_file(project, sink, places, |place, more| {
        let more =
            if place.lets_in { format!(", and who could not be asked about passes{more}") } else { more.to_owned() };
        format!("when {} fails, nothing happens and nobody learns of it{more}", place.what)
    });
}
