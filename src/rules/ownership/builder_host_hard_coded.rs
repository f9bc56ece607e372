//! Addresses of the app on the builder's host.

use crate::{
    model::{Project, builder::lockin::Missing},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut hosts = project.builder_hosts();
    // What always leads there says more than what stands in for a variable.
    hosts.sort_by_key(|address| address.stands_in_for);
    let Some((first, others)) = hosts.split_first() else {
        sink.pass("no address of a builder's host stands in the code");
        return;
    };
    let more = match others.len() {
        0 => String::new(),
        1 => " and one more address on a builder's host".to_owned(),
        n => format!(" and {n} more addresses on a builder's host"),
    };
    let written = if others.is_empty() { "is written into the code" } else { "are written into the code" };
    let end = match (first.stands_in_for, others.is_empty()) {
        (Some(Missing::Variable), true) => ": where its variable is not set, the link leads to the builder's host",
        (Some(Missing::Variable), false) => ": where their variables are not set, links lead to the builder's host",
        (Some(Missing::Origin), true) => ": where a request names no origin, the link leads to the builder's host",
        (Some(Missing::Origin), false) => ": where a request names no origin, links lead to the builder's host",
        (None, true) => ": the link dies on the day the app moves",
        (None, false) => ": they die on the day the app moves",
    };
    let finding = sink.report(first.at, first.host.clone(), format!("{}{more} {written}{end}", first.address));
    if first.stands_in_for.is_some() {
        finding.severity(Severity::Low);
    }
    for other in others {
        finding.place(other.at, other.address.clone());
    }
}
