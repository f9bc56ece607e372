//! What a condition that looks at a value takes for good.

use crate::facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, StmtKind, UnaryOp};

/// Whether a condition is true when the value in it is good (`user`, `a === b`) or when it is not (`!user`, `error`);
/// `None` when the form does not tell.
pub(in crate::model::routes) fn sense(code: &Code, reference: ExprId, condition: ExprId) -> Option<bool> {
    // `given !== expected` is itself the bad news.
    let differs = matches!(code.expr(reference), ExprKind::Binary { op: BinaryOp::NotEqual, .. });
    let mut good = Some(!is_error_name(code, reference) && !differs && !holds_the_lack(code, reference));
    let mut expr = reference;
    while expr != condition {
        let Node::Expr(parent) = code.parent(expr) else { break };
        good = match code.expr(parent) {
            ExprKind::Unary { op: UnaryOp::Not, .. } => good.map(|g| !g),
            ExprKind::Member { property, .. } if is_error_word(code.str(property)) => Some(false),
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let other = if left == expr { right } else { left };
                let flips = is_nothing(code, other) == (op == BinaryOp::Equal);
                if flips { good.map(|g| !g) } else { good }
            }
            ExprKind::Binary { op: BinaryOp::Instanceof, .. } => Some(false),
            ExprKind::Binary { op: BinaryOp::In, left, .. } => Some(!code.string(left).is_some_and(is_error_word)),
            ExprKind::Binary { op, .. } if op.is_order() => None,
            _ => good,
        };
        expr = parent;
    }
    good
}

/// Whether a name holds that a value is not there: `const isGuest = !user`.
fn holds_the_lack(code: &Code, reference: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(reference) else { return false };
    let Origin::Var(stmt) = code.binding(binding).origin else { return false };
    let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
    match code.expr(init) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => {
            !matches!(code.expr(operand), ExprKind::Unary { op: UnaryOp::Not, .. }) && !is_error_name(code, operand)
        }
        ExprKind::Binary { op: BinaryOp::Equal, right, .. } => {
            matches!(code.expr(right), ExprKind::Null) || code.ident(right) == Some("undefined")
        }
        _ => false,
    }
}

fn is_nothing(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Null | ExprKind::Bool(false) => true,
        ExprKind::String(s) => matches!(code.str(s), "" | "unauthenticated" | "undefined"),
        ExprKind::Number(n) => code.str(n) == "0",
        ExprKind::Ident { name, .. } => code.str(name) == "undefined",
        _ => false,
    }
}

fn is_error_name(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Ident { name, .. } => is_error_word(code.str(name)),
        ExprKind::Member { property, .. } => is_error_word(code.str(property)),
        _ => false,
    }
}

/// Names of what is there only when something went wrong.
pub(in crate::model::routes) fn is_error_word(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with("error")
        || lower.ends_with("err")
        || lower.ends_with("errorresponse")
        || lower.ends_with("response")
        || matches!(
            lower.as_str(),
            "errors" | "failure" | "denied" | "reason" | "rejection" | "unauthorized" | "problem"
        )
}
