//! One account is looked for in the first page of all.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

/// From this many on it takes a while until somebody is missed.
const LARGE: u32 = 500;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut pages = project.first_pages();
    pages.sort_by_key(|page| (page.size, page.at));
    let Some((first, others)) = pages.split_first() else { return };
    let message = format!(
        "an account is looked for among the first {} only: whoever signed up later is taken for somebody who has none",
        first.size
    );
    let finding = sink.report(first.at, "accounts", message);
    if first.size >= LARGE {
        finding.severity(Severity::Low);
    }
    for other in others {
        finding.place(other.at, format!("looks through the first {}", other.size));
    }
}
