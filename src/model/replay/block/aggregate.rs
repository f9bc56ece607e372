//! Aggregates of a query of a block: one row of all rows.

use super::{
    join::Joined,
    select::{Env, Rows, column_name},
    value::Value,
};
use crate::{
    model::replay::{Replay, refusal::Run},
    sql::expr::{Expr, ExprKind, Select},
};

/// The aggregates that are computed.
const AGGREGATES: &[&str] = &["count", "array_agg", "string_agg", "max", "min", "bool_or", "bool_and", "sum"];

impl Replay {
    /// One row of aggregates over all rows.
    pub(super) fn aggregated(&mut self, select: &Select, env: &Env<'_>, joined: &Joined) -> Run<Option<Rows>> {
        let mut row = Vec::new();
        for item in &select.items {
            let value = self.aggregate(&item.value, env, joined)?;
            row.push((column_name(&item.value, item.alias.as_deref()).into(), value));
        }
        Ok(Some(vec![row]))
    }

    fn aggregate(&mut self, expr: &Expr, env: &Env<'_>, joined: &Joined) -> Run<Value> {
        match &expr.kind {
            ExprKind::Call(call) if call.name.last().is_some_and(|n| AGGREGATES.contains(&n.as_str())) => {
                let mut columns: Vec<Vec<Value>> = Vec::new();
                for combination in &joined.rows {
                    let env = env.with(combination);
                    if let Some(filter) = &call.filter {
                        match self.eval(filter, &env)?.as_condition() {
                            Some(true) => {}
                            Some(false) => continue,
                            None => return Ok(Value::Unknown),
                        }
                    }
                    let mut values = Vec::new();
                    for arg in &call.args {
                        let star = matches!(arg.value.kind, ExprKind::Star(_));
                        values.push(if star { Value::Bool(true) } else { self.eval(&arg.value, &env)? });
                    }
                    columns.push(values);
                }
                Ok(aggregate_value(call.name.last().map_or("", String::as_str), &columns))
            }
            ExprKind::Binary(left, op, right) => {
                let (left, right) = (self.aggregate(left, env, joined)?, self.aggregate(right, env, joined)?);
                let as_literal = |value: Value| match value {
                    Value::Int(n) => {
                        Some(Expr::new(ExprKind::Literal(crate::sql::expr::Literal::Number(n.to_string()))))
                    }
                    _ => None,
                };
                match (as_literal(left), as_literal(right)) {
                    (Some(l), Some(r)) => {
                        self.eval(&Expr::new(ExprKind::Binary(Box::new(l), op.clone(), Box::new(r))), env)
                    }
                    _ => Ok(Value::Unknown),
                }
            }
            ExprKind::Call(call) if call.name.len() == 1 => {
                let mut values = Vec::new();
                for arg in &call.args {
                    values.push(self.aggregate(&arg.value, env, joined)?);
                }
                let name = call.name.first().map_or("", String::as_str);
                Ok(self.built_in_value(name, &values))
            }
            ExprKind::Cast(inner, _) => self.aggregate(inner, env, joined),
            _ => self.eval(expr, env),
        }
    }
}

/// Whether an expression aggregates the rows of its own query.
pub(super) fn is_aggregate(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |node| {
        if let crate::sql::expr::Node::Expr(expr) = node
            && let ExprKind::Call(call) = &expr.kind
        {
            found |= !call.windowed && call.name.last().is_some_and(|n| AGGREGATES.contains(&n.as_str()));
        }
    });
    found && !matches!(expr.kind, ExprKind::Subquery(_) | ExprKind::Exists(_) | ExprKind::ArrayQuery(_))
}

/// An aggregate of the rows of its arguments.
fn aggregate_value(name: &str, rows: &[Vec<Value>]) -> Value {
    let first: Vec<&Value> = rows.iter().filter_map(|r| r.first()).filter(|v| **v != Value::Null).collect();
    if first.iter().any(|v| v.is_unknown()) && name != "count" {
        return Value::Unknown;
    }
    match name {
        "count" => i64::try_from(first.len()).map_or(Value::Unknown, Value::Int),
        _ if first.is_empty() => Value::Null,
        "array_agg" => Value::Array(first.into_iter().cloned().collect()),
        "string_agg" => {
            let by = rows.first().and_then(|r| r.get(1)).and_then(Value::to_text).unwrap_or_default();
            Value::Text(first.iter().filter_map(|v| v.to_text()).collect::<Vec<_>>().join(&by))
        }
        "bool_or" => Value::Bool(first.iter().any(|v| v.as_condition() == Some(true))),
        "bool_and" => Value::Bool(first.iter().all(|v| v.as_condition() == Some(true))),
        "max" => (*first
            .iter()
            .copied()
            .max_by(|a, b| a.compare(b).unwrap_or(std::cmp::Ordering::Equal))
            .unwrap_or(&Value::Null))
        .clone(),
        "min" => (*first
            .iter()
            .copied()
            .min_by(|a, b| a.compare(b).unwrap_or(std::cmp::Ordering::Equal))
            .unwrap_or(&Value::Null))
        .clone(),
        _ => Value::Unknown,
    }
}
