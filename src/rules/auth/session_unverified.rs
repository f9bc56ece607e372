//! The server believes who somebody is without having checked it.

use super::{super::api::routes, home_made, token_form};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    frameworks::{auth::Proof, sign_in},
    model::{
        Project,
        routes::{Effect, Guard, Route},
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen: Vec<Span> = home_made::report(project, sink);
    for route in routes(project, sink) {
        if let Some(guard) = unverified(route).filter(|_| relies(route)) {
            let message = format!(
                "`{}` asks `getSession()` who calls: it reads the cookie and does not check that it is genuine",
                route.entry.name
            );
            report(guard.at, route, message, &mut seen, sink);
        }
        by_form(project, route, &mut seen, sink);
        let is_verified = route.entry.gateway_jwt || route.guards.iter().any(|g| !sign_in::is_unverified(&g.how));
        if is_verified || !acts(route) {
            continue;
        }
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            if seen.iter().any(|at| at.file == file && code.function(function).range.contains(at.range)) {
                continue;
            }
            let decoded = code.descendants(Node::Function(function)).find_map(|n| match n {
                Node::Expr(e) => decodes(code, e).then_some(e),
                _ => None,
            });
            if let Some(call) = decoded {
                let message = format!(
                    "`{}` reads a token without checking its signature: anybody can write one",
                    route.entry.name
                );
                report(place(code, file, call), route, message, &mut seen, sink);
            }
        }
    }
}

/// A helper that lets pass whatever is written like a token.
fn by_form(project: &Project, route: &Route, seen: &mut Vec<Span>, sink: &mut Sink) {
    if !route.guards.is_empty() {
        return;
    }
    for &(file, function) in &route.functions {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        if token_form::is_judged_by_form(code, function) {
            let own = code.function(function);
            let name = own.name.map_or("a helper", |n| code.str(n));
            let message = format!("`{name}` only looks at how a token is written: anybody can write one that passes");
            report(head(own.range).in_file(file), route, message, seen, sink);
        }
    }
}

/// The beginning of a function, to point at.
fn head(range: Range) -> Range {
    Range::new(range.start as usize, (range.start as usize + 8).min(range.end as usize))
}

fn place(code: &Code, file: FileId, call: ExprId) -> Span {
    code.range(call).in_file(file)
}

fn report(at: Span, route: &Route, message: String, seen: &mut Vec<Span>, sink: &mut Sink) {
    if let Some(known) = seen.iter().position(|s| *s == at) {
        if let Some(finding) = sink.findings.get_mut(known) {
            finding.thing(route.entry.at, &route.entry.name, "relies on it");
        }
        return;
    }
    seen.push(at);
    let finding = sink.report(at, &route.entry.name, message);
    if !route.effects.iter().any(Effect::is_privileged) {
        finding.severity(Severity::Medium);
    }
}

/// The guard that only reads the session, where no other says who calls.
fn unverified(route: &Route) -> Option<&Guard> {
    let is_weak = |g: &&Guard| sign_in::is_unverified(&g.how);
    let is_alone = route.guards.iter().all(|g| is_weak(&g) || g.proof != Proof::Identity);
    route.guards.iter().find(is_weak).filter(|_| is_alone)
}

/// Whether the work is done past row security, or in the server's own name: there nothing verifies the token later.
fn relies(route: &Route) -> bool {
    route.effects.iter().any(Effect::is_privileged) || !route.errands.is_empty()
}

fn acts(route: &Route) -> bool {
    relies(route) || route.effects.iter().any(|e| e.writes)
}

/// `jwtDecode(token)`, `jwt.decode(token)`, `JSON.parse(atob(token.split(".")[1]))`.
pub(super) fn decodes(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let written = code.path(callee).unwrap_or_default();
    if matches!(written.as_str(), "jwtDecode" | "jwt_decode" | "decodeJwt" | "jwt.decode" | "jose.decodeJwt") {
        return true;
    }
    let is_base64 = matches!(written.as_str(), "atob" | "Buffer.from" | "base64url.decode" | "decodeBase64");
    let is_token_part = |e: ExprId| {
        code.within_node(Node::Expr(e)).any(|n| match n {
            Node::Expr(part) => {
                matches!(code.expr(part), ExprKind::Index { object, .. } if splits_at_dot(code, object))
            }
            _ => false,
        })
    };
    is_base64 && code.arg(args, 0).is_some_and(is_token_part)
}

fn splits_at_dot(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let is_split = matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "split");
    is_split && code.arg(args, 0).and_then(|a| code.string(a)) == Some(".")
}
