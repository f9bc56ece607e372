//! The server believes who somebody is without having checked it.

use std::collections::BTreeMap;

use super::super::api::routes;
use crate::{
    facts::code::Node,
    frameworks::{auth::Proof, sign_in},
    model::{
        Project,
        routes::{Effect, Guard, Route, Step},
        sides::Side,
        tokens::{Believer, decodes, is_judged_by_form},
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range, Span},
};

/// Where each place was reported: the number of the finding.
type Seen = BTreeMap<Span, usize>;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let believers = project.believers();
    for believer in &believers {
        home_made(project, believer, sink);
    }
    let is_said =
        |(file, range): (FileId, Range)| believers.iter().any(|b| b.read.file == file && range.contains(b.read.range));
    let mut seen = BTreeMap::new();
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
            if is_said((file, code.function(function).range)) || !decides(project, route, file) {
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
                report(code.range(call).in_file(file), route, message, &mut seen, sink);
            }
        }
    }
}

/// Whether what is decoded in a file may decide who calls an entry point: neither in what stands before all of them, which
/// mostly leads pages elsewhere, nor in a library that browsers use with the tokens that they were just given.
fn decides(project: &Project, route: &Route, file: FileId) -> bool {
    let is_before = |step: &Step| matches!(step, Step::Guard(guard) if guard.0 == file);
    file == route.entry.at.file || !route.entry.steps.iter().any(is_before) && project.sides.of(file) != Side::Shared
}

/// A sign-in of the app's own that believes any token, with the entry points that rely on it.
fn home_made(project: &Project, believer: &Believer, sink: &mut Sink) {
    let name = &believer.name;
    let message = format!(
        "`{name}` reads who calls out of a token and never checks its signature: anybody can write one in another's name"
    );
    let finding = sink.report(believer.at, name, message);
    finding.step(believer.read, "the token is only decoded");
    let relying = || project.routes.iter().filter(|r| r.functions.contains(&believer.function));
    for route in relying() {
        finding.thing(route.entry.at, &route.entry.name, "relies on it");
    }
    // Queries with the caller's own token are refused by the database when it is forged.
    if relying().next().is_some() && !relying().any(relies) {
        finding.severity(Severity::Medium);
    }
}

/// A helper that lets pass whatever is written like a token.
fn by_form(project: &Project, route: &Route, seen: &mut Seen, sink: &mut Sink) {
    if !route.guards.is_empty() {
        return;
    }
    for &(file, function) in &route.functions {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        if is_judged_by_form(code, function) {
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

fn report(at: Span, route: &Route, message: String, seen: &mut Seen, sink: &mut Sink) {
    if let Some(finding) = seen.get(&at).and_then(|&index| sink.findings.get_mut(index)) {
        finding.thing(route.entry.at, &route.entry.name, "relies on it");
        return;
    }
    seen.insert(at, sink.findings.len());
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
