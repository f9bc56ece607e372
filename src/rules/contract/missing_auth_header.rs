//! A page asks the server for something that only a signed-in caller gets, and does not say who is asking.

use crate::{
    facts::code::{Code, ExprKind, Node},
    model::{
        Project,
        failures::Request,
        routes::{Route, Step},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut guarded = project.routes.iter().filter(|r| wants_header(project, r)).peekable();
    if guarded.peek().is_none() || !sends_headers(project) {
        sink.not_applicable("no entry point asks for a header that pages send");
        return;
    }
    let guarded: Vec<&Route> = guarded.collect();
    let from_pages = project.failures.requests.iter().filter(|r| {
        r.says_who == Some(false)
            && project.sides.of(r.at.file).is_client()
            && project.file(r.at.file).role.is_production()
    });
    let mut refused = from_pages.filter_map(|r| Some((r, *guarded.iter().find(|route| answers(route, r))?)));
    let Some((first, route)) = refused.next() else { return };
    let others: Vec<_> = refused.collect();
    let more = if others.is_empty() { String::new() } else { format!(", and so do {} more requests", others.len()) };
    let message = format!(
        "{} is asked without the login token and answers 401{more}: for signed-in users these parts of the page stay empty",
        route.entry.name
    );
    let finding = sink.report(first.at, "requests", message);
    for (request, route) in others {
        finding.place(request.at, format!("{} without the token", route.entry.name));
    }
}

/// Whether pages send the header anywhere: then it is how they say who asks, and a cookie is not.
fn sends_headers(project: &Project) -> bool {
    let pages = project.code_files().filter(|(id, f, _)| f.role.is_production() && project.sides.of(*id).is_client());
    let mut sends = false;
    for (_, _, code) in pages {
        // Somebody who replaces `fetch` may add it everywhere.
        let replaces = code.exprs.iter().any(|e| match e.kind {
            ExprKind::Assign { target, .. } => {
                matches!(code.path(target).as_deref(), Some("window.fetch" | "globalThis.fetch"))
            }
            _ => false,
        });
        if replaces {
            return false;
        }
        sends |= code.texts().any(|t| t == "Authorization" || t == "authorization");
    }
    sends
}

/// Whether the caller is known by the `Authorization` header alone, and not by a cookie.
fn wants_header(project: &Project, route: &Route) -> bool {
    if !route.authenticated.is_yes() {
        return false;
    }
    let steps = route.entry.steps.iter().filter_map(Step::function);
    let mut reads = false;
    for (file, function) in steps {
        let Some(code) = &project.file(file).code else { return false };
        let words = words_of(code, Node::Function(function));
        if words.iter().any(|w| matches!(*w, "cookies" | "cookie" | "getServerSession" | "isAuthenticated")) {
            return false;
        }
        reads |= words.iter().any(|w| matches!(*w, "authorization" | "Authorization"));
    }
    reads
}

fn words_of(code: &Code, node: Node) -> Vec<&str> {
    let words = code.descendants(node).filter_map(|n| {
        let Node::Expr(e) = n else { return None };
        match code.expr(e) {
            ExprKind::Member { property, .. } => Some(code.str(property)),
            ExprKind::String(text) => Some(code.str(text)),
            ExprKind::Ident { name, .. } => Some(code.str(name)),
            _ => None,
        }
    });
    words.collect()
}

/// Whether a route serves the address and method of a request: `/api/gyms/{}/report` and `/api/gyms/:id/report`.
fn answers(route: &Route, request: &Request) -> bool {
    let entry = &route.entry;
    let same_method = entry.method.is_none() || entry.method == request.method;
    let Some(url) = request.url.as_deref().filter(|u| u.starts_with("/api/") && same_method) else { return false };
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let (asked, served): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), entry.path.split('/').collect());
    let is_open = |s: &str| s.starts_with([':', '[']);
    asked.len() == served.len() && asked.iter().zip(&served).all(|(a, s)| a == s || is_open(s) && !a.is_empty())
}
