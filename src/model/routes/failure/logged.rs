//! Whether the main failure leaves a trace.

use super::{
    branch::{Branch, branches},
    log::{function_logs, logs},
    main_query::{functions_of_work, is_of_caller, main_query, work},
    scope::Scope,
    stops::{Stop, stopped_before, stops},
    uncaught::waits_for_another,
};
use crate::{
    facts::code::{Catch, Code, Enclosure, ExprKind, Node, StmtId, StmtKind},
    model::{
        queries::Query,
        routes::{Answer, Known, Subject, exits::always_exits, live::live_nodes},
    },
    source::span::{FileId, Span},
};

/// Whether the main failure leaves a trace in a log or tracker.
pub(in crate::model::routes) fn logged(subject: &Subject<'_>) -> Answer {
    let scope = Scope::new(subject);
    if cannot_fail(subject, &scope) {
        return Answer::of(Known::No);
    }
    let main = main_query(subject);
    if let Some(at) = unheard(subject, &scope) {
        return Answer::no(at, "this failure leaves no trace");
    }
    if let Some((file, catch)) = scope.catch {
        let at = catch.range.in_file(file);
        if !logs(subject, file, catch.body) {
            return Answer::no(at, "the catch leaves no trace");
        }
        return match main.and_then(|query| unlogged_branch(subject, query)) {
            Some(at) => Answer::no(at, "this failure is answered without a trace"),
            None => Answer::yes(at, "the catch logs"),
        };
    }
    if let Some(at) = main.and_then(|query| unlogged(subject, query)) {
        return Answer::no(at, "this failure leaves no trace");
    }
    let by_branch = subject
        .queries
        .iter()
        .find_map(|q| branches(subject, q).into_iter().find(|b| logs(subject, q.at.file, b.body)).map(|b| b.at));
    let of_helper =
        |query| scope.catch_of_helper(subject, query).filter(|(file, catch)| logs(subject, *file, catch.body));
    let by_catch = || main.and_then(|query| catch_around(subject, query).or_else(|| of_helper(query)));
    match by_branch.or_else(|| by_catch().map(|(file, catch)| catch.range.in_file(file))) {
        Some(at) => Answer::yes(at, "the failure is logged"),
        None if scope.caught_by.is_some_and(|function| function_logs(subject, function)) => {
            Answer::yes(subject.entry.at, "what it throws is logged for the whole server")
        }
        None => Answer::of(Known::No),
    }
}

/// Whether the handler does nothing that may fail: it answers with a constant.
fn cannot_fail(subject: &Subject<'_>, scope: &Scope) -> bool {
    work(subject).is_empty()
        && subject.handlers().next().is_some()
        && scope.functions.iter().all(|&(file, function)| {
            let Some(code) = subject.values.code(file) else { return false };
            live_nodes(code, file, function, &subject.dead).all(|node| match node {
                Node::Stmt(s) => !matches!(code.stmt(s).kind, StmtKind::Throw(_)),
                Node::Expr(e) => match code.expr(e) {
                    ExprKind::Await(_) => false,
                    ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } => {
                        code.last_name(callee).is_some_and(only_answers)
                            || code.path(callee).is_some_and(|p| p.starts_with("console."))
                    }
                    _ => true,
                },
                _ => true,
            })
        })
}

/// Calls that make an answer, and of which none fails.
fn only_answers(name: &str) -> bool {
    matches!(
        name,
        "json"
            | "status"
            | "send"
            | "end"
            | "set"
            | "header"
            | "setHeader"
            | "Response"
            | "NextResponse"
            | "Date"
            | "toISOString"
            | "now"
            | "stringify"
    )
}

/// The `catch` around a query that leaves a trace: in a loop, of one step of the work.
fn catch_around(subject: &Subject<'_>, query: &Query) -> Option<(FileId, Catch)> {
    let file = query.at.file;
    let code = subject.values.code(file)?;
    let (_, catch) = code.catch_of(query.expr)?;
    logs(subject, file, catch.body).then_some((file, catch))
}

/// Where failures are dropped before any `catch` that logs hears of them: errors in results that nobody looks at,
/// `.catch(() => [])`, the silent `catch` of a step. One failure of the work that is heard is enough, where it weighs as
/// much: what is written weighs more than what is read.
fn unheard(subject: &Subject<'_>, scope: &Scope) -> Option<Span> {
    scope.catch?;
    let mut work = work(subject);
    work.retain(|q| !is_of_caller(subject, q));
    if work.iter().any(|q| q.op.is_write()) {
        work.retain(|q| q.op.is_write());
    }
    let last = work.last()?;
    let is_any_heard = work.iter().any(|q| !is_unheard(subject, q, scope));
    (!is_any_heard && !waits_for_more(subject)).then_some(last.at)
}

fn is_unheard(subject: &Subject<'_>, query: &Query, scope: &Scope) -> bool {
    if !query.throws {
        return is_dropped(query);
    }
    let stops = || stops(subject, query);
    let is_kept = |stops: &[Stop]| {
        stopped_before(scope, stops, subject).is_some() && !stops.iter().any(|s| logs(subject, s.file(), s.catch.body))
    };
    query.outcome.is_hidden || is_kept(&stops())
}

fn is_dropped(query: &Query) -> bool {
    !query.throws && query.outcome.error.is_unread()
}

/// Whether the work may fail elsewhere than in the database: it waits for another service.
fn waits_for_more(subject: &Subject<'_>) -> bool {
    functions_of_work(subject).any(|(file, function)| {
        let Some(code) = subject.values.code(file) else { return false };
        live_nodes(code, file, function, &subject.dead).any(|node| match node {
            Node::Expr(e) => waits_for_another(subject, file, code, e),
            _ => false,
        })
    })
}

/// The first branch of the main query's failure that is answered without a trace, where no `catch` ends the work.
fn unlogged(subject: &Subject<'_>, main: &Query) -> Option<Span> {
    if is_dropped(main) {
        return Some(main.at);
    }
    let file = main.at.file;
    let code = subject.values.code(file)?;
    let is_silent = |stmt, body| !logs(subject, file, body) && !lies_in_logging(subject, file, code, stmt);
    branches(subject, main).into_iter().find(|b| is_silent(b.stmt, b.body)).map(|b| b.at)
}

/// Whether a statement stands in a branch that leaves a trace.
fn lies_in_logging(subject: &Subject<'_>, file: FileId, code: &Code, stmt: StmtId) -> bool {
    let around = code.enclosures(Node::Stmt(stmt)).take_while(|e| !matches!(e, Enclosure::Function(_)));
    let outer = around.filter_map(|e| match e {
        Enclosure::Then(outer) => match code.stmt(outer).kind {
            StmtKind::If { then, .. } => Some(then),
            _ => None,
        },
        _ => None,
    });
    outer.into_iter().any(|then| logs(subject, file, then))
}

/// The main query's failure, where the handler itself answers it without a trace although its `catch` logs.
fn unlogged_branch(subject: &Subject<'_>, main: &Query) -> Option<Span> {
    let code = subject.values.code(main.at.file)?;
    let is_own =
        subject.handlers().any(|(file, f)| file == main.at.file && code.function(f).range.contains(main.at.range));
    let is_answer = |b: &Branch| !b.throws(code) && (main.op.is_write() || always_exits(code, b.body));
    let branches = branches(subject, main).into_iter().filter(|b| is_own && is_answer(b));
    let mut silent = branches.filter(|b| !logs(subject, main.at.file, b.body));
    silent.find(|b| !lies_in_logging(subject, main.at.file, code, b.stmt)).map(|b| b.at)
}
