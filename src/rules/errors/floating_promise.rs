//! Work that a server starts and nobody waits for.

use std::collections::BTreeMap;

use super::and_more;
use crate::{
    facts::code::Code,
    model::{Project, failures::Floating, routes::Route},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
        return;
    }
    let mut by_file: BTreeMap<&str, Vec<&Floating>> = BTreeMap::new();
    for floating in &project.failures.floating {
        if is_lost(project, floating) {
            by_file.entry(&project.file(floating.at.file).path).or_default().push(floating);
        }
    }
    for (path, floating) in by_file {
        let Some((first, others)) = floating.split_first() else { continue };
        let harm = if first.catches {
            "it may be cut off when the answer is sent"
        } else {
            "it may be cut off, and its failure ends the process or vanishes"
        };
        let message =
            format!("nobody waits for {}: {harm}{}", first.what, and_more(first.at, others.iter().map(|o| o.at)));
        let finding = sink.report(first.at, path, message);
        for other in others {
            finding.place(other.at, format!("nobody waits for {}", other.what));
        }
    }
}

/// Whether some entry point starts it. On a server that lives on, work that catches its own failures comes to its end.
fn is_lost(project: &Project, floating: &Floating) -> bool {
    let Some(code) = &project.file(floating.at.file).code else { return false };
    let mut starters = project.routes.iter().filter(|route| runs(code, route, floating));
    starters.any(|route| project.is_short_lived(route) || !floating.catches)
}

fn runs(code: &Code, route: &Route, floating: &Floating) -> bool {
    let at = code.function(floating.function).range;
    route.functions.iter().any(|&(file, f)| file == floating.at.file && code.function(f).range.contains(at))
}
