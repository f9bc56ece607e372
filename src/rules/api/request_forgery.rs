//! The caller chooses what the server fetches.

use super::{addresses::is_chosen, routes};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{Project, routes::Kind},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for (file, code, call) in project.exprs_of(route) {
            let Some(url) = fetched(code, call) else { continue };
            let at = code.range(call).in_file(file);
            if seen.contains(&at) || !is_chosen(project, route, file, code, url) {
                continue;
            }
            seen.push(at);
            // An edge function stands in nobody's network.
            let is_edge = route.entry.kind == Kind::EdgeFunction;
            let inside = if is_edge { "" } else { ", also inside your own network" };
            let message = format!("`{}` fetches whatever address it is sent{inside}", route.entry.name);
            let finding = sink.report(at, &route.entry.name, message);
            finding.step(route.entry.at, "the address comes in here");
            if route.authenticated.is_yes() && route.ties.by_role {
                finding.severity(Severity::Low);
            } else if is_edge {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// The address of a request that a call makes.
fn fetched(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let written = code.path(callee)?;
    let is_request = matches!(
        written.as_str(),
        "fetch"
            | "axios"
            | "axios.get"
            | "axios.post"
            | "axios.head"
            | "got"
            | "got.get"
            | "ky"
            | "ky.get"
            | "https.get"
            | "http.get"
            | "page.goto"
    );
    is_request.then(|| code.arg(args, 0)).flatten()
}
