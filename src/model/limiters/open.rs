//! Limiters that let everybody pass where their store fails or is not set up: nothing says so, in production neither.

use super::{WeakLimiter, Weakness};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, List, Node, StmtId, StmtKind, UnaryOp},
    model::Project,
    source::span::{FileId, Range},
};

/// `if (error) return true` in a limiter.
pub(super) fn on_failure(project: &Project, code: &Code, function: FnId) -> Option<(Range, Weakness)> {
    let name = code.name_of(function).filter(|name| project.vocab.guards.limiters.has(name))?;
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Stmt(stmt) = node else { return None };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let is_error = code.path(test).is_some_and(|p| p.to_ascii_lowercase().ends_with("error"));
        let passes = code.block(then).any(|stmt| returns_true(code, stmt));
        (is_error && passes).then(|| (code.stmt(stmt).range, Weakness::OpenOnFailure(name.to_owned())))
    })
}

fn returns_true(code: &Code, stmt: StmtId) -> bool {
    matches!(code.stmt(stmt).kind, StmtKind::Return(Some(value)) if matches!(code.expr(value), ExprKind::Bool(true)))
}

/// `limiter.limit(key)`, where `limiter` is one of a library, or an object of the project whose `limit` always says yes.
pub(super) fn stand_in(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<WeakLimiter> {
    let values = project.values();
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Expr(call) = node else { return None };
        let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        if !matches!(code.str(property), "limit" | "consume") || !project.is_of_limiter(file, callee) {
            return None;
        }
        let at = values.functions(file, callee).into_iter().find_map(|(at, f)| {
            let code = project.file(at).code.as_ref()?;
            always_passes(code, f).then(|| code.function(f).range.in_file(at))
        })?;
        let name = code.last_name(object).unwrap_or("a limiter").to_owned();
        Some(WeakLimiter { at, weakness: Weakness::StandIn(name) })
    })
}

/// `if (!redis) return { success: true }` in a limiter, or in a function that asks one.
pub(super) fn without_store(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<WeakLimiter> {
    let name = code.name_of(function).unwrap_or_default();
    let asks = || {
        code.exprs_within(function)
            .any(|e| matches!(code.expr(e), ExprKind::Call { callee, .. } if project.is_of_limiter(file, callee)))
    };
    code.within(function).find_map(|node| {
        let Node::Stmt(stmt) = node else { return None };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let passes = lacks_store(project, code, test) && gives_way(code, then);
        (passes && (project.vocab.guards.limiters.has(name) || asks())).then(|| WeakLimiter {
            at: code.stmt(stmt).range.in_file(file),
            weakness: Weakness::OffWithoutStore(name.to_owned()),
        })
    })
}

/// `!redis`, `!limiter || !url`: nothing else is asked, so that it holds in production as well.
fn lacks_store(project: &Project, code: &Code, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => {
            code.last_name(operand).is_some_and(|name| project.vocab.guards.limiter_stores.has(name))
        }
        ExprKind::Binary { op: BinaryOp::Or, left, right } => {
            lacks_store(project, code, left) && lacks_store(project, code, right)
        }
        _ => false,
    }
}

/// Whether a block says yes: `return true`, `return { success: true }`.
fn gives_way(code: &Code, block: List) -> bool {
    code.block(block).any(|s| match code.stmt(s).kind {
        StmtKind::Return(Some(value)) => says_yes(code, value),
        _ => false,
    })
}

fn says_yes(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Bool(true) => true,
        ExprKind::Object { .. } => ["success", "allowed", "ok"]
            .iter()
            .any(|name| code.property(value, name).is_some_and(|said| matches!(code.expr(said), ExprKind::Bool(true)))),
        _ => false,
    }
}

/// Whether all that a function gives back is a yes, and nothing in it decides.
fn always_passes(code: &Code, function: FnId) -> bool {
    let mut returned = 0;
    let is_yes = code.within(function).all(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Return(Some(value)) => {
                returned += 1;
                says_yes(code, value)
            }
            StmtKind::If { .. } | StmtKind::Throw(_) => false,
            _ => true,
        },
        _ => true,
    });
    is_yes && returned > 0
}
