//! Tests that look like checks and hold only a part of the values, and tests that are no checks and still use a value.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, Enclosure, ExprId, ExprKind, List, Node, Origin, StmtKind, UnaryOp},
    model::routes::exits::always_exits,
};

/// Whether `Math.min` or `Math.max` holds a number to its bounds. A lowest value alone lets through what is no number
/// (`Math.max(1, Number(text))` may be `NaN`) unless that was replaced before; a bound in one arm of a choice whose
/// other arm takes the value as it is holds nothing.
pub(super) fn holds(code: &Code, call: ExprId, argument: ExprId, is_lowest: bool) -> bool {
    let in_arm = match code.parent(call) {
        Node::Expr(choice) => match code.expr(choice) {
            ExprKind::Conditional { then, otherwise, .. } => Some(if then == call { otherwise } else { then }),
            _ => None,
        },
        _ => None,
    };
    let is_open = in_arm.is_some_and(|other| binding(code, other).is_some_and(|b| mentions(code, argument, b)));
    !is_open && (!is_lowest || has_default(code, argument))
}

/// `Number(text) || 1`, also under a name of its own.
fn has_default(code: &Code, expr: ExprId) -> bool {
    let is_default = |e: ExprId| matches!(code.expr(e), ExprKind::Binary { op: BinaryOp::Or, .. });
    let init = binding(code, expr).and_then(|b| match code.binding(b).origin {
        Origin::Var(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { init, .. } => init,
            _ => None,
        },
        _ => None,
    });
    is_default(expr) || init.is_some_and(is_default)
}

/// `if (isAdmin || own.includes(region)) { … }`: the other way in asks nothing of the value.
pub(super) fn is_one_way_of_two(code: &Code, call: ExprId, argument: ExprId) -> bool {
    let Node::Expr(either) = code.parent(call) else { return false };
    let ExprKind::Binary { op: BinaryOp::Or, left, right } = code.expr(either) else { return false };
    let other = if left == call { right } else { left };
    let is_other_free = binding(code, argument).is_some_and(|b| !mentions(code, other, b));
    let lets_in = match code.parent(either) {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::If { then, .. } => !always_exits(code, then),
            _ => false,
        },
        _ => false,
    };
    is_other_free && lets_in
}

/// Whether a test is of a flag: it chooses what is done, and turns nobody away for leaving something out.
pub(super) fn is_flag(code: &Code, reference: ExprId) -> bool {
    let mut expr = reference;
    loop {
        match code.parent(expr) {
            Node::Expr(parent) => match code.expr(parent) {
                // `if (rows.length && !force) return "in use"`.
                ExprKind::Binary { op: BinaryOp::And, .. } => return !is_in_rest(code, parent, reference),
                ExprKind::Unary { op: UnaryOp::Not, .. } => expr = parent,
                _ => return false,
            },
            Node::Stmt(stmt) => {
                return match code.stmt(stmt).kind {
                    StmtKind::If { then, .. } => {
                        let is_asked_for = always_exits(code, then);
                        !is_asked_for && !is_in_block(code, then, reference)
                    }
                    _ => false,
                };
            }
            _ => return false,
        }
    }
}

/// Whether the other side of `a && b` looks at the same value: `name && name.length > 2`.
fn is_in_rest(code: &Code, both: ExprId, reference: ExprId) -> bool {
    let mut of_same = code.within_node(Node::Expr(both)).filter_map(|n| match n {
        Node::Expr(e) if e != reference => binding(code, e),
        _ => None,
    });
    binding(code, reference).is_none_or(|b| of_same.any(|other| other == b))
}

/// Whether what is done then uses the value too: `if (email) send(email)`.
fn is_in_block(code: &Code, block: List, reference: ExprId) -> bool {
    let Some(binding) = binding(code, reference) else { return true };
    code.references(binding).iter().any(|&r| {
        let mut around = code.enclosures(Node::Expr(r));
        around.any(|e| matches!(e, Enclosure::Then(s) if matches!(code.stmt(s).kind, StmtKind::If { then, .. } if then == block)))
    })
}

fn binding(code: &Code, expr: ExprId) -> Option<BindingId> {
    match code.expr(expr) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    }
}

fn mentions(code: &Code, expr: ExprId, name: BindingId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| matches!(n, Node::Expr(e) if binding(code, e) == Some(name)))
}
