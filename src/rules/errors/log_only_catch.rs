//! A failure that is written to the console, after which the work goes on as if it had succeeded: in a `catch`, or in
//! `if (error)`.

use super::{Place, and_more, clauses, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut places = clauses(project, &[Handling::Logged]);
    let tested = project.failures.unheeded.iter().filter(|u| u.handling == Handling::Logged);
    places.extend(tested.map(|u| Place { at: u.at, what: u.what.clone(), stake: u.stake }));
    report_by_file(project, sink, places, |_, place, others| {
        format!(
            "when {} fails, a line goes to the console and the work goes on as if it had succeeded{}",
            place.what,
            and_more(others)
        )
    });
}
