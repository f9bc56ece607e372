//! A limiter that does not limit: its memory is lost with each instance, its key is the caller's to choose, it lets
//! everybody pass when it fails, or nobody calls it.

use std::collections::BTreeSet;

use super::routes;
use crate::{
    model::{
        Project,
        limiters::{KeyOf, Weakness},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    for route in routes(project, sink).into_iter().filter(|r| r.rate_limited.is_yes()) {
        for weak in route.functions.iter().filter_map(|&function| project.weak_limiter(route, function)) {
            if seen.insert(weak.at) {
                let finding = sink.report(weak.at, &route.entry.name, message(&weak.weakness));
                finding.severity(severity(&weak.weakness));
                finding.place(route.entry.at, format!("`{}` relies on it", route.entry.name));
            }
        }
    }
    for limiter in project.unused_limiters() {
        let name = limiter.name;
        let key = format!("{}#{name}", project.file(limiter.at.file).path);
        sink.report(limiter.at, key, format!("`{name}` limits nothing: no code calls it"));
    }
}

fn message(weakness: &Weakness) -> String {
    match weakness {
        Weakness::Memory(name) => {
            format!("`{name}` counts in the memory of one instance, which a serverless host starts and drops at will")
        }
        Weakness::ChosenKey(of) => {
            let what = match of {
                KeyOf::Body => "a value of the request body",
                KeyOf::FirstForwarded => "the first address of `x-forwarded-for`, which the caller writes himself",
            };
            format!("the limit counts by {what}: another value is another budget")
        }
        Weakness::OpenOnFailure(name) => format!("`{name}` lets everybody pass when its store does not answer"),
        Weakness::StandIn(name) => {
            format!("what stands in for `{name}` where its store is not set up lets everybody pass, and tells nobody")
        }
        Weakness::OffWithoutStore(name) => {
            format!("`{name}` lets everybody pass where its store is not set up, and tells nobody")
        }
    }
}

/// One whose store is missing holds where it is set up, which most are.
fn severity(weakness: &Weakness) -> Severity {
    match weakness {
        Weakness::StandIn(_) | Weakness::OffWithoutStore(_) => Severity::Low,
        _ => Severity::Medium,
    }
}
