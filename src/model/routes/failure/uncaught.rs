//! What may throw where nothing catches it.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, List, Node, StmtKind},
    frameworks::{errors, library::Library},
    model::{
        calls::FnRef,
        routes::{Kind, Subject},
        values::Symbol,
    },
    source::span::{FileId, Span},
};

/// Helpers are followed this deep.
const DEPTH: u32 = 3;

/// The first awaited call of a function that may throw outside of every `try`, or the first error that it throws itself and
/// that is no answer. Beside a `try` around the work, only what surely reaches out and is left outside counts.
pub(super) fn first_uncaught(subject: &Subject<'_>, (file, function): FnRef, has_catch: bool) -> Option<Span> {
    let code = subject.values.code(file)?;
    let is_answer = answers_with_thrown(subject.entry.kind);
    super::super::live::live_nodes(code, file, function, &subject.dead).find_map(|node| {
        let is_caught = code.enclosures(node).any(|x| matches!(x, Enclosure::TryBlock(_)));
        let e = match node {
            Node::Expr(e) => e,
            Node::Stmt(stmt) => {
                let StmtKind::Throw(thrown) = code.stmt(stmt).kind else { return None };
                let counts = !is_caught && !has_catch && !is_answer && !is_written_answer(code, thrown);
                return counts.then(|| code.range(thrown).in_file(file));
            }
            _ => return None,
        };
        let name = failing(subject, file, code, e)?;
        let counts = !is_caught && (!has_catch || name == "fetch") && !is_kept(subject, file, code, e, DEPTH);
        counts.then(|| code.range(e).in_file(file))
    })
}

/// Whether a framework answers with what its handlers throw, words and all.
pub(super) fn answers_with_thrown(kind: Kind) -> bool {
    matches!(kind, Kind::Trpc | Kind::Tanstack | Kind::McpTool)
}

/// Whether a block waits for more than the request and who sends it.
pub(super) fn holds_work(code: &Code, block: List) -> bool {
    code.block(block).flat_map(|stmt| code.descendants(Node::Stmt(stmt))).any(|node| {
        let Node::Expr(e) = node else { return false };
        let Some(callee) = awaited(code, e) else { return false };
        let reads_request = matches!(code.last_name(callee), Some("json" | "text" | "formData" | "arrayBuffer"));
        !reads_request && !code.path(callee).is_some_and(|path| errors::asks_who_calls(&path))
    })
}

/// Whether a helper lets none of its failures out: what it waits for is caught there, and what it throws is an answer.
pub(super) fn keeps_failures(subject: &Subject<'_>, (file, function): FnRef, depth: u32) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    code.descendants(Node::Function(function)).all(|node| {
        let is_caught = || {
            let mut around = code.enclosures(node).take_while(|e| *e != Enclosure::Function(function));
            around.any(|x| matches!(x, Enclosure::TryBlock(_)))
        };
        match node {
            Node::Expr(e) => {
                failing(subject, file, code, e).is_none() || is_caught() || is_kept(subject, file, code, e, depth)
            }
            Node::Stmt(stmt) => match code.stmt(stmt).kind {
                StmtKind::Throw(thrown) => is_caught() || is_written_answer(code, thrown),
                _ => true,
            },
            _ => true,
        }
    })
}

/// Whether an awaited call runs helpers that let no failure out.
fn is_kept(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    let Some(callee) = awaited(code, expr).filter(|_| depth > 0) else { return false };
    let targets = subject.values.functions(file, callee);
    !targets.is_empty() && targets.into_iter().all(|target| keeps_failures(subject, target, depth - 1))
}

/// `throw new TRPCError({ code: "NOT_FOUND", message: "No such boat" })`: an answer, in words written for callers.
fn is_written_answer(code: &Code, thrown: ExprId) -> bool {
    let ExprKind::New { callee, .. } = code.expr(thrown) else { return false };
    let is_answer = code.last_name(callee).is_some_and(errors::is_answer);
    let mut nodes = code.within_node(Node::Expr(thrown));
    is_answer && !nodes.any(|n| matches!(n, Node::Expr(e) if code.last_name(e) == Some("message")))
}

/// Whether an expression waits for what is neither a query nor part of the request, and may throw: another service, a
/// helper of a library.
pub(super) fn waits_for_another(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId) -> bool {
    let Some(callee) = awaited(code, expr) else { return false };
    let range = code.range(expr);
    let reads_request = matches!(code.last_name(callee), Some("json" | "text" | "formData" | "arrayBuffer" | "all"));
    let holds_query = || subject.project.queries_in(file).iter().any(|q| range.contains(q.at.range));
    !reads_request
        && failing(subject, file, code, expr).is_some()
        && !holds_query()
        && subject.values.functions(file, callee).is_empty()
}

/// The name of an awaited call that may throw.
fn failing(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId) -> Option<String> {
    let callee = awaited(code, expr)?;
    let name = match code.path(callee) {
        Some(path) => path,
        None if gives_error_value(subject, file, code, expr, callee) => return None,
        None => code.last_name(callee)?.to_owned(),
    };
    (!errors::is_safe_wait(&name)).then_some(name)
}

/// Whether what is waited for carries its error in the result: a query of a client that does not throw, or another call
/// of its library.
fn gives_error_value(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId, callee: ExprId) -> bool {
    let range = code.range(expr);
    let is_query = subject.project.queries_in(file).iter().any(|q| !q.throws && range.contains(q.at.range));
    let library = |symbol: &&Symbol| symbol.package().and_then(Library::of_package);
    is_query || subject.values.symbols(file, callee).iter().filter_map(library).any(|library| !library.throws())
}

/// What is called in `await callee(…)`.
fn awaited(code: &Code, expr: ExprId) -> Option<ExprId> {
    let ExprKind::Await(inner) = code.expr(expr) else { return None };
    match code.expr(inner) {
        ExprKind::Call { callee, .. } => Some(callee),
        _ => None,
    }
}
