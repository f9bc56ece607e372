//! The check that every request passes writes to the database each time.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind},
    model::{
        Project,
        calls::FnRef,
        routes::{Route, Step},
    },
    rules::Sink,
    source::span::Span,
};

/// So many entry points make a step a step of every request.
const MANY: usize = 8;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
        return;
    }
    let mut by_place: BTreeMap<Span, (Option<&str>, usize)> = BTreeMap::new();
    let mut guards: BTreeMap<Span, Span> = BTreeMap::new();
    for route in &project.routes {
        for effect in route.effects.iter().filter(|e| e.writes) {
            let Some(guard) = guard_that_writes(project, route, effect.at) else { continue };
            guards.entry(effect.at).or_insert(guard);
            let entry = by_place.entry(effect.at).or_insert((effect.table.as_deref(), 0));
            entry.1 += 1;
        }
    }
    let mut by_table: BTreeMap<&str, Vec<(Span, usize)>> = BTreeMap::new();
    for (at, (table, count)) in by_place {
        let vocab = &project.vocab.tables;
        let is_meant = table.is_some_and(|t| vocab.audit.has(t) || vocab.usage.has(t) || is_of_sessions(t));
        if count >= MANY && !is_meant {
            by_table.entry(table.unwrap_or("the database")).or_default().push((at, count));
        }
    }
    for (table, places) in by_table {
        let Some((&(at, count), others)) = places.split_first() else { continue };
        let message =
            format!("each of {count} entry points first writes to {table}: every click of every visitor is a write");
        let finding = sink.report(at, format!("public.{table}"), message);
        if let Some(&guard) = guards.get(&at).filter(|guard| **guard != at) {
            finding.step(guard, "every request comes through here");
        }
        for &(other, _) in others {
            finding.place(other, format!("writes to {table}"));
        }
    }
}

/// The last sign of life of a session: by it a session ends that nobody uses any more.
fn is_of_sessions(table: &str) -> bool {
    crate::vocab::split(table).iter().any(|word| matches!(word.as_str(), "session" | "sessions"))
}

/// Where a step before the handler does a write each time: the write itself, or the call of what does it.
fn guard_that_writes(project: &Project, route: &Route, at: Span) -> Option<Span> {
    let values = project.values();
    route.entry.steps.iter().find_map(|step| {
        let Step::Guard(guard) = step else { return None };
        if always_writes(project, *guard, at) {
            return Some(at);
        }
        let code = project.file(guard.0).code.as_ref()?;
        let mut calls = code.exprs_within(guard.1).filter(|&e| is_unconditional(code, e));
        let call = calls.find(|&e| match code.expr(e) {
            ExprKind::Call { callee, .. } => {
                values.functions(guard.0, callee).into_iter().any(|target| always_writes(project, target, at))
            }
            _ => false,
        })?;
        Some(code.range(call).in_file(guard.0))
    })
}

/// Whether a function does the write at a place, whatever its conditions.
fn always_writes(project: &Project, (file, function): FnRef, at: Span) -> bool {
    let Some(code) = project.file(file).code.as_ref().filter(|_| file == at.file) else { return false };
    code.exprs_within(function).any(|e| code.range(e) == at.range && is_unconditional(code, e))
}

fn is_unconditional(code: &Code, expr: ExprId) -> bool {
    code.enclosures_in_function(expr).all(|e| matches!(e, Enclosure::TryBlock(_)))
}
