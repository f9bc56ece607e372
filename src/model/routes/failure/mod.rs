//! What happens when something fails: is it logged, and what does the caller get to see?

mod given_out;
mod leak;
mod log;
mod scope;
mod uncaught;

pub(super) use self::given_out::given_out;
pub use self::given_out::given_out_by_error_handlers;
use self::{
    log::logs,
    scope::{Scope, main_query},
};
use super::{Answer, Known, Subject, answered, authorize};
use crate::{
    facts::code::{Catch, Code, Enclosure, ExprId, ExprKind, List, Node, StmtId, StmtKind},
    model::{
        outcome::{ErrorUse, Wait},
        queries::Query,
    },
    source::span::{FileId, Span},
};

/// Whether the main failure leaves a trace in a log or tracker.
pub(super) fn logged(subject: &Subject<'_>) -> Answer {
    let scope = Scope::new(subject);
    if let Some((file, catch)) = scope.catch {
        let at = catch.range.in_file(file);
        if !logs(subject, file, catch.body) {
            return Answer::no(at, "the catch leaves no trace");
        }
        return match unlogged_branch(subject) {
            Some(at) => Answer::no(at, "this failure is answered without a trace"),
            None => Answer::yes(at, "the catch logs"),
        };
    }
    if let Some(at) = unlogged(subject, &scope) {
        return Answer::no(at, "this failure leaves no trace");
    }
    let by_branch = subject
        .queries
        .iter()
        .find_map(|q| branches(subject, q).into_iter().find(|b| logs(subject, q.at.file, b.body)).map(|b| b.at));
    let of_helper = || scope.catch_of_helper(subject).filter(|(file, catch)| logs(subject, *file, catch.body));
    let by_catch = || catch_around(subject, main_query(subject)?).or_else(of_helper);
    match by_branch.or_else(|| by_catch().map(|(file, catch)| catch.range.in_file(file))) {
        Some(at) => Answer::yes(at, "the failure is logged"),
        None if scope.is_reported => Answer::yes(subject.entry.at, "uncaught errors reach the error tracker"),
        None => Answer::of(Known::No),
    }
}

/// The `catch` around a query that leaves a trace: in a loop, of one step of the work.
fn catch_around(subject: &Subject<'_>, query: &Query) -> Option<(FileId, Catch)> {
    let file = query.at.file;
    let code = subject.values.code(file)?;
    let (_, catch) = code.catch_of(query.expr)?;
    logs(subject, file, catch.body).then_some((file, catch))
}

/// Whether errors are caught and answered with a fitting status, without raw internals.
pub(super) fn handled(subject: &Subject<'_>) -> Answer {
    let scope = Scope::new(subject);
    if let Some(at) = scope.leak(subject) {
        return Answer::no(at, "the raw error reaches the caller");
    }
    if let Some(at) = scope.error_value_given_out(subject) {
        return Answer::no(at, "the raw error of the database reaches the caller");
    }
    let main = main_query(subject);
    if let Some(query) = main
        && let Some(code) = subject.values.code(query.at.file)
        && let Some(branch) = branches(subject, query).into_iter().find(|b| hides_failure(code, b.body))
    {
        return Answer::no(branch.at, "a failure of the database is answered as not found or empty");
    }
    let is_weighty = |q: &&&Query| authorize::writes(q) || main.is_some_and(|m| m.at == q.at);
    if let Some(query) = subject.queries.iter().filter(is_weighty).find(|q| is_ignored(subject, q)) {
        return Answer::no(query.at, "its error is ignored");
    }
    if let Some(at) = scope.uncaught {
        return Answer::no(at, "nothing catches this");
    }
    match scope.catch {
        Some((file, catch)) => Answer::yes(catch.range.in_file(file), "caught and answered"),
        None => Answer::of(Known::Yes),
    }
}

/// A branch that is taken when a query failed.
struct Branch {
    at: Span,
    stmt: StmtId,
    body: List,
}

/// The branches of `if (error) …` for a query.
fn branches(subject: &Subject<'_>, query: &Query) -> Vec<Branch> {
    let file = query.at.file;
    let Some(code) = subject.values.code(file) else { return Vec::new() };
    let mut found = Vec::new();
    for &read in &query.outcome.error_reads {
        let Some((stmt, body)) = tested_in(code, read) else { continue };
        found.push(Branch { at: code.stmt(stmt).range.in_file(file), stmt, body });
    }
    found
}

/// The `if` that a condition belongs to, and what it does when the error is there.
fn tested_in(code: &Code, read: ExprId) -> Option<(StmtId, List)> {
    let mut node = code.parent(read);
    loop {
        match node {
            Node::Expr(e) => node = code.parent(e),
            Node::Stmt(s) => {
                return match code.stmt(s).kind {
                    StmtKind::If { test, then, .. } if code.range(test).contains(code.range(read)) => Some((s, then)),
                    _ => None,
                };
            }
            _ => return None,
        }
    }
}

/// The first failure that is answered, or dropped, without a trace, and is one of the main ones.
fn unlogged(subject: &Subject<'_>, scope: &Scope) -> Option<Span> {
    let main = main_query(subject)?;
    let file = main.at.file;
    let code = subject.values.code(file)?;
    match main.outcome.error {
        ErrorUse::Dropped | ErrorUse::Discarded | ErrorUse::Bound if !main.throws => return Some(main.at),
        _ => {}
    }
    for branch in branches(subject, main) {
        let throws = code.block(branch.body).any(|s| matches!(code.stmt(s).kind, StmtKind::Throw(_)));
        if !throws && !logs(subject, file, branch.body) && !lies_in_logging(subject, file, code, branch.stmt) {
            return Some(branch.at);
        }
        let is_logged = || logs(subject, file, branch.body) || lies_in_logging(subject, file, code, branch.stmt);
        if throws && scope.catch.is_none() && !is_logged() {
            return Some(branch.at);
        }
    }
    None
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
fn unlogged_branch(subject: &Subject<'_>) -> Option<Span> {
    let main = main_query(subject).filter(|q| q.op.is_write())?;
    let code = subject.values.code(main.at.file)?;
    let is_own =
        subject.handlers().any(|(file, f)| file == main.at.file && code.function(f).range.contains(main.at.range));
    branches(subject, main)
        .into_iter()
        .find(|b| {
            let throws = code.block(b.body).any(|s| matches!(code.stmt(s).kind, StmtKind::Throw(_)));
            is_own && !throws && !logs(subject, main.at.file, b.body)
        })
        .map(|b| b.at)
}

/// Whether nobody looks at the error of a query. Reads before the work that find nobody refuse him, which is safe.
fn is_ignored(subject: &Subject<'_>, query: &Query) -> bool {
    if query.throws {
        // `.catch(() => [])`: taken for an empty list, or for done.
        let is_wanted = || query.op.is_write() || answered::is_answered(subject, query, &[]);
        return query.outcome.is_hidden && is_wanted();
    }
    if query.outcome.wait == Wait::Unknown {
        return false;
    }
    let is_dropped = matches!(query.outcome.error, ErrorUse::Dropped | ErrorUse::Discarded | ErrorUse::Bound);
    let tables = &subject.project.vocab.tables;
    let is_side_record = query.tables.iter().any(|t| tables.audit.has(t) || tables.usage.has(t));
    // Unless it is what the caller came for.
    let is_of_caller = || query.tables.iter().any(|t| tables.rights.has(t) || tables.profile.has(t));
    let is_guard = || !query.op.is_write() && is_of_caller() && !answered::is_answered(subject, query, &[]);
    is_dropped && !is_side_record && !is_guard()
}

/// `if (error || !row) return 404`, `if (error) return []`.
fn hides_failure(code: &Code, body: List) -> bool {
    code.block(body).any(|s| match code.stmt(s).kind {
        StmtKind::Return(Some(value)) => is_empty_answer(code, value) || answers_not_found(code, value),
        StmtKind::Expr(e) => answers_not_found(code, e),
        _ => false,
    })
}

fn is_empty_answer(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Array { elements } => elements.is_empty(),
        ExprKind::Number(n) => code.str(n) == "0",
        ExprKind::Null | ExprKind::Bool(false) => true,
        _ => false,
    }
}

fn answers_not_found(code: &Code, value: ExprId) -> bool {
    code.descendants(Node::Expr(value)).any(|n| match n {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if matches!(code.str(n), "404" | "401" | "403")),
        _ => false,
    })
}
