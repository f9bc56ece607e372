//! Where the failure of a query ends up: the `catch` parts that it comes to.

use super::{main_query::way, scope::Scope};
use crate::{
    facts::code::{Catch, Code, Enclosure, ExprId, Node, StmtKind},
    model::{calls::FnRef, queries::Query, routes::Subject},
    source::span::FileId,
};

/// A `catch` that a failure comes to.
pub(super) struct Stop {
    /// The function that it stands in.
    pub(super) function: FnRef,
    /// The part itself.
    pub(super) catch: Catch,
}

impl Stop {
    /// The file that it stands in.
    pub(super) fn file(&self) -> FileId {
        self.function.0
    }
}

/// The `catch` parts that what a query throws comes to, the last one being the one that throws it no further.
pub(super) fn stops(subject: &Subject<'_>, query: &Query) -> Vec<Stop> {
    let mut found = Vec::new();
    let mut expr = query.expr;
    for reached in way(subject, query) {
        let function = reached.function;
        let Some(code) = subject.values.code(function.0) else { break };
        for catch in catches_around(code, expr, function) {
            found.push(Stop { function, catch });
            if !throws_on(code, catch) {
                return found;
            }
        }
        match reached.from {
            Some((_, call)) => expr = call,
            None => break,
        }
    }
    found
}

/// Whether a failure gets no further than a helper, or than one step of the handler: the `catch` that ends the work does
/// not hear of it.
pub(super) fn stopped_before<'s>(scope: &Scope, stops: &'s [Stop], subject: &Subject<'_>) -> Option<&'s Stop> {
    let last = stops.last()?;
    let code = subject.values.code(last.file())?;
    let is_end = scope.catch.is_some_and(|(file, catch)| file == last.file() && catch.range == last.catch.range);
    (!is_end && !throws_on(code, last.catch)).then_some(last)
}

fn catches_around(code: &Code, expr: ExprId, (_, function): FnRef) -> Vec<Catch> {
    let around = code.enclosures(Node::Expr(expr)).take_while(|e| *e != Enclosure::Function(function));
    let tries = around.filter_map(|e| match e {
        Enclosure::TryBlock(stmt) => match code.stmt(stmt).kind {
            StmtKind::Try { catch, .. } => catch,
            _ => None,
        },
        _ => None,
    });
    tries.collect()
}

fn throws_on(code: &Code, catch: Catch) -> bool {
    code.block(catch.body).any(|s| matches!(code.stmt(s).kind, StmtKind::Throw(_)))
}
