//! A query that is built and never sent, or that fails before it is: builders are lazy and have no `.catch`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        outcome::{ErrorUse, Wait},
        queries::{Op, Query},
    },
    rules::Sink,
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
        return;
    }
    let handlers: Vec<Span> = project.production_queries().filter_map(|query| dead_handler(project, query)).collect();
    let is_dead = |at: Span| handlers.iter().any(|h| h.file == at.file && h.range.contains(at.range));
    for query in project.production_queries().filter(|q| q.library.is_lazy() && !is_dead(q.at)) {
        let file = project.file(query.at.file);
        let Some(code) = &file.code else { continue };
        let table = query.tables.join(" or ");
        let does = match query.op.is_write() {
            true => format!("the {} of {table}", query.op.name()),
            false => format!("the call of {table}"),
        };
        let message = if !query.library.has_catch() && is_caught(code, query) {
            format!("{does} fails before it is sent: a query has no .catch")
        } else if project.stands_as_value(query) {
            format!("{does} stands where a value is meant: it is never sent, and what is written is no value")
        } else if calls_missing_method(code, query) {
            format!("{does} fails before it is sent: the client has no such method as sql or raw")
        } else if query.outcome.error == ErrorUse::Discarded && is_left_alone(code, query) && !is_caught(code, query) {
            format!("{does} is never sent: a query runs only when it is awaited")
        } else {
            continue;
        };
        sink.report(query.at, format!("{}/{table}.{}", file.path, query.op.name()), message)
            .help("await the query and look at its error");
    }
}

/// What stands behind the `.catch` of a query that has none: it never runs.
fn dead_handler(project: &Project, query: &Query) -> Option<Span> {
    let code = project.file(query.at.file).code.as_ref()?;
    if !query.library.is_lazy() || query.library.has_catch() || !is_caught(code, query) {
        return None;
    }
    let Node::Expr(member) = code.parent(query.expr) else { return None };
    let Node::Expr(call) = code.parent(member) else { return None };
    let (start, end) = (code.range(member).end, code.range(call).end);
    Some(Range { start, end }.in_file(query.at.file))
}

/// The query is a statement of its own, or behind `void`. A select in a variable may be built on and awaited out of
/// our sight: `q = id ? q.eq("id", id) : q`.
fn is_left_alone(code: &Code, query: &Query) -> bool {
    match query.outcome.wait {
        Wait::Void => true,
        Wait::Dropped => match code.parent(query.expr) {
            Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::Expr(_)) => true,
            // `Promise.resolve(query)` takes it on, and so sends it.
            Node::Expr(call) if is_taken_on(code, call) => false,
            _ => query.op != Op::Select,
        },
        _ => false,
    }
}

/// `Promise.resolve(…)`, `Promise.all(…)` and their relatives.
fn is_taken_on(code: &Code, call: ExprId) -> bool {
    match code.expr(call) {
        ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| path.starts_with("Promise.")),
        _ => false,
    }
}

/// `query.catch(…)`, `query.finally(…)`.
fn is_caught(code: &Code, query: &Query) -> bool {
    let Node::Expr(member) = code.parent(query.expr) else { return false };
    match code.expr(member) {
        ExprKind::Member { object, property, .. } => {
            object == query.expr && matches!(code.str(property), "catch" | "finally")
        }
        _ => false,
    }
}

/// `client.sql` and `client.raw` in what is written.
fn calls_missing_method(code: &Code, query: &Query) -> bool {
    let receiver = code.path(query.receiver);
    query.written.iter().any(|&object| {
        let ExprKind::Object { properties } = code.expr(object) else { return false };
        code.property_list(properties).any(|p| {
            let callee = match code.expr(p.value) {
                ExprKind::Template { tag: Some(tag), .. } => tag,
                ExprKind::Call { callee, .. } => callee,
                _ => return false,
            };
            match code.expr(callee) {
                ExprKind::Member { object, property, .. } => {
                    matches!(code.str(property), "sql" | "raw") && code.path(object) == receiver
                }
                _ => false,
            }
        })
    })
}
