//! Tests of e-mail addresses that stand in the code, and whether a right hangs on them.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    model::{Project, values::Value},
    source::span::FileId,
};

/// `email === "owner@x.app"`, `ADMINS.includes(user.email)`.
pub(super) fn is_address_test(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            let is = |email, text| is_email(code, email) && is_address(project, file, text);
            is(left, right) || is(right, left)
        }
        ExprKind::Call { callee, args } => {
            let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
            let is_list = |e| lists_addresses(project, file, e);
            matches!(code.str(property), "includes" | "has")
                && code.arg(args, 0).is_some_and(|e| is_email(code, e))
                && is_list(object)
        }
        _ => false,
    }
}

/// `user.email`, `email`, `userEmail.toLowerCase()`, `user?.email || ""`.
fn is_email(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Ident { name, .. } => names_email(code.str(name)),
        ExprKind::Member { property, .. } => names_email(code.str(property)),
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, .. } => is_email(code, object),
            _ => false,
        },
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } => is_email(code, left),
        _ => false,
    }
}

fn names_email(name: &str) -> bool {
    crate::vocab::split(name).last().is_some_and(|w| matches!(w.as_str(), "email" | "mail" | "correo" | "normalized"))
        && name.to_ascii_lowercase().contains("mail")
}

fn is_address(project: &Project, file: FileId, expr: ExprId) -> bool {
    project.values().exact_text(file, expr).is_some_and(|t| looks_like_address(&t))
}

/// Whether a text is written as an e-mail address.
pub(super) fn looks_like_address(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !text.contains(char::is_whitespace) && text.len() < 80
    })
}

/// An array or set of addresses in the code.
fn lists_addresses(project: &Project, file: FileId, list: ExprId) -> bool {
    project.values().of(file, list).iter().any(|value| {
        let (at, elements) = match value {
            &Value::Array(at, array) => (at, array),
            Value::Symbol(s) if s.is_global("Set()") => match s.made_by.and_then(|(f, e)| set_literal(project, f, e)) {
                Some(found) => found,
                None => return false,
            },
            _ => return false,
        };
        let Some(code) = project.file(at).code.as_ref() else { return false };
        let ExprKind::Array { elements } = code.expr(elements) else { return false };
        code.expr_list(elements).any(|e| is_address(project, at, e))
    })
}

fn set_literal(project: &Project, file: FileId, made: ExprId) -> Option<(FileId, ExprId)> {
    let code = project.file(file).code.as_ref()?;
    let ExprKind::New { args, .. } = code.expr(made) else { return None };
    Some((file, code.arg(args, 0)?))
}

/// Whether the outcome is called a right, or decides what somebody gets.
pub(super) fn gives_right(code: &Code, expr: ExprId) -> bool {
    let mut above = code.ancestors(Node::Expr(expr));
    above.any(|node| match node {
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Var { pattern, .. } => match code.pattern(pattern).kind {
                PatKind::Name(b) => names_right(code.str(code.binding(b).name)),
                _ => false,
            },
            StmtKind::If { .. } => {
                let text = |n: Node| match n {
                    Node::Expr(e) => match code.expr(e) {
                        ExprKind::String(s)
                        | ExprKind::Ident { name: s, .. }
                        | ExprKind::Member { property: s, .. } => names_right(code.str(s)),
                        _ => false,
                    },
                    _ => false,
                };
                code.within_node(Node::Stmt(s)).any(text)
            }
            _ => false,
        },
        Node::Function(f) => code.function(f).name.is_some_and(|n| names_right(code.str(n))),
        _ => false,
    })
}

fn names_right(name: &str) -> bool {
    name.len() < 40
        && crate::vocab::split(name).iter().any(|w| {
            matches!(
                w.as_str(),
                "admin"
                    | "admins"
                    | "superadmin"
                    | "owner"
                    | "role"
                    | "superuser"
                    | "staff"
                    | "moderator"
                    | "authorized"
                    | "unauthorized"
                    | "forbidden"
                    | "allowed"
                    | "permission"
                    | "access"
                    | "premium"
                    | "founder"
            )
        })
}
