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
            let Some((url, form)) = fetched(code, call) else { continue };
            let at = code.range(call).in_file(file);
            if seen.contains(&at) || !is_chosen(project, route, file, code, url) {
                continue;
            }
            seen.push(at);
            // An edge function stands in nobody's network.
            let is_edge = route.entry.kind == Kind::EdgeFunction;
            let inside = if is_edge { "" } else { ", also inside your own network" };
            let name = &route.entry.name;
            // One helper is called for many things.
            if let Some(finding) = sink.findings.iter_mut().find(|f| f.key == *name && f.at.file == file) {
                finding.place(at, "and here");
                continue;
            }
            let message = match form {
                Form::Address => format!("`{name}` fetches whatever address it is sent{inside}"),
                Form::Page => format!(
                    "`{name}` opens whatever page it is sent in a browser of the server: it runs its scripts and fetches what it \
                     names{inside}"
                ),
            };
            let finding = sink.report(at, name, message);
            finding.step(route.entry.at, "it comes in here");
            if route.authenticated.is_yes() && route.ties.by_role {
                finding.severity(Severity::Low);
            } else if is_edge {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// As what somebody says what is fetched.
#[derive(Clone, Copy)]
enum Form {
    /// As an address.
    Address,
    /// As a page that names addresses.
    Page,
}

/// The address of a request that a call makes, or the page that a browser of the server opens.
fn fetched(code: &Code, call: ExprId) -> Option<(ExprId, Form)> {
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
    let form = if written == "page.setContent" { Form::Page } else { Form::Address };
    let given = code.arg(args, 0).filter(|_| is_request || written == "page.setContent")?;
    Some((given, form))
}
