//! What is left is read, compared in code, and then taken: two callers at once take the same.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node},
    model::{
        Project,
        payments::{
            claimed::claimed,
            counted::counted,
            reckoned::{keeps_others_out, reckoned},
            summed::summed,
        },
        queries::{Condition, Op, Query},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for query in project.production_queries() {
        let Some(code) = project.file(query.at.file).code.as_ref() else { continue };
        let Some(table) = query.tables.first().filter(|t| !is_log_of_calls(project, t)) else { continue };
        let fault = fault(project, code, query, table).filter(|_| !project.is_in_vain(query));
        let Some(Fault { at, key, what, harm }) = fault else { continue };
        let message = format!("{what}, compared in code and then written: {harm}");
        let finding = sink.report(at, key, message);
        if at != query.at {
            finding.place(query.at, "added here, whatever was added by then");
        }
        if !follows_money(project, query) {
            finding.severity(Severity::Medium);
        }
    }
}

/// What is compared before a write and may be another by then.
struct Fault {
    /// The test, or the write itself.
    at: Span,
    key: String,
    /// What is read.
    what: String,
    /// What becomes of it.
    harm: &'static str,
}

fn fault(project: &Project, code: &Code, query: &Query, table: &str) -> Option<Fault> {
    const LAST_PLACE: &str = "two people at once both get the last place";
    let of_column = |column: &str, harm| Fault {
        at: query.at,
        key: format!("public.{table}.{column}"),
        what: format!("`{column}` of {table} is read"),
        harm,
    };
    let of_rows = |at, how: &str, harm| Fault {
        at,
        key: format!("public.{table}"),
        what: format!("rows of {table} are {how}"),
        harm,
    };
    match query.op {
        Op::Update => taken(project, code, query).map(|column| of_column(&column, LAST_PLACE)).or_else(|| {
            let column = claimed(project, code, query).filter(|_| !keeps_others_out(code, query.expr))?;
            Some(of_column(column, "two requests at once both take it"))
        }),
        Op::Insert => counted(project, code, query).map(|test| of_rows(test, "counted", LAST_PLACE)).or_else(|| {
            let test = summed(project, code, query).filter(|_| !keeps_others_out(code, query.expr))?;
            Some(of_rows(test, "added up", "two requests at once both fit under the limit"))
        }),
        _ => None,
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

fn follows_money(project: &Project, query: &Query) -> bool {
    let tables = &project.vocab.tables;
    query.tables.iter().any(|t| tables.money.has(t) || tables.voucher.has(t))
        || query.assigned.iter().any(|(c, _)| project.vocab.columns.money.has(c))
}

/// The column that runs out, where it is reckoned from what was read, was compared before, and the write does not compare
/// it again.
fn taken(project: &Project, code: &Code, query: &Query) -> Option<String> {
    let moved = query.assigned.iter().filter(|(column, value)| moves_itself(code, column, *value));
    let columns = reckoned(project, code, query).into_iter().chain(moved.map(|(column, _)| column.as_str()));
    let mut columns = columns.filter(|_| !keeps_others_out(code, query.expr));
    let found = columns.find(|column| {
        let is_stock = project.vocab.columns.stock.has(column);
        let mut asked = query.conditions.iter().flat_map(Condition::comparisons);
        let is_locked = asked.any(|c| {
            c.column.as_deref().is_some_and(|name| name == *column || name == "version" || name == "updated_at")
        });
        is_stock && !is_locked && is_compared(code, query.function, column)
    });
    found.map(str::to_owned)
}

/// `seats_left: event.seats_left - 1`, wherever the event came from.
fn moves_itself(code: &Code, column: &str, value: ExprId) -> bool {
    let ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, .. } = code.expr(value) else { return false };
    matches!(code.expr(left), ExprKind::Member { property, .. } if is_same(code.str(property), column))
}

/// Whether two names are the same words: `seatsLeft` of the code and `seats_left` of the table.
fn is_same(one: &str, other: &str) -> bool {
    crate::vocab::split(one) == crate::vocab::split(other)
}

/// Whether a member of this name is compared somewhere in a function.
fn is_compared(code: &Code, function: FnId, column: &str) -> bool {
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op, left, right } if op.is_order() => {
                [left, right].into_iter().any(|side| {
                    code.within_node(Node::Expr(side)).any(|n| {
                        matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { property, .. } if is_same(code.str(property), column)))
                    })
                })
            }
            _ => false,
        },
        _ => false,
    })
}
