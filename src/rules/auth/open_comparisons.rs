//! Comparisons with a secret that hold by themselves while the secret is not set.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, UnaryOp},
    frameworks::variables::tested_mode,
    model::{routes::Kind, values::env_read},
    source::span::Range,
};

/// Comparisons that hold by themselves while a variable is not set. `is_of_body` says what of a body is sent.
pub(super) fn faults(
    code: &Code,
    function: FnId,
    kind: Kind,
    is_of_body: &dyn Fn(ExprId) -> bool,
) -> Vec<(Range, String, Option<String>)> {
    let mut found = Vec::new();
    for node in code.descendants(Node::Function(function)) {
        let Node::Expr(e) = node else { continue };
        let ExprKind::Binary { op, left, right } = code.expr(e) else { continue };
        match op {
            BinaryOp::Equal | BinaryOp::NotEqual => {
                for (secret, other) in [(left, right), (right, left)] {
                    found.extend(comparison(code, e, secret, other, (kind, is_of_body)));
                }
            }
            BinaryOp::And => found.extend(only_in_production(code, left, right).map(|why| (code.range(e), why, None))),
            _ => {}
        }
    }
    found
}

fn comparison(
    code: &Code,
    whole: ExprId,
    secret: ExprId,
    other: ExprId,
    (kind, is_of_body): (Kind, &dyn Fn(ExprId) -> bool),
) -> Option<(Range, String, Option<String>)> {
    if is_literal(code, other) {
        return None;
    }
    let (name, says, undefined) = match code.expr(secret) {
        ExprKind::Template { parts, .. } => {
            let variable = code.expr_list(parts).find_map(|p| secret_variable(code, p))?;
            (variable.clone(), String::new(), Some(variable))
        }
        // A header that is not sent is undefined in Express, as is the variable.
        _ if kind == Kind::Express && reads_header(code, other) => {
            let variable = secret_variable(code, secret)?;
            let says = format!("while `{variable}` is not set, whoever sends no header passes");
            (variable, says, None)
        }
        _ if is_of_body(other) => {
            let variable = secret_variable(code, secret)?;
            let says = format!("while `{variable}` is not set, whoever leaves the field out passes");
            (variable, says, None)
        }
        _ => return None,
    };
    (!is_asked_for(code, &name)).then(|| (code.range(whole), says, undefined))
}

/// The variable that an expression reads, where its name is that of a secret.
fn secret_variable(code: &Code, expr: ExprId) -> Option<String> {
    match env_read(code, expr)? {
        crate::model::values::EnvName::Literal(name) => {
            let upper = name.to_ascii_uppercase();
            ["SECRET", "TOKEN", "KEY", "PASSWORD"].iter().any(|w| upper.contains(w)).then_some(name)
        }
        crate::model::values::EnvName::Computed(_) => None,
    }
}

fn reads_header(code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| match n {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == "headers"),
        _ => false,
    })
}

/// Whether the function, or the module, refuses to work without the variable: `if (!process.env.X)`, `X || fail()`.
fn is_asked_for(code: &Code, name: &str) -> bool {
    code.exprs.iter().any(|expr| {
        let asked = match expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => operand,
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, left, .. } => left,
            _ => return false,
        };
        matches!(env_read(code, asked), Some(crate::model::values::EnvName::Literal(n)) if n == name)
    })
}

fn is_literal(code: &Code, expr: ExprId) -> bool {
    matches!(code.expr(expr), ExprKind::String(_) | ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_))
}

/// `process.env.NODE_ENV === "production" && <check of a header>`: open wherever the variable says something else.
fn only_in_production(code: &Code, left: ExprId, right: ExprId) -> Option<String> {
    (tested_mode(code, left) == Some((BinaryOp::Equal, "production")) && reads_header(code, right))
        .then(|| "checked only while NODE_ENV says production".to_owned())
}
