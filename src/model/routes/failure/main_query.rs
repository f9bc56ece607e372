//! Which database call an entry point is there for.

use crate::{
    facts::code::{ExprId, ExprKind, Node},
    model::{
        calls::{FnRef, Reached},
        queries::Query,
        routes::{Step, Subject, answered, authorize},
    },
};

/// The query that the entry point is there for: the last write that runs, else the last read. What guards ask for comes
/// before the work, and the record of who did what comes beside it.
pub(super) fn main_query<'a>(subject: &Subject<'a>) -> Option<&'a Query> {
    let work = work(subject);
    let of_work = || work.iter().rev().find(|q| authorize::writes(q)).or(work.last()).copied();
    let queries = &subject.queries;
    of_work().or_else(|| queries.iter().rev().find(|q| authorize::writes(q)).or(queries.last()).copied())
}

/// The queries of the work itself in the order in which they run: neither those of guards nor side records.
pub(super) fn work<'a>(subject: &Subject<'a>) -> Vec<&'a Query> {
    let guards = guard_helpers(subject);
    let queries = subject.queries.iter().filter(|q| !is_side_record(subject, q));
    let mut found: Vec<(Vec<u32>, &'a Query)> = queries
        .filter_map(|&query| {
            let way = way(subject, query);
            let is_of_guard = way.iter().any(|r| guards.contains(&r.function));
            (!is_of_guard).then(|| (order(subject, &way, query), query))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, query)| query).collect()
}

/// The functions that run, without those of guards.
pub(super) fn functions_of_work(subject: &Subject<'_>) -> impl Iterator<Item = FnRef> {
    let guards = guard_helpers(subject);
    let mut is_work: Vec<bool> = Vec::new();
    for reached in &subject.reached {
        let is_under_work = reached.from.is_none_or(|(caller, _)| is_work.get(caller) == Some(&true));
        is_work.push(is_under_work && !guards.contains(&reached.function));
    }
    subject.reached.iter().zip(is_work).filter(|(_, is_work)| *is_work).map(|(reached, _)| reached.function)
}

/// Whether a query only keeps a record of what is done or used.
pub(super) fn is_side_record(subject: &Subject<'_>, query: &Query) -> bool {
    let tables = &subject.project.vocab.tables;
    query.op.is_write() && query.tables.iter().any(|t| tables.audit.has(t) || tables.usage.has(t))
}

/// Whether a query reads who the caller is or what he may do, which decides and is not answered.
pub(super) fn is_of_caller(subject: &Subject<'_>, query: &Query) -> bool {
    let tables = &subject.project.vocab.tables;
    let is_about_people = query.tables.iter().any(|t| tables.rights.has(t) || tables.profile.has(t));
    !query.op.is_write() && is_about_people && !answered::is_answered(subject, query, &[])
}

/// The functions by which a query is reached, its own first, the entry point's last.
pub(super) fn way(subject: &Subject<'_>, query: &Query) -> Vec<Reached> {
    let file = query.at.file;
    let Some(code) = subject.values.code(file) else { return Vec::new() };
    let size = |r: &&Reached| {
        let range = code.function(r.function.1).range;
        range.end - range.start
    };
    let around = subject.reached.iter().filter(|r| r.function.0 == file);
    let own = around.filter(|r| code.function(r.function.1).range.contains(query.at.range)).min_by_key(size);
    std::iter::successors(own.copied(), |r| subject.reached.get(r.from?.0).copied()).collect()
}

/// Where in its run an entry point comes to a query: the places of the calls that lead there, and its own.
fn order(subject: &Subject<'_>, way: &[Reached], query: &Query) -> Vec<u32> {
    let root = way.last().and_then(|r| subject.entry.steps.iter().position(|s| s.function() == Some(r.function)));
    let root = root.and_then(|at| u32::try_from(at).ok()).unwrap_or_default();
    let calls = way.iter().rev().filter_map(|r| {
        let (caller, call) = r.from?;
        let code = subject.values.code(subject.reached.get(caller)?.function.0)?;
        Some(code.range(call).start)
    });
    std::iter::once(root).chain(calls).chain([query.at.range.start]).collect()
}

/// The functions that only find out who calls and what he may do: steps before the handler, and helpers that it asks,
/// by what they prove or by their name.
fn guard_helpers(subject: &Subject<'_>) -> Vec<FnRef> {
    let steps = subject.entry.steps.iter().filter_map(|s| match s {
        Step::Guard(function) => Some(*function),
        _ => None,
    });
    let handlers: Vec<FnRef> = subject.handlers().collect();
    let asked = subject.reached.iter().filter(|r| {
        let caller = r.from.and_then(|(at, call)| Some((subject.reached.get(at)?, call)));
        caller.is_some_and(|(caller, call)| {
            handlers.contains(&caller.function) && is_guard_call(subject, caller.function, call, r.function)
        })
    });
    steps.chain(asked.map(|r| r.function)).filter(|f| !handlers.contains(f)).collect()
}

fn is_guard_call(subject: &Subject<'_>, (file, _): FnRef, call: ExprId, target: FnRef) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let words = &subject.project.vocab.guards;
    let is_named =
        || code.last_name(callee).is_some_and(|n| words.auth_helpers.has(n) || words.authorization_helpers.has(n));
    let proves = || {
        let body = subject.values.code(target.0).map(|c| c.function(target.1).range);
        subject.guards.iter().any(|g| g.at.file == target.0 && body.is_some_and(|range| range.contains(g.at.range)))
    };
    // `withUser(request, async (user) => { … })` runs what it is given.
    let is_given_work = || code.within_node(Node::Expr(call)).any(|n| matches!(n, Node::Function(_)));
    (is_named() || proves()) && !is_given_work() && !super::scope::is_answer(subject, file, call)
}
