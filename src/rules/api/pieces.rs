//! What a text is put together from, and whether a piece was cleaned before.

use crate::facts::code::{BinaryOp, Code, ExprId, ExprKind, Origin, StmtKind};

/// The pieces of a text that is put together.
pub(super) fn parts(code: &Code, expr: ExprId, depth: u32) -> Vec<ExprId> {
    match code.expr(expr) {
        ExprKind::Template { parts, .. } => code.expr_list(parts).collect(),
        ExprKind::Binary { op: BinaryOp::Add, left, right } if depth > 0 => {
            let mut all = parts(code, left, depth - 1);
            all.extend(parts(code, right, depth - 1));
            all
        }
        _ => vec![expr],
    }
}

/// `search.replace(/[,()]/g, "")`, `escapeFilter(search)`, also before it got its name.
pub(super) fn is_cleaned(code: &Code, expr: ExprId, depth: u32) -> bool {
    match code.expr(expr) {
        ExprKind::Call { callee, .. } => {
            let name = match code.expr(callee) {
                ExprKind::Member { object, property, .. } => {
                    if matches!(code.str(property), "trim" | "toLowerCase" | "toUpperCase" | "slice") && depth > 0 {
                        return is_cleaned(code, object, depth - 1);
                    }
                    code.str(property)
                }
                ExprKind::Ident { name, .. } => code.str(name),
                _ => "",
            };
            let lower = name.to_ascii_lowercase();
            ["replace", "escape", "sanit", "encode", "clean", "quote", "number", "parse"]
                .iter()
                .any(|w| lower.contains(w))
        }
        ExprKind::Ident { binding: Some(binding), .. } if depth > 0 => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => is_cleaned(code, init, depth - 1),
                _ => false,
            },
            _ => false,
        },
        ExprKind::Member { property, .. } => code.str(property) == "id",
        _ => false,
    }
}

/// What a piece is called, for messages.
pub(super) fn name(code: &Code, expr: ExprId) -> String {
    code.path(expr).unwrap_or_else(|| "text".to_owned())
}
