//! Whether a call runs once or once for each of many things.

use crate::{
    facts::code::{Code, ExprId, ExprKind, LoopForm, Node, StmtKind},
    source::span::Range,
};

/// The loop that `expr` runs in: a loop statement of its function, or a callback of an array method.
pub(crate) fn enclosing_loop(code: &Code, expr: ExprId) -> Option<Range> {
    let mut node = code.parent(expr);
    let mut inside = expr;
    loop {
        match node {
            Node::Expr(e) => {
                inside = e;
                node = match code.expr(e) {
                    ExprKind::Function(_) => match callback_of_iteration(code, e) {
                        Some(call) => return Some(code.range(call)),
                        // Any other function value runs when somebody calls it: not a loop of ours.
                        None if is_immediate(code, e) => code.parent(e),
                        None => return None,
                    },
                    _ => code.parent(e),
                };
            }
            Node::Stmt(s) => match code.stmt(s).kind {
                StmtKind::Loop { header, form, .. } => {
                    let in_header = header.is_some_and(|h| code.range(h).contains(code.range(inside)));
                    let once = in_header && matches!(form, LoopForm::ForOf | LoopForm::ForIn | LoopForm::ForAwaitOf);
                    if !once {
                        return Some(code.stmt(s).range);
                    }
                    node = code.stmt_parent(s);
                }
                _ => node = code.stmt_parent(s),
            },
            Node::Function(f) => match code.function(f).parent {
                Node::Expr(e) => node = Node::Expr(e),
                _ => return None,
            },
            Node::Class(_) | Node::Module => return None,
        }
    }
}

/// `xs.map(callback)` and its relatives, where `function` is the callback.
fn callback_of_iteration(code: &Code, function: ExprId) -> Option<ExprId> {
    let Node::Expr(call) = code.parent(function) else { return None };
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let is_argument = code.expr_list(args).any(|a| a == function);
    match code.expr(callee) {
        ExprKind::Member { property, .. } if is_argument => matches!(
            code.str(property),
            "map" | "forEach" | "flatMap" | "filter" | "reduce" | "some" | "every" | "find"
        )
        .then_some(call),
        _ => None,
    }
}

/// `(async () => { … })()`.
fn is_immediate(code: &Code, expr: ExprId) -> bool {
    match code.parent(expr) {
        Node::Expr(call) => matches!(code.expr(call), ExprKind::Call { callee, .. } if callee == expr),
        _ => false,
    }
}
