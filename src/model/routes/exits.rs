//! Blocks that always end their function, and calls that never give back.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List, StmtId, StmtKind},
    frameworks::errors::ends_request,
};

/// How a block is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// `return`, `continue`, `break`: for what is around it, whatever else stands there.
    Leaves,
    /// `throw`, or a call that never gives back: as far as no `try` catches it.
    Throws,
}

/// How a block always ends what it stands in; `None` where what comes behind it may run.
pub(crate) fn exit(code: &Code, block: List) -> Option<Exit> {
    code.block(block).find_map(|stmt| match code.stmt(stmt).kind {
        StmtKind::Return(_) | StmtKind::Continue | StmtKind::Break => Some(Exit::Leaves),
        StmtKind::Throw(_) => Some(Exit::Throws),
        StmtKind::Block(body) => exit(code, body),
        StmtKind::If { then, otherwise: Some(otherwise), .. } => {
            let (one, other) = (exit(code, then)?, exit(code, otherwise)?);
            Some(if one == other { one } else { Exit::Throws })
        }
        StmtKind::Expr(e) => never_returns(code, e).then_some(Exit::Throws),
        _ => None,
    })
}

/// Whether a node lies in a block that always ends the function there: `return`, `throw`, a call that never returns.
pub(super) fn always_exits(code: &Code, block: List) -> bool {
    code.block(block).any(|s| exits(code, s))
}

fn exits(code: &Code, stmt: StmtId) -> bool {
    match code.stmt(stmt).kind {
        StmtKind::Return(_) | StmtKind::Throw(_) => true,
        StmtKind::Continue => true,
        StmtKind::Block(body) => always_exits(code, body),
        StmtKind::If { then, otherwise: Some(otherwise), .. } => {
            always_exits(code, then) && always_exits(code, otherwise)
        }
        StmtKind::Try { block, catch, finally } => {
            finally.is_some_and(|f| always_exits(code, f))
                || always_exits(code, block) && catch.is_none_or(|c| always_exits(code, c.body))
        }
        StmtKind::Expr(e) => never_returns(code, e),
        _ => false,
    }
}

/// Whether an expression is a call by which frameworks end a request: it throws.
pub(crate) fn never_returns(code: &Code, expr: ExprId) -> bool {
    let expr = match code.expr(expr) {
        ExprKind::Await(inner) => inner,
        _ => expr,
    };
    let ExprKind::Call { callee, .. } = code.expr(expr) else { return false };
    code.path(callee).is_some_and(|path| ends_request(&path))
}
