//! What is left is read, compared in code, and then taken: two callers at once take the same.

use super::{counted::counted, written_columns};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node},
    model::{
        Project,
        payments::reckoned::reckoned,
        queries::{Condition, Op, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for query in project.production_queries() {
        let Some(code) = project.file(query.at.file).code.as_ref() else { continue };
        let Some(table) = query.tables.first().filter(|t| !is_log_of_calls(project, t)) else { continue };
        let found = match query.op {
            Op::Update => taken(project, code, query)
                .map(|c| (query.at, format!("public.{table}.{c}"), format!("`{c}` of {table} is read"))),
            Op::Insert => counted(project, code, query)
                .map(|test| (test, format!("public.{table}"), format!("rows of {table} are counted"))),
            _ => None,
        };
        let Some((at, key, what)) = found else { continue };
        let message = format!("{what}, compared in code and then written: two people at once both get the last place");
        let finding = sink.report(at, key, message);
        if at != query.at {
            finding.place(query.at, "added here, whatever the count is by then");
        }
        if !follows_money(project, code, query) {
            finding.severity(Severity::Medium);
        }
    }
}

/// One too many in a record of calls is no harm.
fn is_log_of_calls(project: &Project, table: &str) -> bool {
    let vocab = &project.vocab.tables;
    let words = crate::vocab::split(table);
    vocab.usage.has(table)
        || vocab.audit.has(table)
        || words.iter().any(|w| matches!(w.as_str(), "rate" | "attempts" | "limits"))
}

fn follows_money(project: &Project, code: &Code, query: &Query) -> bool {
    query.tables.iter().any(|t| project.vocab.tables.money.has(t))
        || written_columns(code, query).iter().any(|(c, _)| project.vocab.columns.money.has(c))
}

/// The column that runs out, where it is reckoned from what was read, was compared before, and the write does not compare
/// it again.
fn taken(project: &Project, code: &Code, query: &Query) -> Option<String> {
    let file = query.at.file;
    let read = query.written.iter().flat_map(|&object| reckoned(project, file, code, object));
    let columns =
        read.chain(written_columns(code, query).into_iter().filter(|(c, v)| moves_itself(code, c, *v)).map(|(c, _)| c));
    columns.into_iter().find(|column| {
        let is_stock = project.vocab.columns.stock.has(column);
        let mut asked = query.conditions.iter().flat_map(Condition::comparisons);
        let is_locked = asked.any(|c| {
            c.column.as_deref().is_some_and(|name| name == column || name == "version" || name == "updated_at")
        });
        is_stock && !is_locked && is_compared(code, query.function, column)
    })
}

/// `seats_left: event.seats_left - 1`, wherever the event came from.
fn moves_itself(code: &Code, column: &str, value: ExprId) -> bool {
    let ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, .. } = code.expr(value) else { return false };
    matches!(code.expr(left), ExprKind::Member { property, .. } if code.str(property) == column)
}

/// Whether a member of this name is compared somewhere in a function.
fn is_compared(code: &Code, function: FnId, column: &str) -> bool {
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op, left, right } if is_order(op) => {
                [left, right].into_iter().any(|side| {
                    code.within_node(Node::Expr(side)).any(|n| {
                        matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { property, .. } if code.str(property) == column))
                    })
                })
            }
            _ => false,
        },
        _ => false,
    })
}

pub(super) fn is_order(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual)
}
