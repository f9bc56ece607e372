//! Where the value of a check is read, and what it is there.

use std::collections::BTreeSet;

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, List, Node, UnaryOp},
    model::{
        failures::grants_on_failure,
        routes::{flow::references, refusal::is_refusal},
    },
};

/// The other places of a function that read the same member of the request: `req.user?.id && owner !== req.user.id`.
pub(super) fn same_members(code: &Code, function: FnId, expr: ExprId) -> Vec<ExprId> {
    let path = match code.expr(expr) {
        ExprKind::Member { .. } => code.path(expr),
        _ => None,
    };
    let Some(path) = path else { return Vec::new() };
    let members = code.descendants(Node::Function(function)).filter_map(|node| match node {
        Node::Expr(e) if e != expr && matches!(code.expr(e), ExprKind::Member { .. }) => Some(e),
        _ => None,
    });
    members.filter(|&e| code.path(e).as_deref() == Some(path.as_str())).collect()
}

/// Where a value is read that is there whoever calls, since something written down stands in for what a check gave:
/// `const club = session?.clubId || "club-1"`.
pub(super) fn stand_ins(code: &Code, function: FnId, check: ExprId) -> BTreeSet<ExprId> {
    let mut found = BTreeSet::new();
    for reference in references(code, function, check) {
        let value = code.outermost(reference);
        let Node::Expr(parent) = code.parent(value) else { continue };
        if let ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } = code.expr(parent)
            && left == value
            && is_something(code, right)
            && !found.contains(&right)
        {
            found.extend(references(code, function, right));
        }
    }
    found
}

/// Whether an expression is written out, and not empty.
fn is_something(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(text) => !code.str(text).is_empty(),
        ExprKind::Number(number) => code.str(number) != "0",
        _ => false,
    }
}

/// Whether a condition, or what is returned, asks no more of a value than that there is one: it is held against nothing
/// and given to nobody.
pub(super) fn is_bare(code: &Code, reference: ExprId) -> bool {
    let mut expr = reference;
    while let Node::Expr(parent) = code.parent(expr) {
        match code.expr(parent) {
            ExprKind::Unary { op: UnaryOp::Not, .. } | ExprKind::Await(_) => {}
            ExprKind::Member { .. } | ExprKind::Index { .. } => {}
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, .. } => {}
            _ => return false,
        }
        expr = parent;
    }
    true
}

/// Whether a branch says that what was sent is no good, and not who sent it: a code that is printed, and signed, is
/// checked as a value.
pub(super) fn asks_for_another_value(code: &Code, branch: List) -> bool {
    let has_status = code.block(branch).any(|s| {
        code.descendants(Node::Stmt(s)).any(|n| match n {
            Node::Expr(e) => {
                matches!(code.expr(e), ExprKind::Number(n) if matches!(code.str(n), "400" | "404" | "422"))
            }
            _ => false,
        })
    });
    has_status && !is_refusal(code, branch)
}

/// Whether the variable that is tested says yes where the check itself fails: `catch { isKnown = true; }`.
pub(super) fn is_granted_on_failure(code: &Code, check: ExprId, tested: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(known), .. } = code.expr(tested) else { return false };
    code.catch_of(check).is_some_and(|(_, catch)| grants_on_failure(code, catch.body, known))
}
