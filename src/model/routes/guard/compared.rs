//! Whether something reckoned, a digest, is held against what was sent.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, StmtId, StmtKind},
    frameworks::auth,
    model::{
        calls::{Call, FnRef},
        values::Values,
    },
};

/// Whether a digest enters a condition through a comparison.
pub(super) fn is_compared(code: &Code, reference: ExprId, stmt: StmtId) -> bool {
    let StmtKind::If { test, .. } = code.stmt(stmt).kind else { return false };
    let mut expr = reference;
    while expr != test {
        let Node::Expr(parent) = code.parent(expr) else { return false };
        match code.expr(parent) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, .. } => return true,
            ExprKind::Call { callee, .. }
                if is_membership(code, callee)
                    || code.path(callee).is_some_and(|p| auth::is_comparison(p.rsplit('.').next().unwrap_or(""))) =>
            {
                return true;
            }
            _ => expr = parent,
        }
    }
    // `const valid = digest === given; if (!valid) …`: the name holds what the comparison gave.
    code.ident(reference).is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        ["valid", "match", "ok", "equal", "verified", "authentic"].iter().any(|w| name.contains(w))
    })
}

/// `signatures.includes(digest)`.
fn is_membership(code: &Code, callee: ExprId) -> bool {
    matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "includes" | "some"))
}

/// Whether the function that holds a digest compares it in what it returns.
pub(super) fn has_comparison(code: &Code, digest: ExprId) -> bool {
    compares(code, code.function_of(digest))
}

/// Whether a verifier is the app's own and holds nothing against anything: it proves nothing, whatever it is called.
pub(super) fn is_hollow(values: &Values<'_>, call: &Call) -> bool {
    let is_seen_through = |&(file, function): &FnRef| values.code(file).is_some_and(|code| !may_verify(code, function));
    !call.targets.is_empty() && call.targets.iter().all(is_seen_through)
}

/// Whether a function may find out whether a signature is right: it compares two values, or has another do so.
fn may_verify(code: &Code, function: FnId) -> bool {
    let is_elsewhere = |name: &str| {
        let words = crate::vocab::split(name);
        words
            .iter()
            .any(|w| matches!(w.as_str(), "verify" | "validate" | "check" | "compare" | "equal" | "equals" | "valid"))
    };
    compares(code, function)
        || code.descendants(Node::Function(function)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } => code.last_name(callee).is_some_and(is_elsewhere),
                _ => false,
            },
            _ => false,
        })
}

/// Whether a function is named for telling whether two values are the same: `sameSecret`, `isEqual`.
pub(super) fn names_comparison(name: &str) -> bool {
    const WORDS: [&str; 9] = ["same", "equal", "equals", "compare", "match", "matches", "verify", "check", "valid"];
    crate::vocab::split(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether a function of the project holds two values against each other, itself or by another one.
pub(super) fn holds_against(values: &Values<'_>, (file, function): FnRef) -> bool {
    let Some(code) = values.code(file) else { return false };
    let by_other = |node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => values
                .functions(file, callee)
                .into_iter()
                .any(|(at, other)| values.code(at).is_some_and(|code| compares(code, other))),
            _ => false,
        },
        _ => false,
    };
    compares(code, function) || code.descendants(Node::Function(function)).any(by_other)
}

/// Whether a function compares two values, of which none is a constant.
fn compares(code: &Code, function: FnId) -> bool {
    code.descendants(Node::Function(function)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                !is_constant(code, left) && !is_constant(code, right)
            }
            ExprKind::Binary { op: BinaryOp::Bitwise, .. } => true,
            ExprKind::Call { callee, .. } => {
                code.path(callee).is_some_and(|p| auth::is_comparison(p.rsplit('.').next().unwrap_or("")))
            }
            _ => false,
        },
        _ => false,
    })
}

pub(super) fn is_constant(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        ExprKind::Unary { .. } => true,
        _ => false,
    }
}
