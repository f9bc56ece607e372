//! An address counts as confirmed although nobody was asked.

use super::super::api::routes;
use crate::{
    facts::code::{Code, ExprId, ExprKind, PropertyKey},
    frameworks::auth::Proof,
    model::{Project, routes::Route},
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink).iter().filter(|r| is_open(r)) {
        for (file, code, object) in project.exprs_of(route) {
            let Some(confirmed) = confirmed(project, file, code, object) else { continue };
            let at = code.range(confirmed).in_file(file);
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            let is_invited = only_sometimes(code, confirmed);
            let who = if is_invited { "whoever holds what it asks for" } else { "anybody" };
            let message = format!(
                "`{}` marks the address that is sent as confirmed: {who} gets an account under anybody's address",
                route.entry.name
            );
            let finding = sink.report(at, &route.entry.name, message);
            if is_invited {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// Whether strangers may call: known users and other machines may vouch for somebody.
fn is_open(route: &Route) -> bool {
    route.authenticated.is_no() || !route.guards.is_empty() && route.guards.iter().all(|g| g.proof == Proof::Token)
}

/// `invitation ? new Date() : null`: strangers who bring nothing get no mark.
fn only_sometimes(code: &Code, mark: ExprId) -> bool {
    let is_none = |e| {
        matches!(code.expr(e), ExprKind::Null | ExprKind::Bool(false)) || code.path(e).as_deref() == Some("undefined")
    };
    match code.expr(mark) {
        ExprKind::Conditional { then, otherwise, .. } => is_none(then) || is_none(otherwise),
        _ => false,
    }
}

/// The mark of a confirmed address, in an object that also holds the address as it was sent.
fn confirmed(project: &Project, file: FileId, code: &Code, object: ExprId) -> Option<ExprId> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    let value = |wanted: &[&str]| {
        code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(k) if wanted.contains(&code.str(k)) => Some(p.value),
            _ => None,
        })
    };
    let mark = value(&["email_confirm", "emailVerified", "email_verified", "emailConfirmed", "email_confirmed_at"])?;
    let email = value(&["email"])?;
    let is_set = !matches!(code.expr(mark), ExprKind::Null | ExprKind::Bool(false));
    (is_set && project.sent_within(file, email).is_some()).then_some(mark)
}
