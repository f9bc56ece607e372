//! Whether the words of an error may go out: those of validation, of error classes of the app's own, and what only
//! development sees.

use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, Origin, StmtKind},
    frameworks::errors,
    model::values::Values,
    source::span::FileId,
};

/// Whether a condition around a use says that these words may go out: `error instanceof PublicError`,
/// `error.message === "…"`, `isDevelopment`.
pub(super) fn is_on_purpose(values: &Values<'_>, file: FileId, code: &Code, reference: ExprId) -> bool {
    tests_around(code, reference).any(|test| allows(values, file, code, test)) || is_for_developers(code, reference)
}

/// Whether an expression is only come to while the app is developed: `if (process.env.NODE_ENV === "development")`,
/// `process.env.NODE_ENV === "production" ? "Internal error" : error.message`.
pub(super) fn is_for_developers(code: &Code, expr: ExprId) -> bool {
    code.enclosures_in_function(expr).any(|enclosure| {
        let (test, holds) = match enclosure {
            Enclosure::Then(stmt) | Enclosure::Else(stmt) => match code.stmt(stmt).kind {
                StmtKind::If { test, .. } => (test, matches!(enclosure, Enclosure::Then(_))),
                _ => return false,
            },
            Enclosure::ConditionalThen(e) | Enclosure::ConditionalElse(e) => match code.expr(e) {
                ExprKind::Conditional { test, .. } => (test, matches!(enclosure, Enclosure::ConditionalThen(_))),
                _ => return false,
            },
            _ => return false,
        };
        let ExprKind::Binary { op, left, right } = code.expr(test) else { return false };
        let Some(mode) = code.string(right).filter(|_| tells_environment(code, left)) else { return false };
        match op {
            BinaryOp::Equal if holds => mode.starts_with("dev"),
            BinaryOp::Equal => mode.starts_with("prod"),
            BinaryOp::NotEqual if holds => mode.starts_with("prod"),
            BinaryOp::NotEqual => mode.starts_with("dev"),
            _ => false,
        }
    })
}

/// The conditions that hold where an expression stands.
fn tests_around(code: &Code, expr: ExprId) -> impl Iterator<Item = ExprId> {
    code.enclosures_in_function(expr).filter_map(|enclosure| match enclosure {
        Enclosure::Then(stmt) => match code.stmt(stmt).kind {
            StmtKind::If { test, .. } => Some(test),
            _ => None,
        },
        Enclosure::ConditionalThen(e) => match code.expr(e) {
            ExprKind::Conditional { test, .. } => Some(test),
            _ => None,
        },
        Enclosure::AfterAnd(e) => match code.expr(e) {
            ExprKind::Binary { left, .. } => Some(left),
            _ => None,
        },
        _ => None,
    })
}

/// Whether a test picks out one kind of failure, or asks where the app runs.
pub(super) fn allows(values: &Values<'_>, file: FileId, code: &Code, test: ExprId) -> bool {
    code.descendants(Node::Expr(test)).any(|node| {
        let Node::Expr(e) = node else { return false };
        match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Instanceof, right, .. } => !is_any_error(values, file, code, right),
            // `error.code === "…"`, `status < 500`: one kind of failure, picked out.
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::Less | BinaryOp::LessEqual, left, right } => {
                let is_kind = |side: ExprId| matches!(code.expr(side), ExprKind::Member { property, .. } if matches!(code.str(property), "message" | "code" | "name" | "status" | "statusCode"));
                is_kind(left) || is_kind(right) || tells_environment(code, left)
            }
            ExprKind::Member { property, .. } => {
                matches!(code.str(property), "startsWith" | "includes" | "expose" | "isOperational" | "DEV" | "isPublic")
            }
            ExprKind::Ident { name, .. } => {
                let lower = code.str(name).to_ascii_lowercase();
                lower.starts_with("isdev") || lower.contains("debug") || lower.starts_with("iszod") || lower == "__dev__"
            }
            _ => false,
        }
    })
}

fn tells_environment(code: &Code, expr: ExprId) -> bool {
    code.path(expr).is_some_and(|path| path.ends_with("NODE_ENV") || path.ends_with(".MODE"))
}

/// `Error` itself, which every failure is; not a class that somebody made for a purpose.
fn is_any_error(values: &Values<'_>, file: FileId, code: &Code, class: ExprId) -> bool {
    match code.expr(class) {
        ExprKind::Ident { binding: None, .. } => true,
        ExprKind::Ident { binding: Some(b), .. } if matches!(code.binding(b).origin, Origin::Import { .. }) => {
            // Errors of database clients and providers say what was never meant for callers.
            values.symbols(file, class).iter().any(|s| s.package().is_some_and(errors::are_internals))
        }
        _ => false,
    }
}
