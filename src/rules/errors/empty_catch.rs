//! A `catch` that does nothing, or deals with one kind of failure and drops the others.

use super::{and_more, clauses, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let places = clauses(project, &[Handling::Nothing, Handling::OneKind]);
    report_by_file(project, sink, places, |place, others| {
        format!(
            "when {} fails, nothing happens and nobody learns of it{}",
            place.what,
            and_more(place.at, others.iter().map(|o| o.at))
        )
    });
}
