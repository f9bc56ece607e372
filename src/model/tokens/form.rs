//! Tests of a token that look only at how it is written.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, StmtKind},
    vocab::split,
};

/// Whether a function says yes or no about a token of the request by its form alone: how it begins, how long it is,
/// how many parts it has. Nothing is looked up, compared with a secret or computed.
#[must_use]
pub fn is_judged_by_form(code: &Code, function: FnId) -> bool {
    let Some(name) = code.function(function).name.map(|n| code.str(n)) else { return false };
    names_check(name) && answers_both(code, function) && reads_token(code, function) && only_form(code, function)
}

fn names_check(name: &str) -> bool {
    let words = split(name);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    has(&["validate", "verify", "check", "is", "has", "require", "authenticate", "authorize"])
        && has(&["token", "auth", "session", "admin", "access", "authenticated", "authorized", "key", "dev"])
}

/// `return false` somewhere, `return true` somewhere.
fn answers_both(code: &Code, function: FnId) -> bool {
    let returns = |wanted: bool| {
        code.within(function).any(|n| match n {
            Node::Stmt(s) => match code.stmt(s).kind {
                StmtKind::Return(Some(e)) => matches!(code.expr(e), ExprKind::Bool(b) if b == wanted),
                _ => false,
            },
            _ => false,
        })
    };
    returns(true) && returns(false)
}

/// `request.headers.get("x-token")`, `request.cookies.get("admin")`.
fn reads_token(code: &Code, function: FnId) -> bool {
    code.exprs_within(function).any(|e| match code.expr(e) {
        ExprKind::Member { property, .. } => matches!(code.str(property), "headers" | "cookies"),
        _ => false,
    })
}

/// Whether every call and comparison is one of form.
fn only_form(code: &Code, function: FnId) -> bool {
    let mut forms = 0;
    for e in code.exprs_within(function) {
        match code.expr(e) {
            ExprKind::Call { callee, .. } => match called(code, callee) {
                "startsWith" | "endsWith" | "split" | "test" | "match" => forms += 1,
                "get" | "trim" | "replace" | "slice" | "substring" | "toLowerCase" | "log" | "warn" | "header" => {}
                _ => return false,
            },
            ExprKind::New { .. } | ExprKind::Await(_) => return false,
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                if !is_constant(code, left) && !is_constant(code, right) {
                    return false;
                }
                // A text of the code is a password of its own; that has a rule.
                if [left, right].iter().any(|&side| code.string(side).is_some_and(|t| t.len() > 3)) {
                    return false;
                }
            }
            ExprKind::Member { property, .. } if matches!(code.str(property), "env") => return false,
            _ => {}
        }
    }
    forms > 0
}

fn called(code: &Code, callee: ExprId) -> &str {
    match code.expr(callee) {
        ExprKind::Member { property, .. } => code.str(property),
        _ => "",
    }
}

fn is_constant(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => false,
    }
}
