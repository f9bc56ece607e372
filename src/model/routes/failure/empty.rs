//! Answers in which a failure looks like something else: nothing found, nothing there, all well.

use crate::facts::code::{Code, ExprId, ExprKind, List, Node, StmtKind};

/// `if (error || !row) return 404`, `if (error) return []`, `catch { return json({ rows: [] }) }`.
pub(super) fn hides_failure(code: &Code, body: List) -> bool {
    answers(code, body).any(|value| is_empty_answer(code, value) || has_status(code, value, &["404", "401", "403"]))
}

/// `if (error || !row) return 404`.
pub(super) fn answers_not_found(code: &Code, body: List) -> bool {
    answers(code, body).any(|value| has_status(code, value, &["404"]))
}

/// `catch { return json({ … }, { status: 200 }) }`: whatever failed, all is said to be well.
pub(super) fn answers_well(code: &Code, body: List) -> bool {
    answers(code, body).any(|value| has_status(code, value, &["200"]))
}

/// `catch { return [] }`, `catch { return { total: 0, open: 0 } }`: what stands in for what could not be read.
pub(super) fn stands_in(code: &Code, body: List) -> bool {
    code.block(body).any(|s| match code.stmt(s).kind {
        StmtKind::Return(Some(value)) => {
            !matches!(code.expr(value), ExprKind::Null | ExprKind::Bool(_)) && is_empty_answer(code, value)
        }
        _ => false,
    })
}

/// What a block answers with, whatever else it tests.
fn answers(code: &Code, body: List) -> impl Iterator<Item = ExprId> {
    code.block(body).filter_map(|s| match code.stmt(s).kind {
        StmtKind::Return(value) => value,
        StmtKind::Expr(e) => Some(e),
        _ => None,
    })
}

fn is_empty_answer(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Null | ExprKind::Bool(false) => true,
        ExprKind::Call { callee, args } if is_answering(code, callee) => {
            let body = code.arg(args, 0);
            args.len() == 1 && body.is_some_and(|body| is_empty_answer(code, body))
        }
        ExprKind::Array { .. } | ExprKind::Number(_) => is_nothing(code, value),
        ExprKind::Object { properties } => {
            let mut values = code.property_list(properties).map(|p| p.value).peekable();
            // Counts and lists alone, beside a word that all went well.
            let holds = |e: ExprId| matches!(code.expr(e), ExprKind::Array { .. } | ExprKind::Number(_));
            code.property_list(properties).any(|p| holds(p.value))
                && values.all(|v| is_nothing(code, v) || matches!(code.expr(v), ExprKind::Bool(true)))
        }
        _ => false,
    }
}

/// `[]`, `0`, `""`, `null`, and objects of those.
fn is_nothing(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Array { elements } => elements.is_empty(),
        ExprKind::Number(n) => code.str(n) == "0",
        ExprKind::String(text) => code.str(text).is_empty(),
        ExprKind::Null => true,
        ExprKind::Object { properties } => code.property_list(properties).all(|p| is_nothing(code, p.value)),
        _ => false,
    }
}

/// `NextResponse.json(…)`, `res.json(…)`; not `res.status(500).json(…)`.
fn is_answering(code: &Code, callee: ExprId) -> bool {
    let is_plain = |path: String| !path.contains("status");
    matches!(code.last_name(callee), Some("json" | "send")) && code.path(callee).is_some_and(is_plain)
}

/// Whether a status is given that is not chosen by a test.
fn has_status(code: &Code, value: ExprId, statuses: &[&str]) -> bool {
    code.within_node(Node::Expr(value)).any(|n| match n {
        Node::Expr(e) => {
            let is_status = matches!(code.expr(e), ExprKind::Number(n) if statuses.contains(&code.str(n)));
            let is_chosen =
                || matches!(code.parent(e), Node::Expr(p) if matches!(code.expr(p), ExprKind::Conditional { .. }));
            is_status && !is_chosen()
        }
        _ => false,
    })
}
