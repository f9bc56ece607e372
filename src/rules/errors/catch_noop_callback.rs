//! `.catch(() => {})`: a promise whose failure is thrown away.

use std::collections::BTreeSet;

use super::{callbacks, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let silent = [Handling::Nothing, Handling::Logged, Handling::Default, Handling::OneKind];
    let logged: BTreeSet<Span> = callbacks(project, &[Handling::Logged]).into_iter().map(|place| place.at).collect();
    report_by_file(project, sink, callbacks(project, &silent), |place, more| {
        if place.lets_in {
            format!("when {} fails, whoever should have been asked about passes{more}", place.what)
        } else if logged.contains(&place.at) {
            format!("when {} fails, its .catch writes a line to the console and nobody is told{more}", place.what)
        } else {
            format!("the failure of {} is thrown away by its .catch{more}", place.what)
        }
    });
}
