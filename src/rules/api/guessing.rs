//! Whether trying often enough opens an entry point: what must be known there, and what it is held against.

use super::exprs;
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::sign_in,
    model::{Project, passwords::is_password, queries::Condition, routes::Route},
};

/// Whether what the caller must know is a token, which nobody guesses: no short code and no password is held against
/// what is stored.
pub(super) fn only_by_long_token(project: &Project, route: &Route) -> bool {
    let is_short =
        |column: &str| crate::vocab::split(column).iter().any(|w| matches!(w.as_str(), "code" | "otp" | "pin"));
    let queries = route.effects.iter().filter(|e| e.by_token).filter_map(|e| project.query_of(e));
    let mut columns = queries
        .flat_map(|q| q.conditions.iter().flat_map(Condition::comparisons))
        .filter_map(|c| c.column.as_deref())
        .peekable();
    let compares = || {
        exprs(project, route).any(|(file, code, e)| {
            crate::model::calls::call_at(&project.values(), code, file, e)
                .is_some_and(|call| sign_in::compares_password(&call))
        })
    };
    columns.peek().is_some() && !columns.any(is_short) && !compares()
}

/// Whether something secret that is sent is held against anything, or handed to who does: a field that is only asked for
/// opens nothing.
pub(super) fn holds_against(project: &Project, route: &Route) -> bool {
    let is_secret = |name: &str| {
        is_password(name)
            || crate::vocab::split(name)
                .iter()
                .any(|w| matches!(w.as_str(), "code" | "otp" | "pin" | "passcode" | "token" | "answer" | "credentials"))
    };
    route.effects.iter().any(|e| e.by_token)
        || exprs(project, route).any(|(_, code, e)| {
            let name = match code.expr(e) {
                ExprKind::Ident { name, .. } => code.str(name),
                ExprKind::Member { property, .. } => code.str(property),
                // The whole of what is sent may hold it.
                ExprKind::Call { args, .. } => {
                    return code.expr_list(args).any(|a| {
                        matches!(
                            code.path(a).as_deref(),
                            Some("req.body" | "body" | "req" | "request" | "credentials" | "formData")
                        )
                    });
                }
                _ => return false,
            };
            is_secret(name) && is_handed_on(code, e)
        })
}

/// Whether an expression is an argument, is compared, or is a field of an object.
fn is_handed_on(code: &Code, expr: ExprId) -> bool {
    let Node::Expr(parent) = code.parent(expr) else { return false };
    match code.expr(parent) {
        ExprKind::Call { callee, .. } => callee != expr,
        ExprKind::Binary { op, .. } => !matches!(op, BinaryOp::Or | BinaryOp::And),
        ExprKind::Object { .. } | ExprKind::Await(_) | ExprKind::Template { .. } | ExprKind::Member { .. } => true,
        _ => false,
    }
}
