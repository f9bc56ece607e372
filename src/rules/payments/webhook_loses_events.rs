//! A payment webhook that answers 200 although the event was not applied: the sender does not try again.

use super::{acknowledged::lost, queries_of, webhooks};
use crate::{
    facts::code::{Code, ExprKind, Node, StmtKind},
    model::{
        Project,
        calls::FnRef,
        failures::{Stake, Unheeded},
        queries::Query,
        routes::{Effect, Route, Step},
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for (route, webhook) in webhooks(project, sink) {
        if works_later(project, route) || route.effects.is_empty() {
            continue;
        }
        let is_stored = stores(project, route);
        let mut is_said = false;
        let handlers: Vec<FnRef> = route.entry.steps.iter().filter_map(handler).collect();
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let is_handler = handlers.contains(&(file, function));
            let all =
                code.descendants(Node::Function(function)).filter_map(|node| lost(code, node, is_handler, is_stored));
            let all = all.map(|(range, why)| (range, why, is_aside(project, (file, function), code, range)));
            // Of several, the one around a write of what the event is about says most.
            let found = all.min_by_key(|(range, _, aside)| (*aside, !guards_write(project, file, *range), range.start));
            let Some((range, why, aside)) = found.filter(|(range, ..)| {
                !seen.contains(&(file, *range)) && is_reached(project, route, Span { file, range: *range })
            }) else {
                continue;
            };
            seen.push((file, range));
            let message = format!("`{}` {why}: {} never sends the event again", route.entry.name, webhook.name);
            let finding = sink.report(Span { file, range }, &route.entry.name, message);
            if aside {
                finding.severity(Severity::Medium);
            }
            is_said = true;
            break;
        }
        if let Some(write) =
            unheeded_write(project, route).filter(|w| !is_said && !seen.contains(&(w.at.file, w.at.range)))
            && is_reached(project, route, write.at)
        {
            seen.push((write.at.file, write.at.range));
            let message = format!(
                "`{}` answers 200 also when {} fails: {} never sends the event again",
                route.entry.name, write.what, webhook.name
            );
            sink.report(write.at, &route.entry.name, message);
        }
    }
}

/// Whether an event comes as far as a place: nothing before it is refused each time.
fn is_reached(project: &Project, route: &Route, at: Span) -> bool {
    let Some(code) = project.file(at.file).code.as_ref() else { return true };
    let first = code.expr_ids().find(|&e| at.range.contains(code.range(e)));
    first.is_none_or(|e| project.refused_on_way(route, at.file, e).is_none())
}

/// Whether a `catch` guards only a part that comes after the event was applied: what money or rights the event brings was
/// written before, outside of it.
fn is_aside(project: &Project, (file, function): FnRef, code: &Code, catch: Range) -> bool {
    let guarded = code.within(function).find_map(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Try { block, catch: Some(found), .. } if found.range == catch => Some(block),
            _ => None,
        },
        _ => None,
    });
    let begin = guarded.and_then(|block| code.block(block).next()).and_then(|stmt| {
        code.within_node(Node::Stmt(stmt)).find_map(|node| match node {
            Node::Expr(expr) => Some(expr),
            _ => None,
        })
    });
    let Some(begin) = begin else { return false };
    let values = project.values();
    let helpers = code.exprs_within(function).filter_map(|expr| match code.expr(expr) {
        ExprKind::Call { callee, .. } if code.runs_before(expr, begin) => Some(values.functions(file, callee)),
        _ => None,
    });
    let tables = &project.vocab.tables;
    let counts = |table: &String| !project.is_plain_table(table) && !tables.processed_events.has(table);
    let applies = |q: &&Query| q.op.is_write() && q.tables.iter().any(counts);
    queries_of(project, file, function).filter(applies).any(|q| code.runs_before(q.expr, begin))
        || helpers.flatten().any(|(at, helper)| queries_of(project, at, helper).any(|q| applies(&q)))
}

/// A write of money or rights on the way of the event whose error stops nothing.
fn unheeded_write<'p>(project: &'p Project, route: &Route) -> Option<&'p Unheeded> {
    let on_the_way = |at: Span| {
        route.functions.iter().any(|&(file, function)| {
            let code = project.file(file).code.as_ref().filter(|_| file == at.file);
            code.is_some_and(|c| c.function(function).range.contains(at.range))
        })
    };
    project.failures.unheeded.iter().find(|u| u.is_write && u.stake >= Stake::Rights && on_the_way(u.at))
}

/// The handler itself; what runs before it sees every request of the app.
fn handler(step: &Step) -> Option<FnRef> {
    match step {
        Step::Handler(function) => Some(*function),
        _ => None,
    }
}

/// Whether what a `catch` belongs to writes to the database.
fn guards_write(project: &Project, file: FileId, catch: Range) -> bool {
    let caught = project.failures.catches.iter().find(|c| c.at.file == file && c.at.range == catch);
    caught.is_some_and(|c| c.stake >= Stake::Write)
}

/// Whether the event is written down.
fn stores(project: &Project, route: &Route) -> bool {
    let is_kept = |t: &str| project.vocab.tables.processed_events.has(t);
    route.effects.iter().any(|e| e.writes && e.table.as_deref().is_some_and(is_kept))
}

/// Whether the event is stored, and somebody else reads what is stored: then it can be worked off later.
fn works_later(project: &Project, route: &Route) -> bool {
    let is_kept = |t: &str| project.vocab.tables.processed_events.has(t);
    let read = |e: &Effect| !e.writes && e.table.as_deref().is_some_and(is_kept);
    let mut others = project.routes.iter().filter(|r| r.webhook.is_none());
    stores(project, route) && others.any(|r| r.effects.iter().any(read))
}
