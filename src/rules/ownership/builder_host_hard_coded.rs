//! Addresses of the app on the builder's host.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let hosts = project.builder_hosts();
    let mut found = hosts.iter();
    let Some(first) = found.next() else {
        sink.pass("no address of a builder's host stands in the code");
        return;
    };
    let message = match hosts.len() {
        1 => format!("{} is written into the code: the link dies on the day the app moves", first.address),
        2 => format!(
            "{} and one more address on a builder's host are written into the code: they die on the day the app moves",
            first.address
        ),
        n => format!(
            "{} and {} more addresses on a builder's host are written into the code: they die on the day the app moves",
            first.address,
            n - 1
        ),
    };
    let finding = sink.report(first.at, first.host.clone(), message);
    for other in found {
        finding.place(other.at, other.address.clone());
    }
}
