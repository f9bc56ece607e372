//! Values that something looks at before they are used.

use crate::facts::code::{BinaryOp, Code, ExprId, ExprKind, Node};

/// Whether a value is compared, by the name it goes under, somewhere in its function: `id !== user.id`. `is_other` says
/// what on the other side counts.
pub(crate) fn is_compared(code: &Code, value: ExprId, is_other: impl Fn(ExprId) -> bool) -> bool {
    let Some(name) = code.last_name(value) else { return false };
    let is_it = |e| code.last_name(e) == Some(name);
    in_function(code, value).any(|e| match code.expr(e) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            is_it(left) && is_other(right) || is_it(right) && is_other(left)
        }
        _ => false,
    })
}

/// Whether a value is looked for in a list or given to a schema, by the name it goes under: `ROLES.includes(role)`,
/// `PRICES[plan]`.
pub(crate) fn is_listed(code: &Code, value: ExprId) -> bool {
    let Some(name) = code.last_name(value) else { return false };
    in_function(code, value).any(|e| match code.expr(e) {
        ExprKind::Call { callee, args } => {
            let tests = matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "includes" | "has" | "parse" | "safeParse"));
            tests && code.expr_list(args).any(|a| code.last_name(a) == Some(name))
        }
        ExprKind::Index { index, .. } => code.last_name(index) == Some(name),
        _ => false,
    })
}

fn in_function(code: &Code, expr: ExprId) -> impl Iterator<Item = ExprId> + '_ {
    code.descendants(Node::Function(code.function_of(expr))).filter_map(|n| match n {
        Node::Expr(e) => Some(e),
        _ => None,
    })
}
