//! Nobody is told of failures.

use crate::{
    model::Project,
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let signals = &project.ops.signals;
    match (signals.tracked_in_browser.first(), signals.tracked_on_server.first()) {
        (Some(&at), None) if project.has_server_code() => one_side(at, "in the browser and not on the server", sink),
        (None, Some(&at)) if project.has_client_code() => one_side(at, "on the server and not in the browser", sink),
        (None, None) => none(project, sink),
        _ => sink.pass("an error tracker is started"),
    }
}

fn one_side(at: Span, where_from: &str, sink: &mut Sink) {
    let message = format!("failures are reported {where_from}: half of them reach nobody");
    sink.report(at, "tracker", message).severity(Severity::Low).confidence(Confidence::Medium);
}

fn none(project: &Project, sink: &mut Sink) {
    if project.code_files().next().is_none() {
        sink.not_applicable("no code");
    } else if let Some(&at) = project.ops.signals.tracker_packages.first() {
        sink.report(at, "tracker", "an error tracker is installed and never started: failures reach nobody");
    } else {
        sink.report(project.anchor(), "tracker", "no error tracker: failures in production reach nobody");
    }
}
