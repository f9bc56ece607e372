//! Requests of servers to other services that may wait for ever.

use std::collections::BTreeSet;

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let foreign =
        project.failures.requests.iter().filter(|r| r.is_foreign() && project.sides.of(r.at.file).is_server());
    let mut unlimited = foreign.clone().filter(|r| r.has_time_limit == Some(false));
    let Some(first) = unlimited.next() else {
        if foreign.count() == 0 {
            sink.not_applicable("no server code calls another service with fetch");
        }
        return;
    };
    let others: Vec<_> = unlimited.collect();
    let hosts: BTreeSet<&str> = others.iter().filter_map(|r| r.host()).chain(first.host()).collect();
    let whom = match hosts.len() {
        0 | 1 => first.host().unwrap_or("another service").to_owned(),
        2 => format!("{} or another service", first.host().unwrap_or("a service")),
        n => format!("{} or one of {} other services", first.host().unwrap_or("a service"), n - 1),
    };
    let message = format!(
        "when {whom} does not answer, the request waits for minutes, and the user with it: these calls have no time limit"
    );
    let finding = sink.report(first.at, "requests", message);
    for other in others {
        finding.place(other.at, format!("waits for {} as long as it takes", other.host().unwrap_or("the other side")));
    }
}
