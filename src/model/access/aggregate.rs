//! Functions that make one value of many rows, within the query that aggregates.

use super::{
    cases::{Cases, Truth},
    eval::{Evaluator, Stop, scalar},
    query::top,
    scope::Scope,
    value::{Atom, Row, Value},
};
use crate::sql::expr::{Call, Expr, ExprKind};

impl<'a> Evaluator<'a> {
    /// The value of an aggregate over the rows of the innermost query that aggregates.
    pub(super) fn aggregate(&mut self, call: &Call, scope: &mut Scope<'a>) -> Result<Option<Value>, Stop> {
        let Some(name) = call.name.last().map(String::as_str).filter(|_| call.is_aggregate()) else { return Ok(None) };
        let Some(group) = scope.frames.last().and_then(|frame| frame.group.clone()) else { return Ok(None) };
        let mut rows = Vec::new();
        for (when, sources) in group.iter() {
            let saved = std::mem::replace(&mut top(scope).sources, sources.clone());
            let value = match call.args.first() {
                Some(arg) if !matches!(arg.value.kind, ExprKind::Star(_)) => self.value(&arg.value, scope),
                _ => Ok(Value::of(Atom::Positive)),
            };
            let filter = match &call.filter {
                Some(filter) => self.truth(filter, scope).map(|truth| truth.yes),
                None => Ok(Cases::always()),
            };
            top(scope).sources = saved;
            rows.push(Row { when: when.and(&filter?), ..Row::of(value?) });
        }
        let some = rows.iter().fold(Cases::never(), |all, row| all.or(&row.when));
        let none = some.negated();
        Ok(Some(match name {
            "count" => {
                let counted = Value::of(Atom::Positive).given(&some);
                if none.is_never() { counted } else { counted.or(Value::text("0").given(&none)) }
            }
            "array_agg" | "json_agg" | "jsonb_agg" => Value::of(Atom::Many(rows.into())),
            "bool_or" | "bool_and" | "every" => {
                let each = rows.iter().flat_map(|row| row.columns.iter().map(|(_, v)| v.as_truth().given(&row.when)));
                let any = each.fold(Truth::default(), |all, truth| all.merged(&truth));
                Value::truth(any).or(Value::null().given(&none))
            }
            _ => scalar(&rows),
        }))
    }
}

/// Whether an expression aggregates, itself or below.
pub(super) fn aggregates(expr: &Expr) -> bool {
    expr.own_calls().iter().any(|call| call.is_aggregate())
}
