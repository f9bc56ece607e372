//! `.catch(() => {})`: a promise whose failure is thrown away.

use super::{callbacks, report_by_file};
use crate::{
    model::{Project, failures::Handling},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let silent = [Handling::Nothing, Handling::Logged, Handling::Default, Handling::OneKind];
    report_by_file(project, sink, callbacks(project, &silent), |place, more| {
        format!("the failure of {} is thrown away by its .catch{more}", place.what)
    });
}
