//! Services of the builder that the running app needs.

use crate::{
    model::{Project, builder::lockin::Tie},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ties = &project.ties;
    for tie in ties.iter().filter(|tie| !tie.is_backend) {
        report(tie, sink);
    }
    if ties.is_empty() {
        sink.pass("nothing of a builder is called at run time");
    }
}

fn report(tie: &Tie, sink: &mut Sink) {
    let Some((&first, rest)) = tie.places.split_first() else { return };
    let message = format!("this ends with {}, or with your account there: {} ({})", tie.builder, tie.stops, tie.what);
    let finding = sink.report(first, format!("{}: {}", tie.builder, tie.what), message);
    if tie.is_by_name_only || tie.is_optional {
        // A variable tells that the service was meant, not that it is called; and what is done without stops nothing else.
        finding.severity(Severity::Medium);
    }
    for &at in rest {
        finding.place(at, "here too");
    }
}
