//! Values that are reckoned from what was read before, and written back.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    model::Project,
    source::span::FileId,
};

/// The columns whose new value is reckoned from one that was read.
#[must_use]
pub fn reckoned(project: &Project, file: FileId, code: &Code, object: ExprId) -> Vec<String> {
    let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
    let columns = code.property_list(properties).filter_map(|p| match p.key {
        PropertyKey::Name(key) if is_reckoned(project, file, code, p.value, 4) => Some(code.str(key).to_owned()),
        _ => None,
    });
    columns.collect()
}

/// Whether an expression adds to or subtracts from something that a query gave.
fn is_reckoned(project: &Project, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, right } => {
            [left, right].into_iter().any(|e| comes_from_query(project, file, code, e))
        }
        ExprKind::Call { args, .. } => code.expr_list(args).any(|a| is_reckoned(project, file, code, a, depth)),
        ExprKind::Conditional { then, otherwise, .. } => {
            is_reckoned(project, file, code, then, depth) || is_reckoned(project, file, code, otherwise, depth)
        }
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => is_reckoned(project, file, code, init, depth),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a part of an expression is a row's column that was selected before.
fn comes_from_query(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| match n {
        Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { .. }) => project
            .values()
            .symbols(file, e)
            .iter()
            .any(|s| s.path.contains(".from().select()") && s.path.contains(".data.")),
        _ => false,
    })
}
