//! A read whose error is dropped: a failed query looks like an empty one.

use super::{Place, and_more, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let unheeded = &project.failures.unheeded;
    if project.queries.iter().all(|q| q.library.throws()) && project.failures.remote.is_empty() {
        sink.not_applicable("the code reads no database through a client whose results carry an error");
        return;
    }
    let dropped = unheeded.iter().filter(|u| !u.is_write && u.handling == Handling::Nothing);
    let places = dropped.map(|u| Place { at: u.at, what: u.what.clone(), stake: u.stake }).collect();
    report_by_file(project, sink, places, |_, place, others| {
        format!("when {} fails, the page goes on as if there were no data{}", place.what, and_more(others))
    });
}
