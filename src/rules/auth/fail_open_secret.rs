//! A check that lets everybody pass when its secret is not set, or its header not sent.

use super::{super::api::early_call, open_comparisons::faults};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Origin, StmtKind},
    frameworks::auth::Proof,
    model::{
        Project,
        routes::{Route, Skip},
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    let mut seen: Vec<(FileId, Range)> = Vec::new();
    let mut told: Vec<(Span, &[(FileId, ExprId)])> = Vec::new();
    // Webhooks have rules of their own for this.
    for route in project.running_routes().filter(|r| r.webhook.is_none()) {
        // Beside a check that always stands, one that is made only sometimes does no harm.
        let is_closed = route.guards.iter().any(|g| !route.skippable.iter().any(|(s, _)| s == g));
        for (guard, skip) in route.skippable.iter().filter(|(g, _)| g.proof != Proof::Identity && !is_closed) {
            // One condition is one fault, however many checks stand behind it.
            let condition = (route.entry.at, guard.conditions.as_slice());
            if told.contains(&condition) {
                continue;
            }
            told.push(condition);
            let why = match skip {
                Skip::Caller => "whoever sends nothing passes",
                Skip::Setting => "everybody passes while the secret is not set",
            };
            let place = (guard.at.file, statement(project, guard.at.file, guard.at.range));
            add((project, route), place, &format!("{} is checked only sometimes: {why}", guard.how), &mut seen, sink);
        }
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let is_of_body = |e: ExprId| is_of_body(project, file, code, e);
            for (range, why, name) in faults(code, function, route.entry.kind, &is_of_body) {
                match name {
                    Some(name) => undefined(route, (file, range), &name, &mut seen, sink),
                    None => add((project, route), (file, range), &why, &mut seen, sink),
                }
            }
        }
    }
}

/// Whether a value is a field of what was sent, and undefined where that has none; what `get()` gives is null.
fn is_of_body(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let names_none = |e: ExprId| !code.path(e).is_some_and(|path| path.contains("headers"));
    let is_field = match code.expr(code.initial(expr).unwrap_or(expr)) {
        ExprKind::Member { object, .. } => names_none(object),
        // `const { secret } = await req.json()`.
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => {
                matches!(code.stmt(stmt).kind, StmtKind::Var { init: Some(init), .. } if names_none(init))
            }
            _ => false,
        },
        _ => false,
    };
    is_field && project.is_sent(file, expr)
}

/// `Bearer ${process.env.X}`: one habit, one finding for each variable.
fn undefined(
    route: &Route,
    (file, range): (FileId, Range),
    name: &str,
    seen: &mut Vec<(FileId, Range)>,
    sink: &mut Sink,
) {
    if seen.contains(&(file, range)) {
        return;
    }
    seen.push((file, range));
    let key = format!("env:{name}");
    if let Some(finding) = sink.findings.iter_mut().find(|f| f.key == key) {
        finding.thing(range.in_file(file), &route.entry.name, "here too");
        return;
    }
    let message =
        format!("`{name}` is not asked for: while it is not set, the word undefined opens `{}`", route.entry.name);
    sink.report(range.in_file(file), key, message).severity(Severity::Medium);
}

fn add(
    (project, route): (&Project, &Route),
    (file, range): (FileId, Range),
    why: &str,
    seen: &mut Vec<(FileId, Range)>,
    sink: &mut Sink,
) {
    if seen.iter().any(|(f, r)| *f == file && (r.contains(range) || range.contains(*r))) {
        return;
    }
    seen.push((file, range));
    let finding = sink.report(range.in_file(file), &route.entry.name, format!("`{}`: {why}", route.entry.name));
    if project.works_alone(route) {
        finding.severity(early_call(route));
    } else if project.runs_without_input(route) {
        finding.severity(Severity::Medium);
    } else if route.done_for_all().all(|e| !e.writes) {
        finding.severity(Severity::High);
    }
}

/// The statement that holds a check: conditions of one `if` are one fault.
fn statement(project: &Project, file: FileId, range: Range) -> Range {
    let Some(code) = project.file(file).code.as_ref() else { return range };
    let tests = code.stmts.iter().filter_map(|s| match s.kind {
        StmtKind::If { test, .. } => Some(code.range(test)),
        _ => None,
    });
    tests.filter(|t| t.contains(range)).min_by_key(|t| t.end - t.start).unwrap_or(range)
}
