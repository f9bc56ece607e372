//! What a handler does with a caller who fails a check: it turns him away, or goes on.

use super::{
    exits::{always_exits, never_returns},
    flow::sense,
    same,
};
use crate::facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, List, Node, StmtId, StmtKind};

/// The branch that a caller takes who fails the check, where it goes no further, and what else the condition asks.
/// The branch is `None` where the refusal is what comes after the `if`.
pub(super) fn refused(code: &Code, stmt: StmtId, reference: ExprId) -> Option<(Option<List>, Vec<ExprId>)> {
    let StmtKind::If { test, then, otherwise } = code.stmt(stmt).kind else { return None };
    let others = other_operands(code, reference, test).into_iter().flat_map(|other| conjuncts(code, other));
    let others = others.filter(|&other| !is_settled(code, stmt, other)).collect();
    match sense(code, reference, test) {
        Some(false) if always_exits(code, then) => Some((Some(then), others)),
        Some(true) => {
            if let Some(otherwise) = otherwise.filter(|&o| always_exits(code, o)) {
                return Some((Some(otherwise), Vec::new()));
            }
            // `if (user) { … return ok } return unauthorized`.
            let refuses_after = always_exits(code, then) && !is_refusal(code, then) && rest_refuses(code, stmt);
            if refuses_after {
                return Some((None, Vec::new()));
            }
            (always_exits(code, then) && is_refusal(code, then)).then_some((Some(then), others))
        }
        Some(false) => None,
        None => (always_exits(code, then) && is_refusal(code, then)).then_some((Some(then), others)),
    }
}

/// The operands that stand beside the reference under `&&`: the branch is taken only when they hold, too.
fn other_operands(code: &Code, reference: ExprId, test: ExprId) -> Vec<ExprId> {
    let mut others = Vec::new();
    let mut expr = reference;
    while expr != test {
        let Node::Expr(parent) = code.parent(expr) else { break };
        if let ExprKind::Binary { op: BinaryOp::And, left, right } = code.expr(parent) {
            others.push(if left == expr { right } else { left });
        }
        expr = parent;
    }
    others
}

/// Whether the `else` that an `if` stands in has settled a part of its test: in the `else` of `if (a && b)`, `a && !b`
/// asks no more than `a`.
fn is_settled(code: &Code, stmt: StmtId, part: ExprId) -> bool {
    let StmtKind::If { test, .. } = code.stmt(stmt).kind else { return false };
    let asked = conjuncts(code, test);
    let mut inner = stmt;
    while let Some(outer) = else_of(code, inner) {
        let StmtKind::If { test, .. } = code.stmt(outer).kind else { return false };
        let failed = conjuncts(code, test);
        let is_asked = |one: ExprId| asked.iter().any(|&other| same::is_same(code, one, other));
        let (negated, rest): (Vec<_>, Vec<_>) = failed.into_iter().partition(|&one| same::is_negation(code, one, part));
        if !negated.is_empty() && rest.into_iter().all(is_asked) {
            return true;
        }
        inner = outer;
    }
    false
}

/// The `if` in whose `else` a statement comes first.
fn else_of(code: &Code, stmt: StmtId) -> Option<StmtId> {
    let outer = code.enclosures(Node::Stmt(stmt)).next().and_then(|around| match around {
        Enclosure::Else(outer) => Some(outer),
        _ => None,
    })?;
    match code.stmt(outer).kind {
        StmtKind::If { otherwise: Some(otherwise), .. } => {
            (code.block(otherwise).next() == Some(stmt)).then_some(outer)
        }
        _ => None,
    }
}

/// The parts of a condition that all have to hold.
fn conjuncts(code: &Code, condition: ExprId) -> Vec<ExprId> {
    let (mut found, mut open) = (Vec::new(), vec![condition]);
    while let Some(part) = open.pop() {
        match code.expr(part) {
            ExprKind::Binary { op: BinaryOp::And, left, right } => open.extend([right, left]),
            _ => found.push(part),
        }
    }
    found
}

/// Whether a caller of whom nothing is known passes a test by: `if (user && user.role !== "admin") return forbidden()`
/// refuses only those who are signed in. `references` are all uses of what the test asks about.
pub(super) fn passes_unknown_by(code: &Code, stmt: StmtId, reference: ExprId, references: &[ExprId]) -> bool {
    let StmtKind::If { test, .. } = code.stmt(stmt).kind else { return false };
    let is_within = |part: ExprId, reference: ExprId| code.range(part).contains(code.range(reference));
    let asks_for_it =
        |part: ExprId| references.iter().any(|&other| is_within(part, other) && sense(code, other, part) == Some(true));
    let others = other_operands(code, reference, test);
    let asks_more = || others.iter().any(|&part| references.iter().any(|&other| is_within(part, other)));
    others.iter().any(|&part| asks_for_it(part))
        || (sense(code, reference, test) == Some(true) && asks_more())
        || code.enclosures(Node::Stmt(stmt)).take_while(|e| !matches!(e, Enclosure::Function(_))).any(|e| match e {
            Enclosure::Then(outer) => match code.stmt(outer).kind {
                // `if (user) { …refuse… } else { owner = "guest" }`: whoever is not known goes on.
                StmtKind::If { test, otherwise, .. } => {
                    let is_let_on = otherwise.is_none_or(|otherwise| !always_exits(code, otherwise));
                    asks_for_it(test) && is_let_on && goes_on_after(code, outer)
                }
                _ => false,
            },
            _ => false,
        })
}

/// Whether work is waited for behind a statement in its block.
fn goes_on_after(code: &Code, stmt: StmtId) -> bool {
    let mut nodes = following(code, stmt).into_iter().flat_map(|next| code.descendants(Node::Stmt(next)));
    nodes.any(|node| matches!(node, Node::Expr(e) if matches!(code.expr(e), ExprKind::Await(_))))
}

/// Whether what follows a statement in its block ends in a refusal.
fn rest_refuses(code: &Code, stmt: StmtId) -> bool {
    let rest = following(code, stmt);
    rest.len() <= 2 && rest.iter().any(|s| refuses(code, Node::Stmt(*s)))
}

/// The statements behind a statement in its block.
fn following(code: &Code, stmt: StmtId) -> Vec<StmtId> {
    let body = match code.stmt_parent(stmt) {
        Node::Function(f) => code.function(f).body,
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Block(b) | StmtKind::Loop { body: b, .. } => b,
            StmtKind::Try { block, .. } => block,
            StmtKind::If { then, .. } => then,
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    code.block(body).skip_while(|s| *s != stmt).skip(1).collect()
}

/// Whether a block refuses: a status or words that say so, or a thrown error.
pub(super) fn is_refusal(code: &Code, block: List) -> bool {
    code.block(block).any(|s| refuses(code, Node::Stmt(s)))
}

fn refuses(code: &Code, node: Node) -> bool {
    code.descendants(node).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(n) => matches!(code.str(n), "401" | "403"),
            ExprKind::String(s) => {
                let text = code.str(s).to_ascii_lowercase();
                [
                    "unauthor",
                    "forbidden",
                    "not authenticated",
                    "not signed in",
                    "access denied",
                    "/login",
                    "/signin",
                    "/sign-in",
                    "permission",
                ]
                .iter()
                .any(|w| text.contains(w))
            }
            _ => never_returns(code, e),
        },
        Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
        _ => false,
    })
}

/// Whether a block ends by an error that is thrown.
pub(super) fn ends_by_throwing(code: &Code, block: List) -> bool {
    code.block(block).any(|s| match code.stmt(s).kind {
        StmtKind::Throw(_) => true,
        StmtKind::Expr(e) | StmtKind::Return(Some(e)) => never_returns(code, e),
        _ => false,
    })
}
