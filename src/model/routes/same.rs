//! Whether two conditions ask the same, or the opposite, as they are written.

use crate::facts::code::{Code, ExprId, ExprKind, UnaryOp};

/// Whether two parts of conditions ask the same: the same path, or the same method of it with the same arguments.
pub(super) fn is_same(code: &Code, one: ExprId, other: ExprId) -> bool {
    match (code.expr(one), code.expr(other)) {
        (ExprKind::Unary { op: UnaryOp::Not, operand: one }, ExprKind::Unary { op: UnaryOp::Not, operand: other }) => {
            is_same(code, one, other)
        }
        (ExprKind::Call { callee: one, args: first }, ExprKind::Call { callee: other, args: second }) => {
            let is_like = |(one, other)| match (code.string(one), code.string(other)) {
                (Some(one), Some(other)) => one == other,
                (None, None) => is_same_path(code, one, other),
                _ => false,
            };
            is_same_path(code, one, other)
                && first.len() == second.len()
                && code.expr_list(first).zip(code.expr_list(second)).all(is_like)
        }
        _ => is_same_path(code, one, other),
    }
}

/// Whether one of two parts is the other with `!` before it.
pub(super) fn is_negation(code: &Code, one: ExprId, other: ExprId) -> bool {
    let negates = |one: ExprId, other: ExprId| match code.expr(one) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => is_same(code, operand, other),
        _ => false,
    };
    negates(one, other) || negates(other, one)
}

fn is_same_path(code: &Code, one: ExprId, other: ExprId) -> bool {
    code.path(one).is_some_and(|path| code.path(other) == Some(path))
}
