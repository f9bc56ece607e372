//! Failures that nobody hears of: a rejected promise whose handler neither looks at the error nor does anything.

use crate::facts::code::{Code, ExprId, ExprKind, List, Node, PatId, StmtKind};

/// Whether the innermost `catch` around an expression, in its own function, is silent.
pub(super) fn is_caught_silently(code: &Code, expr: ExprId) -> bool {
    code.catch_of(expr).is_some_and(|(_, catch)| is_silent(code, catch.param, catch.body))
}

/// Whether `.catch(handler)` is silent: `() => {}`, `() => []`. What is defined elsewhere may speak.
pub(super) fn is_silent_handler(code: &Code, handler: ExprId) -> bool {
    let ExprKind::Function(function) = code.expr(handler) else { return false };
    let function = code.function(function);
    is_silent(code, code.pattern_list(function.params).next(), function.body)
}

/// Nothing is called or thrown, and the error is not read.
fn is_silent(code: &Code, error: Option<PatId>, body: List) -> bool {
    let mut names = Vec::new();
    if let Some(error) = error {
        code.bound_names(error, &mut names);
    }
    let acts = |node| match node {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::New { .. }),
        Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
        _ => false,
    };
    names.iter().all(|name| code.references(*name).is_empty())
        && !code.block(body).any(|stmt| code.descendants(Node::Stmt(stmt)).any(acts))
}
