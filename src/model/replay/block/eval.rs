//! The value of an expression of a block.

use super::{
    Frame,
    operator::{any_equal, operator, quantified},
    select::Env,
    value::{Object, Value},
};
use crate::{
    model::{
        replay::{
            Replay,
            refusal::{Run, Stop},
        },
        schema::built_in,
    },
    sql::{
        expr::{Call, Expr, ExprKind, Is, Literal, parse_expr},
        statement::{ObjectName, SqlText, TypeName},
    },
};

impl Replay {
    /// The value of an expression.
    pub(super) fn value(&mut self, text: &SqlText, run: &mut Frame) -> Run<Value> {
        self.value_of(&text.text, run)
    }

    /// The value of an expression; names in it must exist.
    pub(super) fn value_of(&mut self, text: &str, run: &mut Frame) -> Run<Value> {
        let Ok(tree) = parse_expr(text) else { return Ok(Value::Unknown) };
        let outer = std::mem::replace(&mut self.variables, run.variables.names());
        let bound = self.bind_in_block(&tree);
        self.variables = outer;
        bound?;
        self.eval(&tree, &Env::new(&run.variables))
    }

    /// The value of an expression among rows and variables.
    pub(super) fn eval(&mut self, expr: &Expr, env: &Env<'_>) -> Run<Value> {
        Ok(match &expr.kind {
            ExprKind::Column(parts) => self.name(parts, env),
            ExprKind::Literal(literal) => match literal {
                Literal::Null => Value::Null,
                Literal::Bool(value) => Value::Bool(*value),
                Literal::Number(text) => text.parse().map_or_else(|_| Value::text(text.as_str()), Value::Int),
                Literal::Text(text) => Value::text(text.as_str()),
            },
            ExprKind::Call(call) => return self.eval_call(call, env),
            ExprKind::Cast(inner, ty) => {
                let value = self.eval(inner, env)?;
                return self.cast(value, ty);
            }
            ExprKind::And(parts) => {
                let mut all = Value::Bool(true);
                for part in parts {
                    match self.eval(part, env)?.as_condition() {
                        Some(false) => return Ok(Value::Bool(false)),
                        Some(true) => {}
                        None => all = Value::Unknown,
                    }
                }
                all
            }
            ExprKind::Or(parts) => {
                let mut any = Value::Bool(false);
                for part in parts {
                    match self.eval(part, env)?.as_condition() {
                        Some(true) => return Ok(Value::Bool(true)),
                        Some(false) => {}
                        None => any = Value::Unknown,
                    }
                }
                any
            }
            ExprKind::Not(inner) => match self.eval(inner, env)? {
                Value::Null => Value::Null,
                other => other.as_condition().map_or(Value::Unknown, |b| Value::Bool(!b)),
            },
            ExprKind::Binary(left, op, right) => {
                let (left, right) = (self.eval(left, env)?, self.eval(right, env)?);
                operator(&left, op, &right)
            }
            ExprKind::Unary(op, inner) => match (op.as_str(), self.eval(inner, env)?) {
                ("-", Value::Int(value)) => Value::Int(-value),
                _ => Value::Unknown,
            },
            ExprKind::Is(inner, what) => {
                let value = self.eval(inner, env)?;
                if value.is_unknown() {
                    return Ok(Value::Unknown);
                }
                Value::Bool(match what {
                    Is::Null => value == Value::Null,
                    Is::True => value.as_condition() == Some(true) && value != Value::Null,
                    Is::False => value.as_condition() == Some(false) && value != Value::Null,
                })
            }
            ExprKind::Distinct(left, right) => {
                let (left, right) = (self.eval(left, env)?, self.eval(right, env)?);
                match (&left, &right) {
                    (Value::Null, Value::Null) => Value::Bool(false),
                    (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
                    (Value::Null, _) | (_, Value::Null) => Value::Bool(true),
                    _ => left.equals(&right).map_or(Value::Unknown, |b| Value::Bool(!b)),
                }
            }
            ExprKind::Between(value, low, high) => {
                let (value, low, high) = (self.eval(value, env)?, self.eval(low, env)?, self.eval(high, env)?);
                match (value.compare(&low), value.compare(&high)) {
                    (Some(a), Some(b)) => Value::Bool(a.is_ge() && b.is_le()),
                    _ => Value::Unknown,
                }
            }
            ExprKind::InList(value, items) => {
                let value = self.eval(value, env)?;
                let items: Vec<Value> = items.iter().map(|i| self.eval(i, env)).collect::<Run<_>>()?;
                any_equal(&value, &items)
            }
            ExprKind::InQuery(value, query) => {
                let value = self.eval(value, env)?;
                match self.select(query, env)? {
                    Some(rows) => any_equal(&value, &first_column(rows)),
                    None => Value::Unknown,
                }
            }
            ExprKind::Quantified { left, op, all, right } => {
                let value = self.eval(left, env)?;
                let many = match &right.kind {
                    ExprKind::Subquery(query) => self.select(query, env)?.map(first_column),
                    _ => match self.eval(right, env)? {
                        Value::Array(items) => Some(items),
                        _ => None,
                    },
                };
                match many {
                    Some(items) => quantified(&value, op, *all, &items),
                    None => Value::Unknown,
                }
            }
            ExprKind::Exists(query) => return self.exists(query, env),
            ExprKind::Subquery(query) => match self.select(query, env)? {
                Some(rows) => first_column(rows).into_iter().next().unwrap_or(Value::Null),
                None => Value::Unknown,
            },
            ExprKind::ArrayQuery(query) => {
                self.select(query, env)?.map_or(Value::Unknown, |rows| Value::Array(first_column(rows)))
            }
            ExprKind::Case { operand, arms, otherwise } => {
                let subject = operand.as_deref().map(|x| self.eval(x, env)).transpose()?;
                for (when, then) in arms {
                    let when = self.eval(when, env)?;
                    let holds = match &subject {
                        Some(subject) => subject.equals(&when),
                        None => when.as_condition(),
                    };
                    match holds {
                        Some(true) => return self.eval(then, env),
                        Some(false) => {}
                        None => return Ok(Value::Unknown),
                    }
                }
                match otherwise {
                    Some(otherwise) => return self.eval(otherwise, env),
                    None => Value::Null,
                }
            }
            ExprKind::Array(items) => Value::Array(items.iter().map(|i| self.eval(i, env)).collect::<Run<_>>()?),
            ExprKind::Row(items) => {
                let values: Vec<Value> = items.iter().map(|i| self.eval(i, env)).collect::<Run<_>>()?;
                let named = values.into_iter().enumerate().map(|(i, v)| (format!("f{}", i + 1).into(), v));
                Value::Row(std::sync::Arc::new(named.collect()))
            }
            ExprKind::Index(base, parts) => {
                let base = self.eval(base, env)?;
                let index = match parts.as_slice() {
                    [only] => self.eval(only, env)?,
                    _ => Value::Unknown,
                };
                match (base, index) {
                    (Value::Array(items), Value::Int(i)) => {
                        let at = usize::try_from(i - 1).ok();
                        at.and_then(|i| items.get(i)).cloned().unwrap_or(Value::Null)
                    }
                    _ => Value::Unknown,
                }
            }
            ExprKind::Field(base, name) => self.eval(base, env)?.field(name),
            ExprKind::Parameter(number) => env.variables.get(&format!("${number}")).cloned().unwrap_or(Value::Unknown),
            ExprKind::Star(_) | ExprKind::Other(_) => Value::Unknown,
        })
    }

    fn name(&self, parts: &[String], env: &Env<'_>) -> Value {
        if let Some(value) = env.column(parts) {
            return value;
        }
        match parts {
            [name] => match env.variables.get(name) {
                Some(value) => value.clone(),
                None => Value::Unknown,
            },
            [record, field] => env.variables.get(record).map_or(Value::Unknown, |v| v.field(field)),
            _ => Value::Unknown,
        }
    }

    fn eval_call(&mut self, call: &Call, env: &Env<'_>) -> Run<Value> {
        let mut args = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            args.push(self.eval(&arg.value, env)?);
        }
        let name: Vec<&str> = call.name.iter().map(String::as_str).collect();
        match name.as_slice() {
            [name] | ["pg_catalog", name] => Ok(self.built_in_value(name, &args)),
            _ => Ok(Value::Unknown),
        }
    }

    /// `value::type`.
    fn cast(&mut self, value: Value, ty: &str) -> Run<Value> {
        let base = ty.trim().to_ascii_lowercase();
        if value == Value::Null || value == Value::Unknown {
            return Ok(value);
        }
        Ok(match base.as_str() {
            "regclass" => match value {
                Value::Object(_) => value,
                other => {
                    let Some(text) = other.to_text() else { return Ok(Value::Unknown) };
                    match self.relation(&object_name(&text)) {
                        Ok(found) => Value::Object(Object::Relation(found)),
                        Err(Stop::Skipped) => Value::Unknown,
                        Err(stop) => return Err(stop),
                    }
                }
            },
            "regnamespace" => match value {
                Value::Object(_) => value,
                other => {
                    let Some(text) = other.to_text() else { return Ok(Value::Unknown) };
                    self.namespace(&text)?;
                    Value::Object(Object::Namespace(text))
                }
            },
            "regtype" => match value {
                Value::Object(_) => value,
                other => {
                    let Some(text) = other.to_text() else { return Ok(Value::Unknown) };
                    let ty = self.type_of(&type_name(&text))?;
                    Value::Object(Object::Type(ty.to_string()))
                }
            },
            "regproc" | "regprocedure" => match value {
                Value::Object(_) => value,
                _ => Value::Unknown,
            },
            "oid" => value,
            _ => {
                let name = base.split('(').next().unwrap_or(&base).trim();
                match (built_in(name), value) {
                    (Some("text" | "varchar" | "name" | "bpchar"), value) => value.to_text().map_or(value, Value::Text),
                    (Some("int4" | "int8" | "int2"), Value::Text(text)) => {
                        text.trim().parse().map_or(Value::Unknown, Value::Int)
                    }
                    (Some("bool"), value) => value.as_condition().map_or(Value::Unknown, Value::Bool),
                    (_, Value::Text(text)) if base.ends_with("[]") => array_literal(&text),
                    (_, value) => value,
                }
            }
        })
    }
}

/// A possibly qualified name in a text, folded as an identifier.
pub(super) fn object_name(text: &str) -> ObjectName {
    let fold = |part: &str| crate::sql::statement::fold_identifier(part.trim());
    let (schema, name) = match split_qualified(text.trim()) {
        (Some(schema), name) => (Some(fold(schema)), fold(name)),
        (None, name) => (None, fold(name)),
    };
    ObjectName { schema, name, range: crate::source::span::Range::default() }
}

/// Cuts at the first dot outside of quotes.
fn split_qualified(text: &str) -> (Option<&str>, &str) {
    let mut quoted = false;
    for (i, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => return (text.get(..i), text.get(i + 1..).unwrap_or("")),
            _ => {}
        }
    }
    (None, text)
}

fn type_name(text: &str) -> TypeName {
    let (text, array) = text.strip_suffix("[]").map_or((text, false), |t| (t, true));
    let lower = text.trim().to_ascii_lowercase();
    let ObjectName { schema, name, range } = if built_in(&lower).is_some() {
        ObjectName { schema: None, name: lower, range: crate::source::span::Range::default() }
    } else {
        object_name(text)
    };
    TypeName { schema, name, modifiers: Vec::new(), array, set_of: false, copied: false, range }
}

/// `{a,b}`.
fn array_literal(text: &str) -> Value {
    let Some(inner) = text.trim().strip_prefix('{').and_then(|t| t.strip_suffix('}')) else { return Value::Unknown };
    if inner.trim().is_empty() {
        return Value::Array(Vec::new());
    }
    Value::Array(inner.split(',').map(|part| Value::text(part.trim().trim_matches('"'))).collect())
}

pub(super) fn first_column(rows: super::select::Rows) -> Vec<Value> {
    rows.into_iter().map(|row| row.into_iter().next().map_or(Value::Null, |(_, value)| value)).collect()
}
