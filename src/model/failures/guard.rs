//! Reads whose error is dropped and that fail closed all the same: `if (!data) throw`, `if (member?.role !== "owner")
//! return forbidden()`. A failed read has no data, so the first test of the data refuses.

use super::{
    announced::statements_after,
    handling::{Handling, is_default, of_block, of_stmt},
};
use crate::facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, List, Node, PatKind, StmtId, StmtKind, UnaryOp};

/// Whether the first thing that is done with the data is a test that refuses when there is none.
pub(super) fn fails_closed(code: &Code, data: &[BindingId]) -> bool {
    fails_closed_after(code, data, 0)
}

/// Whether the first test of the data refuses when there *is* some: `if (bought) return conflict()`. A failed read has
/// none, so everybody passes.
pub(super) fn fails_open(code: &Code, data: &[BindingId]) -> bool {
    fails_open_after(code, data, 0)
}

/// [`fails_open`] of what stands behind a place in the text.
pub(super) fn fails_open_after(code: &Code, data: &[BindingId], place: u32) -> bool {
    let Some((stmt, test)) = first_test(code, data, place) else { return false };
    match code.stmt(stmt).kind {
        StmtKind::If { test: tested, then, .. } if tested == test => {
            when_absent(code, data, test) == Some(false) && refuses(code, then)
        }
        _ => false,
    }
}

/// [`fails_closed`] of what stands behind a place in the text.
pub(super) fn fails_closed_after(code: &Code, data: &[BindingId], place: u32) -> bool {
    closes(code, data, place, CONSTANTS)
}

/// Constants made of the data are followed so far.
const CONSTANTS: u32 = 2;

fn closes(code: &Code, data: &[BindingId], place: u32, depth: u32) -> bool {
    let Some((stmt, test)) = first_test(code, data, place) else { return false };
    match code.stmt(stmt).kind {
        // `const id = given || user?.id || "";`: what follows asks for that.
        StmtKind::Var { pattern, init: Some(init), .. } if depth > 0 && may_be_empty(code, init) => {
            match code.pattern(pattern).kind {
                PatKind::Name(kept) => closes(code, &[kept], code.stmt(stmt).range.end, depth - 1),
                _ => false,
            }
        }
        StmtKind::If { test: tested, then, otherwise } if tested == test => match when_absent(code, data, test) {
            None if only_adds_refusals(code, data, test) => refuses(code, then),
            Some(true) => refuses(code, then),
            Some(false) => match otherwise {
                Some(branch) => refuses(code, branch),
                // `if (link) return ok(link); return failed();`
                None => code.ends_function(then) && next_refuses(code, stmt),
            },
            None => false,
        },
        _ => false,
    }
}

/// `a || b?.id || ""`: a value that may be nothing in the end.
fn may_be_empty(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, right, .. } => is_default(code, right),
        _ => false,
    }
}

/// `crew !== true && owner !== true`, where nothing else reads the data: without it, one more caller may be turned away,
/// and none is let in.
fn only_adds_refusals(code: &Code, data: &[BindingId], test: ExprId) -> bool {
    let range = code.range(test);
    let is_read_there = data.iter().flat_map(|&b| code.references(b)).all(|&r| range.contains(code.range(r)));
    is_read_there && holds_in_part(code, data, test)
}

/// Whether one of the conditions that must all hold does, when there is no data.
fn holds_in_part(code: &Code, data: &[BindingId], test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            holds_in_part(code, data, left) || holds_in_part(code, data, right)
        }
        _ => when_absent(code, data, test) == Some(true),
    }
}

/// The statement that first reads the data behind a place, and the whole expression there.
fn first_test(code: &Code, data: &[BindingId], place: u32) -> Option<(StmtId, ExprId)> {
    let reads = data.iter().flat_map(|&binding| code.references(binding));
    let reads = reads.filter(|&&read| code.range(read).start >= place);
    let first = *reads.min_by_key(|&&read| code.range(read).start)?;
    let mut node = code.parent(first);
    let mut test = first;
    while let Node::Expr(parent) = node {
        test = parent;
        node = code.parent(parent);
    }
    match node {
        Node::Stmt(stmt) => Some((stmt, test)),
        _ => None,
    }
}

/// Whether the statement after this one refuses.
fn next_refuses(code: &Code, stmt: StmtId) -> bool {
    let function = code.function_above(code.stmt_parent(stmt));
    let Some(&next) = statements_after(code, function, code.stmt(stmt).range).first() else { return false };
    let leaves = matches!(code.stmt(next).kind, StmtKind::Return(_) | StmtKind::Throw(_));
    leaves && of_stmt(code, next) == Handling::Handled && !shows_markup(code, next)
}

/// Whether a branch tells somebody and goes no further. A component that returns markup shows "nothing there" instead.
fn refuses(code: &Code, branch: List) -> bool {
    code.ends_function(branch)
        && !code.block(branch).any(|stmt| shows_markup(code, stmt))
        && of_block(code, branch) == Handling::Handled
}

fn shows_markup(code: &Code, stmt: StmtId) -> bool {
    match code.stmt(stmt).kind {
        StmtKind::Return(Some(value)) => matches!(code.expr(value), ExprKind::Jsx(_)),
        _ => false,
    }
}

/// The truth of `test` when the data is null; `None` where it does not depend on the data alone.
fn when_absent(code: &Code, data: &[BindingId], test: ExprId) -> Option<bool> {
    if is_absent(code, data, test) {
        return Some(false);
    }
    match code.expr(test) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => when_absent(code, data, operand).map(|truth| !truth),
        ExprKind::Binary { op: BinaryOp::Or, left, right } => {
            either(when_absent(code, data, left), when_absent(code, data, right), true)
        }
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            either(when_absent(code, data, left), when_absent(code, data, right), false)
        }
        ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
            let other = if is_absent(code, data, left) {
                right
            } else if is_absent(code, data, right) {
                left
            } else {
                return None;
            };
            let equal = equals_nothing(code, other)?;
            Some(if op == BinaryOp::Equal { equal } else { !equal })
        }
        _ => None,
    }
}

/// Of `or` and `and`: one side that decides is enough.
fn either(left: Option<bool>, right: Option<bool>, deciding: bool) -> Option<bool> {
    if left == Some(deciding) || right == Some(deciding) {
        return Some(deciding);
    }
    (left.is_some() && right.is_some()).then_some(!deciding)
}

/// The data itself, or something in it.
fn is_absent(code: &Code, data: &[BindingId], expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Ident { binding: Some(binding), .. } => data.contains(&binding),
        ExprKind::Member { object, .. } => is_absent(code, data, object),
        _ => false,
    }
}

/// Whether null and undefined are equal to this; a value that is never either is not.
fn equals_nothing(code: &Code, expr: ExprId) -> Option<bool> {
    match code.expr(expr) {
        ExprKind::Null => Some(true),
        ExprKind::Ident { name, binding: None } if code.str(name) == "undefined" => Some(true),
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) => Some(false),
        // `profile?.id !== user.id`: whoever is compared with exists, or nobody would be asked.
        ExprKind::Member { .. } => Some(false),
        _ => None,
    }
}
