//! Answers that refuse, and blocks that may answer well.

use crate::facts::code::{BinaryOp, Code, ExprId, ExprKind, List, Node, StmtKind};

/// Whether an answer refuses: a status from 400 on, a helper that is called so, or words of an error in place of data.
/// What a `catch` answers under `error` is one, whatever it says.
pub(super) fn is_refusing(code: &Code, answer: ExprId, in_catch: bool) -> bool {
    let named = match code.expr(answer) {
        ExprKind::Await(inner) => inner,
        _ => answer,
    };
    let called = match code.expr(named) {
        ExprKind::Call { callee, .. } => callee,
        _ => named,
    };
    code.last_name(called).is_some_and(names_refusal)
        || code.within_node(Node::Expr(answer)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Number(number) => is_status(code.str(number)) && says_status(code, e),
                ExprKind::Object { .. } => says_error(code, e, in_catch),
                _ => false,
            },
            _ => false,
        })
}

/// Whether a block may answer well: it gives something back that is no refusal.
pub(super) fn may_answer_well(code: &Code, block: List) -> bool {
    code.block(block).flat_map(|stmt| code.within_node(Node::Stmt(stmt))).any(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Return(Some(answer)) => !is_refusing(code, answer, false),
            StmtKind::Return(None) => !refuses_before(code, stmt),
            StmtKind::Unknown => true,
            _ => false,
        },
        _ => false,
    })
}

/// Whether a test asks whether a helper has answered already: `checked instanceof Response`.
pub(super) fn asks_for_answer(code: &Code, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::Instanceof, right, .. } => {
            matches!(code.ident(right), Some("Response" | "NextResponse"))
        }
        _ => false,
    }
}

/// Whether a test asks for one role of the caller: `user.role === "harbour_master"`. Who has it is answered apart.
pub(super) fn asks_for_staff(code: &Code, test: ExprId) -> bool {
    let is_role =
        |side: ExprId| matches!(code.last_name(side), Some("role" | "userRole" | "user_role" | "is_admin" | "isAdmin"));
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::Equal, left, right } => is_role(left) && code.string(right).is_some(),
        _ => is_role(test),
    }
}

/// `res.status(400).json({ error }); return;`.
fn refuses_before(code: &Code, stmt: crate::facts::code::StmtId) -> bool {
    code.statements_before(stmt).any(|before| match code.stmt(before).kind {
        StmtKind::Expr(e) => is_refusing(code, e, false),
        _ => false,
    })
}

/// `errorResponse`, `badRequest`, `authError`.
fn names_refusal(name: &str) -> bool {
    const REFUSES: [&str; 9] =
        ["error", "err", "bad", "fail", "unauthorized", "forbidden", "denied", "invalid", "refuse"];
    crate::vocab::split(name).iter().any(|word| REFUSES.contains(&word.as_str()))
}

fn is_status(number: &str) -> bool {
    number.len() == 3 && number.starts_with(['4', '5'])
}

/// Whether a number is the status of an answer: `{ status: 400 }`, `fail(400, …)`, `res.status(400)`.
fn says_status(code: &Code, number: ExprId) -> bool {
    match code.parent(number) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Object { .. } => {
                ["status", "statusCode"].iter().any(|key| code.property(above, key) == Some(number))
            }
            ExprKind::Call { .. } | ExprKind::New { .. } => true,
            _ => false,
        },
        _ => false,
    }
}

/// `{ error: "title is required" }`, `{ success: false }`.
fn says_error(code: &Code, object: ExprId, in_catch: bool) -> bool {
    let is_false =
        |key: &str| code.property(object, key).is_some_and(|v| matches!(code.expr(v), ExprKind::Bool(false)));
    let tells = code.property(object, "error").is_some_and(|error| match code.expr(error) {
        ExprKind::String(_) | ExprKind::Template { .. } => true,
        ExprKind::Null => false,
        _ => in_catch,
    });
    tells || ["success", "ok"].iter().any(|key| is_false(key))
}
