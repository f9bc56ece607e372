//! A failure that is answered with an empty value: the caller takes it for "there is none".

use super::{Place, clauses, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut places = clauses(project, &[Handling::Default]);
    let tested = project.failures.unheeded.iter().filter(|u| u.handling == Handling::Default);
    places.extend(tested.map(Place::of));
    report_by_file(project, sink, places, |place, more| {
        if place.lets_in {
            return format!("when {} fails, whoever should have been asked about passes{more}", place.what);
        }
        format!("when {} fails, an empty value takes its place, which reads as \"there is none\"{more}", place.what)
    });
}
