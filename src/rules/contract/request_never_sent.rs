//! A query that never leaves: it is lazy, and nobody waits for it; or it is asked for a method that it does not have.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{Project, outcome::Wait, queries::Query},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database through lazy queries");
        return;
    }
    for query in project.production_queries() {
        let Some(code) = &project.file(query.at.file).code else { continue };
        let what = format!("{} of {}", query.op.name(), subject(query));
        let message = if let Some(method) = missing_method(code, query.expr) {
            format!("the {what} is never sent: a query has no .{method}(), so the line throws first")
        } else {
            match query.outcome.wait {
                Wait::Dropped => format!("the {what} is never sent: a query is lazy, and nobody awaits it"),
                Wait::Void => format!("the {what} is never sent: `void` does not start a lazy query"),
                _ => continue,
            }
        };
        sink.report(query.at, format!("public.{}", subject(query)), message);
    }
}

fn subject(query: &Query) -> String {
    if query.tables.is_empty() { "a table".to_owned() } else { query.tables.join(" or ") }
}

/// The method of promises that is called on the query itself.
fn missing_method(code: &Code, query: ExprId) -> Option<&str> {
    let Node::Expr(parent) = code.parent(query) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(parent) else { return None };
    let name = code.str(property);
    (object == query && matches!(name, "catch" | "finally")).then_some(name)
}
