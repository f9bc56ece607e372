//! A payment webhook that answers 200 although the event was not applied: the sender does not try again.

use super::webhooks;
use crate::{
    facts::code::{Code, ExprKind, List, Node, StmtKind},
    model::Project,
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        // What is stored before the answer can be worked off later.
        let is_stored = route
            .effects
            .iter()
            .any(|e| e.writes && e.table.as_deref().is_some_and(|t| project.vocab.tables.processed_events.has(t)));
        if is_stored {
            continue;
        }
        for step in route.entry.steps.iter().filter_map(crate::model::routes::Step::function) {
            let Some(code) = project.file(step.0).code.as_ref() else { continue };
            for node in code.descendants(Node::Function(step.1)) {
                let Some((range, why)) = lost(code, node) else { continue };
                let at = Span { file: step.0, range };
                let message = format!("`{}` {why}: {} never sends the event again", route.entry.name, webhook.name);
                sink.report(at, &route.entry.name, message);
                break;
            }
        }
    }
}

fn lost(code: &Code, node: Node) -> Option<(crate::source::span::Range, &'static str)> {
    match node {
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Try { block, catch: Some(catch), .. }
                if writes(code, block) && answers_well(code, catch.body) =>
            {
                Some((catch.range, "answers 200 after a failure"))
            }
            _ => None,
        },
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } if code.path(callee).is_some_and(|p| p.ends_with("waitUntil")) => {
                Some((code.range(e), "answers before the work is done"))
            }
            _ => None,
        },
        _ => None,
    }
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
    !code.block(body).any(|s| {
        code.descendants(Node::Stmt(s)).any(|n| match n {
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
    })
}
