//! Money is taken from a balance before a provider is called; when the call fails, it is gone.

use super::queries_of;
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::{
        Project,
        payments::charges::Charge,
        payments::reckoned::reckoned,
        queries::{Op, Query},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let payouts: Vec<&Charge> = project.charges.iter().filter(|c| c.is_payout).collect();
    if payouts.is_empty() {
        sink.not_applicable("no money is paid out here");
    }
    for charge in payouts {
        let Some(code) = project.file(charge.at.file).code.as_ref() else { continue };
        let before = queries_of(project, charge.at.file, charge.function)
            .find(|q| q.op == Op::Update && code.runs_before(q.expr, charge.expr) && debits(project, code, q));
        let Some(debit) = before else { continue };
        if gives_back_when_it_throws(project, code, charge.expr, debit) {
            continue;
        }
        let table = debit.tables.first().map_or("a table", String::as_str);
        let message = format!(
            "{table} is debited before {} is called, and a call that breaks off gives nothing back: the money is gone for the user",
            charge.provider
        );
        let first = first_call_after(code, debit, charge);
        let finding = sink.report(code.range(first).in_file(charge.at.file), format!("public.{table}"), message);
        finding.place(debit.at, "debited here");
    }
}

/// Whether a write takes something from a column of money.
fn debits(project: &Project, code: &Code, query: &Query) -> bool {
    let money = &project.vocab.columns.money;
    let columns: Vec<&str> = reckoned(project, code, query).into_iter().filter(|c| money.has(c)).collect();
    query.assigned.iter().any(|(column, value)| columns.contains(&column.as_str()) && subtracts(code, *value))
}

/// Whether a subtraction stands in a value, or in what the names in it stand for.
fn subtracts(code: &Code, value: ExprId) -> bool {
    code.definitions(value)
        .into_iter()
        .flat_map(|whole| code.within_node(Node::Expr(whole)))
        .any(|n| matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Binary { op: BinaryOp::Subtract, .. })))
}

/// Whether a `catch` around the call writes the table again, or calls what does.
fn gives_back_when_it_throws(project: &Project, code: &Code, call: ExprId, debit: &Query) -> bool {
    code.catches(Node::Expr(call)).any(|(_, catch)| {
        let writes = project
            .queries_in(debit.at.file)
            .iter()
            .any(|q| catch.range.contains(q.at.range) && q.op.is_write() && q.tables == debit.tables);
        writes || calls_refund(code, catch.body)
    })
}

fn calls_refund(code: &Code, body: crate::facts::code::List) -> bool {
    code.block(body).flat_map(|s| code.descendants(Node::Stmt(s))).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| {
                let words = crate::vocab::split(p.rsplit('.').next().unwrap_or(&p));
                words.iter().any(|w| {
                    matches!(w.as_str(), "refund" | "rollback" | "revert" | "restore" | "credit" | "reverse" | "undo")
                })
            }),
            _ => false,
        },
        _ => false,
    })
}

/// The first request after the debit: already there it can break off.
fn first_call_after(code: &Code, debit: &Query, charge: &Charge) -> ExprId {
    code.exprs_within(charge.function)
        .find(|&e| {
            let range = code.range(e);
            let is_request =
                matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("fetch"));
            is_request && range.start > debit.at.range.end && range.start < charge.at.range.start
        })
        .unwrap_or(charge.expr)
}
