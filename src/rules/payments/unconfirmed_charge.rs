//! Something is booked as paid right after a payment was begun, before any money has moved.

use super::{means_paid, queries_of};
use crate::{
    facts::code::{BinaryOp, Code, ExprKind, Node},
    model::{
        Project,
        payments::charges::Charge,
        queries::{Op, Query},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.charges.is_empty() {
        sink.not_applicable("nothing here charges anybody");
    }
    for charge in project.charges.iter().filter(|c| !c.is_payout && c.is_begun) {
        let Some(code) = project.file(charge.at.file).code.as_ref() else { continue };
        if asks_state(code, charge) {
            continue;
        }
        let later =
            queries_of(project, charge.at.file, charge.function).filter(|q| q.at.range.start > charge.at.range.start);
        let Some((query, column)) = later.into_iter().find_map(|q| Some((q, books(project, code, q)?))) else {
            continue;
        };
        let table = query.tables.first().map_or("a table", String::as_str);
        let message = format!(
            "{table}.{column} says that money came in, but the payment at {} has only been begun: nobody has paid yet",
            charge.provider
        );
        let finding = sink.report(charge.at, format!("public.{table}"), message);
        finding.place(query.at, "booked as paid here");
    }
}

/// Whether the function looks at how the payment stands: `intent.status === "succeeded"`.
fn asks_state(code: &Code, charge: &Charge) -> bool {
    code.descendants(Node::Function(charge.function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => [left, right]
                .into_iter()
                .any(|s| code.string(s).is_some_and(|t| matches!(t, "succeeded" | "paid" | "complete" | "approved"))),
            _ => false,
        },
        _ => false,
    })
}

/// The column by which a write says that something is paid for.
fn books(project: &Project, code: &Code, query: &Query) -> Option<String> {
    let is_money = query.tables.iter().any(|t| project.vocab.tables.money.has(t));
    let assigned = query.assigned.iter().filter(|_| matches!(query.op, Op::Insert | Op::Update | Op::Upsert));
    assigned.into_iter().find_map(|(column, value)| {
        let may = super::speaks_of_payment(project, column) || is_money && project.vocab.columns.state.has(column);
        let mut texts = code.within_node(Node::Expr(*value)).filter_map(|n| match n {
            Node::Expr(e) => code.string(e),
            _ => None,
        });
        (may && texts.any(|t| means_paid(project, t) && t != "active")).then(|| column.clone())
    })
}
