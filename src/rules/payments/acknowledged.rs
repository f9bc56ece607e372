//! Where a failure ends in a good answer: catches that neither throw nor refuse, and work that begins after the answer.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node, StmtId, StmtKind, UnaryOp},
    source::span::Range,
};

/// Where the failure of the work ends without the sender being told; in helpers only where the event itself is handled.
pub(super) fn lost(code: &Code, node: Node, is_handler: bool, is_stored: bool) -> Option<(Range, &'static str)> {
    match node {
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Try { block, catch: Some(catch), .. }
                if writes(code, block)
                    && answers_well(code, catch.body)
                    && !fails_afterwards(code, s)
                    && (is_handler || looks_at_event(code, block)) =>
            {
                Some((catch.range, "answers 200 after a failure"))
            }
            _ => None,
        },
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. }
                if !is_stored && code.path(callee).is_some_and(|p| p.ends_with("waitUntil")) =>
            {
                Some((code.range(e), "answers before the work is done"))
            }
            ExprKind::Call { callee, args } if is_handler && !is_stored && is_left_alone(code, e, callee, args) => {
                Some((code.range(e), "waits for nothing, and answers 200 also when the work fails"))
            }
            _ => None,
        },
        _ => None,
    }
}

/// `handle(event).catch(console.error)` as a statement: nobody waits, and of a failure nobody hears.
fn is_left_alone(code: &Code, call: ExprId, callee: ExprId, args: List) -> bool {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
    let stands_alone = match code.parent(call) {
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Expr(_)),
        Node::Expr(above) => matches!(code.expr(above), ExprKind::Unary { op: UnaryOp::Void, .. }),
        _ => false,
    };
    let ExprKind::Call { args: given, .. } = code.expr(object) else { return false };
    let is_event = |e: ExprId| {
        code.last_name(e).is_some_and(|name| {
            matches!(
                crate::vocab::split(name).last().map(String::as_str),
                Some("event" | "evt" | "payload" | "notification")
            )
        })
    };
    let tells = || {
        code.expr_list(args).any(|callback| match code.expr(callback) {
            ExprKind::Function(f) => code.block(code.function(f).body).any(|s| refuses(code, s)),
            ExprKind::Ident { name, .. } => code.str(name) == "next",
            _ => false,
        })
    };
    code.str(property) == "catch" && stands_alone && code.expr_list(given).any(is_event) && !tells()
}

/// Whether the statements after a `try` end in an error status or throw: then the failure is not hidden.
fn fails_afterwards(code: &Code, stmt: StmtId) -> bool {
    let siblings = match code.stmt_parent(stmt) {
        Node::Function(f) => code.function(f).body,
        Node::Stmt(parent) => match code.stmt(parent).kind {
            StmtKind::Try { catch: Some(catch), .. } => catch.body,
            StmtKind::If { then, otherwise, .. } => {
                if code.block(then).any(|s| s == stmt) {
                    then
                } else {
                    otherwise.unwrap_or_default()
                }
            }
            StmtKind::Block(body) => body,
            _ => return false,
        },
        _ => return false,
    };
    let last = code.block(siblings).skip_while(|&s| s != stmt).skip(1).last();
    last.is_some_and(|s| refuses(code, s))
}

/// Whether a block asks which event came: `switch (event.type)`.
fn looks_at_event(code: &Code, block: List) -> bool {
    code.block(block).any(|s| {
        let test = match code.stmt(s).kind {
            StmtKind::Switch { on, .. } => on,
            StmtKind::If { test, .. } => test,
            _ => return false,
        };
        code.within_node(Node::Expr(test)).any(|n| {
            matches!(n, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { property, .. }
                if matches!(code.str(property), "type" | "event" | "event_type" | "eventType" | "action")))
        })
    })
}

/// Whether a block does the work: it calls the database or a helper, and not only reads the body.
fn writes(code: &Code, block: List) -> bool {
    code.block(block).any(|s| {
        code.descendants(Node::Stmt(s)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Await(inner) => match code.expr(inner) {
                    ExprKind::Call { callee, .. } => {
                        let name = match code.expr(callee) {
                            ExprKind::Member { property, .. } => code.str(property),
                            ExprKind::Ident { name, .. } => code.str(name),
                            _ => "",
                        };
                        !matches!(
                            name,
                            "text"
                                | "json"
                                | "constructEvent"
                                | "constructEventAsync"
                                | "arrayBuffer"
                                | "verify"
                                | "fetch"
                        )
                    }
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        })
    })
}

/// Whether a `catch` lets the answer be a good one: it neither throws nor answers with an error status.
fn answers_well(code: &Code, body: List) -> bool {
    !code.block(body).any(|s| refuses(code, s))
}

/// Whether a statement throws or answers with an error status.
fn refuses(code: &Code, stmt: StmtId) -> bool {
    code.descendants(Node::Stmt(stmt)).any(|n| match n {
        Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(n) => code.str(n).starts_with(['4', '5']) && code.str(n).len() == 3,
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| {
                let lower = p.to_ascii_lowercase();
                lower.contains("error") && !p.starts_with("console.") && !lower.contains("logger") || p == "next"
            }),
            _ => false,
        },
        _ => false,
    })
}
