//! Conditions that no row meets together, because they ask one column for different constants.

use std::collections::{BTreeMap, BTreeSet};

use crate::sql::expr::{Expr, ExprKind, Is};

/// The constants that a column may hold.
pub(super) type Pins<'e> = BTreeMap<&'e str, BTreeSet<String>>;

/// Whether no row can meet both conditions: `status = 'withdrawn'` and `status in ('open', 'approved')`. `table` is the one
/// whose rows are judged.
pub(super) fn exclude_each_other(table: &str, a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Or(ways), _) => ways.iter().all(|way| exclude_each_other(table, way, b)),
        (_, ExprKind::Or(ways)) => ways.iter().all(|way| exclude_each_other(table, a, way)),
        _ => {
            let (a, b) = (pins(table, a), pins(table, b));
            a.iter().any(|(column, values)| b.get(column).is_some_and(|others| values.is_disjoint(others)))
        }
    }
}

/// What a condition asks of columns of the judged row, one after the other.
pub(super) fn pins<'e>(table: &str, condition: &'e Expr) -> Pins<'e> {
    let parts = match &condition.kind {
        ExprKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(condition),
    };
    let mut pins = Pins::new();
    for (column, values) in parts.iter().filter_map(|part| pin(table, part)) {
        pins.entry(column).and_modify(|known| known.retain(|value| values.contains(value))).or_insert(values);
    }
    pins
}

fn pin<'e>(table: &str, part: &'e Expr) -> Option<(&'e str, BTreeSet<String>)> {
    let truth = |value: bool| BTreeSet::from([value.to_string()]);
    match &part.kind {
        ExprKind::Column(_) => Some((own(table, part)?, truth(true))),
        ExprKind::Is(column, Is::True) => Some((own(table, column)?, truth(true))),
        ExprKind::Is(column, Is::False) => Some((own(table, column)?, truth(false))),
        ExprKind::Not(inner) => Some((own(table, inner)?, truth(false))),
        ExprKind::Binary(left, op, right) if op == "=" => {
            let pinned =
                |column: &'e Expr, value: &Expr| Some((own(table, column)?, BTreeSet::from([value.constant()?])));
            pinned(left, right).or_else(|| pinned(right, left))
        }
        ExprKind::InList(column, list) => {
            Some((own(table, column)?, list.iter().map(Expr::constant).collect::<Option<_>>()?))
        }
        ExprKind::Quantified { left, op, all: false, right } if op == "=" => match &right.uncast().kind {
            ExprKind::Array(list) => Some((own(table, left)?, list.iter().map(Expr::constant).collect::<Option<_>>()?)),
            _ => None,
        },
        _ => None,
    }
}

/// A column of the judged row, by its name.
fn own<'e>(table: &str, expr: &'e Expr) -> Option<&'e str> {
    match &expr.uncast().kind {
        ExprKind::Column(parts) => match parts.as_slice() {
            [column] => Some(column),
            [.., of, column] if of == table => Some(column),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::exclude_each_other;
    use crate::sql::expr::parse_expr;

    fn exclude(a: &str, b: &str) -> bool {
        exclude_each_other("t", &parse_expr(a).expect("parses"), &parse_expr(b).expect("parses"))
    }

    #[test]
    fn one_column_holds_one_value() {
        assert!(exclude("status = 'withdrawn'", "status = 'approved'"));
        assert!(exclude("status = 'withdrawn' and a = b", "'approved'::state = t.status"));
        assert!(exclude("status in ('a', 'b')", "status = any (array['c'])"));
        assert!(exclude("is_open", "not is_open"));
        assert!(exclude("is_open = false", "is_open or is_open is true"));
    }

    #[test]
    fn what_may_hold_together_is_not_excluded() {
        assert!(!exclude("status = 'a'", "status in ('a', 'b')"));
        assert!(!exclude("status = 'a'", "kind = 'b'"));
        assert!(!exclude("status = 'a'", "status = 'b' or owner_id = auth.uid()"));
        assert!(!exclude("status = 'a'", "other.status = 'b'"));
        assert!(!exclude("status = 'a'", "status <> 'b'"));
    }
}
