//! Things that one person may take, once: whether they are free is looked at in code, and then they are taken.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtKind, UnaryOp},
    model::{
        Project,
        queries::{Condition, Op, Query},
    },
    vocab::Operations,
};

/// The column by which an update takes something that a test before found to be free: `if (code.used_by) return …`. An
/// update that asks for it again takes nothing twice.
#[must_use]
pub fn claimed<'q>(project: &Project, code: &Code, update: &'q Query) -> Option<&'q str> {
    let words = &project.vocab.words;
    // A token that was sent to one person is used by him.
    let is_of_one = |table: &String| crate::vocab::split(table).iter().any(|word| words.sent_to_one.has(word));
    if update.tables.iter().any(is_of_one) {
        return None;
    }
    let columns =
        update.assigned.iter().filter(|(column, value)| says_taken(words, column) && !gives_back(code, *value));
    let is_read = || {
        project
            .queries_in(update.at.file)
            .iter()
            .any(|q| q.op == Op::Select && q.tables == update.tables && code.runs_before(q.expr, update.expr))
    };
    let found = columns.map(|(column, _)| column.as_str()).find(|column| {
        let asks_again = update.conditions.iter().flat_map(Condition::comparisons).any(|c| {
            c.column.as_deref().is_some_and(|name| {
                says_taken(words, name)
                    || project.vocab.columns.state.has(name)
                    || matches!(name, "version" | "updated_at")
            })
        });
        !asks_again && is_refused_when_taken(code, update, column)
    });
    found.filter(|_| is_read())
}

/// Whether a column says that something was taken, or by whom: `used_by`, `redeemed_at`, `is_claimed`, `checked_in_at`.
fn says_taken(words: &Operations, column: &str) -> bool {
    let is_rest = |w: &String| matches!(w.as_str(), "by" | "at" | "is" | "on" | "user" | "id");
    let said: Vec<String> = crate::vocab::split(column).into_iter().filter(|w| !is_rest(w)).collect();
    words.taken.takes(&said) || !said.is_empty() && said.iter().all(|w| words.taken.has(w))
}

fn gives_back(code: &Code, value: ExprId) -> bool {
    matches!(code.expr(value), ExprKind::Null | ExprKind::Bool(false))
}

/// Whether a test before, in the function or one around it, turns away who comes when the column is set.
fn is_refused_when_taken(code: &Code, update: &Query, column: &str) -> bool {
    code.within(update.function).any(|node| {
        let Node::Stmt(stmt) = node else { return false };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
        code.stmt(stmt).range.end <= update.at.range.start && code.ends_function(then) && says_set(code, test, column)
    })
}

/// `row.used_by`, `row.used_at !== null`, alone or beside other reasons to refuse.
fn says_set(code: &Code, test: ExprId, column: &str) -> bool {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::And, left, right } => {
            says_set(code, left, column) || says_set(code, right, column)
        }
        ExprKind::Binary { op, left, right } => {
            let is_set = match op {
                BinaryOp::NotEqual => matches!(code.expr(right), ExprKind::Null | ExprKind::Bool(false)),
                BinaryOp::Equal => matches!(code.expr(right), ExprKind::Bool(true)),
                _ => false,
            };
            is_set && says_set(code, left, column)
        }
        ExprKind::Unary { op: UnaryOp::Not, operand } => {
            matches!(code.expr(operand), ExprKind::Unary { op: UnaryOp::Not, operand } if says_set(code, operand, column))
        }
        ExprKind::Member { property, .. } => crate::vocab::split(code.str(property)) == crate::vocab::split(column),
        _ => false,
    }
}
