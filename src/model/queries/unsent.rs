//! Calls that throw before they are sent, and what stands behind them and therefore never runs.

use super::Query;
use crate::{
    facts::code::{Class, Code, Enclosure, ExprId, ExprKind, FnId, FunctionForm, Node, StmtKind},
    model::values::Values,
    source::span::{FileId, Range},
};

/// Why a call throws before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// `query.catch(…)`, `query.finally(…)`: the builder has no such method.
    NoCatch,
    /// ``client.sql`…` ``, `client.raw(…)` in what is written: the client has no such method.
    NoMethod,
    /// `makeClient().from(…)` where `makeClient` is async: a promise has no such method.
    Promise,
}

/// Whether a call runs when its function does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// As far as other calls show.
    #[default]
    Runs,
    /// A call before it throws each time.
    BehindThrow,
    /// It stands in the handler of a `.catch` that is not there.
    InDeadHandler,
}

/// Notes which calls of a file throw, and which others these keep from running.
pub(super) fn mark(values: &Values<'_>, file: FileId, code: &Code, queries: &mut [Query]) {
    for query in queries.iter_mut().filter(|query| query.library.is_lazy()) {
        query.unsent = unsent(values, file, code, query);
    }
    let throwing: Vec<(ExprId, Option<Range>)> =
        queries.iter().filter(|q| q.unsent.is_some()).map(|q| (q.expr, handler(code, q))).collect();
    for query in queries {
        let range = code.range(query.expr);
        if throwing.iter().any(|(_, handler)| handler.is_some_and(|handler| handler.contains(range))) {
            query.reach = Reach::InDeadHandler;
        } else if throwing.iter().any(|(thrower, _)| stops(code, *thrower, query.expr)) {
            query.reach = Reach::BehindThrow;
        }
    }
}

/// Whether an expression never runs, since another one of its function has always thrown before.
fn stops(code: &Code, thrower: ExprId, expr: ExprId) -> bool {
    thrower != expr
        && code.runs_before(thrower, expr)
        && code
            .enclosures_in_function(thrower)
            .filter(|around| matches!(around, Enclosure::TryBlock(_)))
            .all(|around| code.enclosures_in_function(expr).any(|other| other == around))
}

fn unsent(values: &Values<'_>, file: FileId, code: &Code, query: &Query) -> Option<Unsent> {
    if !query.library.has_catch() && caught(code, query).is_some() {
        Some(Unsent::NoCatch)
    } else if calls_missing_method(code, query) {
        Some(Unsent::NoMethod)
    } else {
        is_promise(values, file, code, query.receiver).then_some(Unsent::Promise)
    }
}

/// The member of `query.catch(…)`, `query.finally(…)`.
fn caught(code: &Code, query: &Query) -> Option<ExprId> {
    let Node::Expr(member) = code.parent(query.expr) else { return None };
    match code.expr(member) {
        ExprKind::Member { object, property, .. } => {
            (object == query.expr && matches!(code.str(property), "catch" | "finally")).then_some(member)
        }
        _ => None,
    }
}

impl Query {
    /// Whether a handler of failures stands right behind it: `query.catch(…)`.
    #[must_use]
    pub fn is_caught(&self, code: &Code) -> bool {
        caught(code, self).is_some()
    }
}

/// What is handed to a `.catch` that is not there: it never runs.
fn handler(code: &Code, query: &Query) -> Option<Range> {
    let member = caught(code, query).filter(|_| query.unsent == Some(Unsent::NoCatch))?;
    let Node::Expr(call) = code.parent(member) else { return None };
    let (start, end) = (code.range(member).end, code.range(call).end);
    Some(Range { start, end })
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

/// Whether a client is the promise of one: the result of an async function of the project that nobody awaits, in its
/// place, in a constant, or given back by a getter of the same class.
fn is_promise(values: &Values<'_>, file: FileId, code: &Code, client: ExprId) -> bool {
    match code.expr(client) {
        ExprKind::Call { callee, .. } => {
            let called = values.functions(file, callee);
            let is_async = |(home, function): &(FileId, FnId)| {
                values.code(*home).is_some_and(|code| code.function(*function).is_async)
            };
            !called.is_empty() && called.iter().all(is_async)
        }
        ExprKind::Ident { .. } => constant(code, client).is_some_and(|value| is_call(values, file, code, value)),
        ExprKind::Member { object, property, .. } if code.expr(object) == ExprKind::This => {
            let class = code.ancestors(Node::Expr(client)).find_map(|node| match node {
                Node::Class(class) => Some(code.class(class)),
                _ => None,
            });
            let given = class.and_then(|class| getter(code, &class, code.str(property)));
            given.is_some_and(|value| is_call(values, file, code, value))
        }
        _ => false,
    }
}

fn is_call(values: &Values<'_>, file: FileId, code: &Code, value: ExprId) -> bool {
    matches!(code.expr(value), ExprKind::Call { .. }) && is_promise(values, file, code, value)
}

/// The value of `const name = value`.
fn constant(code: &Code, variable: ExprId) -> Option<ExprId> {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(variable) else { return None };
    let value = code.initial(variable)?;
    let is_written = |reference: &ExprId| match code.parent(*reference) {
        Node::Expr(p) => matches!(code.expr(p), ExprKind::Assign { target, .. } if target == *reference),
        _ => false,
    };
    (!code.references(binding).iter().any(is_written)).then_some(value)
}

/// What a getter gives back: `get name() { return value; }`.
fn getter(code: &Code, class: &Class, name: &str) -> Option<ExprId> {
    let member = code.member_list(class.members).find(|member| member.name.is_some_and(|n| code.str(n) == name))?;
    let function = code.function(member.function?);
    if function.form != FunctionForm::Getter {
        return None;
    }
    match code.block(function.body).next().map(|stmt| code.stmt(stmt).kind) {
        Some(StmtKind::Return(value)) => value,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::stops;
    use crate::{
        facts::code::{Code, ExprId, ExprKind},
        model::Language,
        syntax::parse_and_lower,
    };

    fn call(code: &Code, name: &str) -> ExprId {
        let is_it = |id: &ExprId| match code.expr(*id) {
            ExprKind::Call { callee, .. } => code.ident(callee) == Some(name),
            _ => false,
        };
        code.expr_ids().find(is_it).expect("there is a call")
    }

    #[test]
    fn what_a_throw_keeps_from_running() {
        let is_stopped = |source: &str| {
            let code = parse_and_lower(source, Language::TypeScript).code;
            stops(&code, call(&code, "fails"), call(&code, "next"))
        };
        assert!(is_stopped("async function f() { await fails(); if (a) { await next(); } }"));
        assert!(is_stopped("async function f() { try { fails(); next(); } catch {} }"));
        assert!(!is_stopped("async function f() { try { fails(); } catch {} next(); }"));
        assert!(!is_stopped("async function f() { try { fails(); } catch { next(); } }"));
        assert!(!is_stopped("async function f() { if (a) { fails(); } next(); }"));
        assert!(!is_stopped("async function f() { fails(); const g = () => next(); }"));
    }
}
