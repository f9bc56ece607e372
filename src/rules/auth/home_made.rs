//! Sign-in of an app's own: the function that says who calls reads it out of a token, and nothing checks the token.

use super::session_unverified::decodes;
use crate::{
    facts::code::{Code, ExprKind, FnId, Node},
    frameworks::auth,
    model::{
        Project,
        calls::{Call, call_at},
        routes::Effect,
        sides::Side,
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range, Span},
};

/// Reports the functions on the server that believe a token (an edge function stands behind a gateway that checks), each
/// with the entry points that rely on it; the places where a token is read.
pub(super) fn report(project: &Project, sink: &mut Sink) -> Vec<Span> {
    let mut seen = Vec::new();
    for (file, _, code) in
        project.code_files().filter(|(id, f, _)| f.role.is_production() && project.sides.of(*id) == Side::Server)
    {
        for (name, function) in named(code).filter(|(name, _)| tells_who(project, name)) {
            let Some(read) = believed(project, file, code, function) else { continue };
            let head = code.function(function).range;
            let at = Range::new(head.start as usize, (head.start as usize + name.len()).min(head.end as usize))
                .in_file(file);
            let message = format!(
                "`{name}` reads who calls out of a token and never checks its signature: anybody can write one in another's name"
            );
            let finding = sink.report(at, name, message);
            finding.step(read, "the token is only decoded");
            let mut is_verified_later = true;
            for route in project.routes.iter().filter(|r| r.functions.contains(&(file, function))) {
                finding.thing(route.entry.at, &route.entry.name, "relies on it");
                is_verified_later &= !route.effects.iter().any(Effect::is_privileged) && route.errands.is_empty();
            }
            // Queries with the caller's own token are refused by the database when it is forged.
            if is_verified_later && !finding.related.iter().all(|l| l.is_step) {
                finding.severity(Severity::Medium);
            }
            seen.push(at);
            seen.push(read);
        }
    }
    seen
}

/// The functions and methods of a file that have a name.
fn named(code: &Code) -> impl Iterator<Item = (&str, FnId)> {
    let functions = (0u32..).map(FnId).zip(&code.functions);
    let plain = functions.filter_map(|(id, f)| f.name.map(|n| (code.str(n), id)));
    let members = code.classes.iter().flat_map(|c| code.member_list(c.members));
    let methods = members.filter_map(|m| Some((code.str(m.name?), m.function?)));
    let mut all: Vec<(&str, FnId)> = plain.chain(methods).collect();
    all.sort_by_key(|(_, id)| *id);
    all.dedup_by_key(|(_, id)| *id);
    all.into_iter()
}

fn tells_who(project: &Project, name: &str) -> bool {
    matches!(name, "getUser" | "getSession" | "getClaims") || project.vocab.guards.auth_helpers.has(name)
}

/// Where a function, or a helper that it calls, decodes a token that neither of them checks or asks anybody about.
fn believed(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<Span> {
    let values = project.values();
    let mut read = None;
    let mut open = vec![(file, code, function, 1)];
    while let Some((file, code, function, depth)) = open.pop() {
        for node in code.descendants(Node::Function(function)) {
            let Node::Expr(e) = node else { continue };
            if !matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::New { .. }) {
                continue;
            }
            if decodes(code, e) {
                read = read.or(Some(code.range(e).in_file(file)));
            }
            let Some(call) = call_at(&values, code, file, e) else { continue };
            if verifies(project, &call) {
                return None;
            }
            for &(at, target) in call.targets.iter().filter(|_| depth > 0) {
                open.extend(project.file(at).code.as_ref().map(|inner| (at, inner, target, depth - 1)));
            }
        }
    }
    read
}

/// Whether a call checks a signature, or asks somebody who knows.
fn verifies(project: &Project, call: &Call) -> bool {
    let name = call.name();
    auth::check_of(&project.vocab, call).is_some_and(|c| c.stops || c.needs_comparison)
        || matches!(name, "fetch" | "getUser" | "getClaims")
        || ["verify", "introspect"].iter().any(|w| name.to_ascii_lowercase().contains(w))
}
