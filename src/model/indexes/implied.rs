//! Whether conditions prove the predicate of a partial index, as PostgreSQL's `predtest.c` would.

use crate::{
    model::queries::Comparison,
    sql::expr::{Expr, ExprKind, Is, Literal, parse_expr},
};

/// Whether `comparisons`, all of which hold, imply `predicate`. What cannot be read is not implied.
pub(super) fn implies(comparisons: &[&Comparison], predicate: &str) -> bool {
    may_be_about(comparisons, predicate) && parse_expr(predicate).is_ok_and(|predicate| proves(comparisons, &predicate))
}

/// Whether a predicate may name a column that is compared: most do not, and need not be read. In quotes a name may be spelled
/// in other ways.
fn may_be_about(comparisons: &[&Comparison], predicate: &str) -> bool {
    let lower = predicate.to_lowercase();
    let mut columns = comparisons.iter().filter_map(|comparison| comparison.column.as_deref());
    predicate.contains('"') || columns.any(|column| lower.contains(&column.to_lowercase()))
}

fn proves(comparisons: &[&Comparison], predicate: &Expr) -> bool {
    match &predicate.kind {
        ExprKind::And(parts) => parts.iter().all(|p| proves(comparisons, p)),
        ExprKind::Or(parts) => parts.iter().any(|p| proves(comparisons, p)),
        _ => comparisons.iter().any(|c| proved_by(c, predicate)),
    }
}

fn proved_by(comparison: &Comparison, predicate: &Expr) -> bool {
    let (Some(column), None) = (comparison.column.as_deref(), &comparison.path) else { return false };
    match &predicate.kind {
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Is(operand, Is::Null) => is_column(operand, column) && refuses_null(comparison),
            // `NOT is_done` holds where `is_done = false` does.
            ExprKind::Column(_) => is_column(inner, column) && is_boolean(comparison, "false"),
            _ => false,
        },
        ExprKind::Is(operand, Is::Null) => is_column(operand, column) && is_null(comparison),
        ExprKind::Is(operand, Is::True) => is_column(operand, column) && is_boolean(comparison, "true"),
        ExprKind::Is(operand, Is::False) => is_column(operand, column) && is_boolean(comparison, "false"),
        ExprKind::Column(_) => is_column(predicate, column) && is_boolean(comparison, "true"),
        ExprKind::Binary(left, op, right) => {
            is_column(left, column)
                && (right.constant().is_some_and(|c| binary(comparison, op, &c)) || of_boolean(comparison, op, right))
        }
        ExprKind::InList(left, list) => {
            let allowed: Option<Vec<String>> = list.iter().map(Expr::constant).collect();
            is_column(left, column) && allowed.is_some_and(|allowed| within(comparison, &allowed))
        }
        ExprKind::Quantified { left, op, all: false, right } if op == "=" => {
            let ExprKind::Array(list) = &right.uncast().kind else { return false };
            let allowed: Option<Vec<String>> = list.iter().map(Expr::constant).collect();
            is_column(left, column) && allowed.is_some_and(|allowed| within(comparison, &allowed))
        }
        _ => false,
    }
}

/// Strict operators are never true of null.
fn refuses_null(comparison: &Comparison) -> bool {
    match comparison.op.as_str() {
        "is" => !is_null(comparison),
        "not.is" => comparison.literal.as_deref().is_none_or(|l| l.eq_ignore_ascii_case("null")),
        "isdistinct" => false,
        _ => true,
    }
}

fn is_null(comparison: &Comparison) -> bool {
    comparison.op == "is" && comparison.literal.as_deref().is_none_or(|l| l.eq_ignore_ascii_case("null"))
}

fn is_boolean(comparison: &Comparison, value: &str) -> bool {
    let other = if value == "true" { "false" } else { "true" };
    match comparison.op.as_str() {
        "eq" | "is" => comparison.literal.as_deref() == Some(value),
        "neq" => comparison.literal.as_deref() == Some(other),
        _ => false,
    }
}

/// `is_hidden = false` from `is_hidden <> true`: a boolean that is not null has two values.
fn of_boolean(comparison: &Comparison, op: &str, constant: &Expr) -> bool {
    let ExprKind::Literal(Literal::Bool(value)) = constant.uncast().kind else { return false };
    let is_true = match op {
        "=" => value,
        "<>" => !value,
        _ => return false,
    };
    is_boolean(comparison, if is_true { "true" } else { "false" })
}

/// `column op constant` from a comparison of the same column with a known literal.
fn binary(comparison: &Comparison, op: &str, constant: &str) -> bool {
    let Some(literal) = comparison.literal.as_deref() else { return false };
    let numbers = || Some((literal.parse::<f64>().ok()?, constant.parse::<f64>().ok()?));
    match (comparison.op.as_str(), op) {
        ("eq", "=") | ("neq", "<>") => literal == constant,
        ("eq", "<>") => literal != constant,
        ("eq" | "gt" | "gte", ">") => numbers().is_some_and(|(l, c)| l > c || (comparison.op == "gt" && l >= c)),
        ("eq" | "gt" | "gte", ">=") => numbers().is_some_and(|(l, c)| l >= c),
        ("eq" | "lt" | "lte", "<") => numbers().is_some_and(|(l, c)| l < c || (comparison.op == "lt" && l <= c)),
        ("eq" | "lt" | "lte", "<=") => numbers().is_some_and(|(l, c)| l <= c),
        _ => false,
    }
}

/// Whether the column can only have one of `allowed`.
fn within(comparison: &Comparison, allowed: &[String]) -> bool {
    comparison.op == "eq" && comparison.literal.as_deref().is_some_and(|l| allowed.iter().any(|a| a == l))
}

fn is_column(expr: &Expr, column: &str) -> bool {
    matches!(&expr.uncast().kind, ExprKind::Column(parts) if parts.last().is_some_and(|p| p == column))
}
