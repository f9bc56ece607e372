//! The branches that a place in a function stands in: what has to hold before it is reached.

use super::exits::always_exits;
use crate::facts::code::{Code, Enclosure, ExprId, ExprKind, Node, StmtId, StmtKind};

/// Whether nothing comes after a statement in its function.
pub(super) fn is_last(code: &Code, stmt: StmtId) -> bool {
    match code.stmt_parent(stmt) {
        Node::Function(f) => code.block(code.function(f).body).next_back() == Some(stmt),
        _ => false,
    }
}

/// The conditions under which an expression is reached, within its function.
pub(super) fn conditions(code: &Code, expr: ExprId) -> Vec<ExprId> {
    let mut found = branches(code, expr);
    for enclosure in code.enclosures_in_function(expr) {
        if let Enclosure::AfterAnd(e) = enclosure
            && let ExprKind::Binary { left, .. } = code.expr(e)
        {
            found.push(left);
        }
    }
    found
}

/// The branches that an expression stands in. What stands before it under `&&` is left out: a value that is returned is
/// false without it (`return !!secret && given === secret`).
pub(super) fn branches(code: &Code, expr: ExprId) -> Vec<ExprId> {
    let mut found = Vec::new();
    for enclosure in code.enclosures_in_function(expr) {
        match enclosure {
            Enclosure::Then(s) => {
                if let StmtKind::If { test, otherwise, .. } = code.stmt(s).kind
                    && !otherwise.is_some_and(|o| always_exits(code, o))
                {
                    found.push(test);
                }
            }
            Enclosure::ConditionalThen(e) => {
                if let ExprKind::Conditional { test, .. } = code.expr(e) {
                    found.push(test);
                }
            }
            _ => {}
        }
    }
    found
}

/// The conditions around a statement.
pub(super) fn around(code: &Code, stmt: StmtId) -> Vec<ExprId> {
    let mut found = Vec::new();
    for enclosure in code.enclosures(Node::Stmt(stmt)).take_while(|e| !matches!(e, Enclosure::Function(_))) {
        if let Enclosure::Then(s) = enclosure
            && let StmtKind::If { test, otherwise, .. } = code.stmt(s).kind
            && !otherwise.is_some_and(|o| always_exits(code, o))
        {
            found.push(test);
        }
    }
    found
}
