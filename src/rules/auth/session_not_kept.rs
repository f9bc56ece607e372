//! Sessions that end too early, or everywhere at once.

use std::collections::BTreeSet;

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::{next::middleware, sign_in},
    model::{Project, modules::Target},
    rules::{Severity, Sink},
    source::span::{FileId, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut sign_outs = Vec::new();
    let mut cookie_client = None;
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (index, expr) in (0u32..).zip(&code.exprs) {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            let ExprKind::Member { property, .. } = code.expr(callee) else {
                if cookie_client.is_none() && sign_in::makes_cookie_client(&project.values(), file, callee) {
                    cookie_client = Some(expr.range.in_file(file));
                }
                continue;
            };
            let in_browser = || project.sides.of_expr(file, code, ExprId(index)).is_client();
            match code.str(property) {
                name if name.starts_with("signIn") && in_browser() => forgetful(project, file, callee, sink),
                "signOut" if args.is_empty() && in_browser() && is_of_auth(code, callee) => {
                    sign_outs.push(expr.range.in_file(file));
                }
                _ => {}
            }
        }
    }
    refusing(project, sink);
    unrefreshed(project, cookie_client, sink);
    everywhere(&sign_outs, sink);
}

/// A check that asks for the session of a client that has none.
fn refusing(project: &Project, sink: &mut Sink) {
    let checks = project.routes.iter().flat_map(|r| &r.guards).filter(|guard| project.asks_nobody(guard));
    let places: BTreeSet<Span> = checks.map(|guard| guard.at).collect();
    let mut places = places.into_iter();
    let Some(first) = places.next() else { return };
    let message = "the check asks a client that has no session who calls, and gets nobody: everybody is refused";
    let finding = sink.report(first, "server check", message);
    finding.help("give `getUser` the caller's token, or make the client from his cookies");
    for place in places {
        finding.place(place, "here too");
    }
}

fn is_of_auth(code: &Code, callee: ExprId) -> bool {
    code.path(callee).is_some_and(|p| p.ends_with(".auth.signOut"))
}

/// The browser's client forgets the session, or does not renew it.
fn forgetful(project: &Project, file: FileId, callee: ExprId, sink: &mut Sink) {
    let found = sign_in::forgetful(&project.values(), file, callee);
    let Some((first, others)) = found.split_first() else { return };
    if sink.findings.iter().any(|f| f.at == first.at) {
        return;
    }
    let why = if first.name == "persistSession" {
        "a reload signs people out"
    } else {
        "after an hour people are signed out"
    };
    let finding = sink.report(first.at, format!("client/{}", first.name), format!("{} is off: {why}", first.name));
    for other in others {
        finding.place(other.at, format!("{} is off, too", other.name));
    }
}

/// Cookies of a session are renewed by a middleware, and there is none.
fn unrefreshed(project: &Project, client: Option<Span>, sink: &mut Sink) {
    let Some(at) = client.filter(|_| project.apps.iter().any(|a| a.uses("next"))) else { return };
    let values = project.values();
    let renews = middleware::all(project, &values).iter().any(|m| {
        let targets = project.modules.targets(m.file).iter().filter_map(|t| match t {
            Target::File(file) => Some(*file),
            _ => None,
        });
        let mut files = std::iter::once(m.file).chain(targets);
        files.any(|f| project.file(f).code.as_ref().is_some_and(sign_in::reads_session))
    });
    if !renews {
        let message = "sessions live in cookies here and nothing renews them: after an hour people are signed out";
        sink.report(at, "session cookies", message);
    }
}

/// A plain sign-out ends the sessions of all devices.
fn everywhere(sign_outs: &[Span], sink: &mut Sink) {
    let Some((first, others)) = sign_outs.split_first() else { return };
    let message = "signing out here also signs out this person's other devices";
    let finding = sink.report(*first, "sign-out", message);
    finding.severity(Severity::Info);
    for other in others {
        finding.place(*other, "here too");
    }
}
