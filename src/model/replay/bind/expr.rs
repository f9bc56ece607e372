//! Expressions: names, operators, and the types that follow.

use super::{
    Binder, Ty,
    types::{surely_incomparable, surely_no_condition},
};
use crate::{
    model::{
        replay::refusal::{Condition, Run, Stop},
        schema::{SqlType, TypeKind, built_in},
    },
    sql::expr::{Expr, ExprKind, Literal},
};

/// A built-in type.
pub(super) fn some(ty: &str) -> Ty {
    Some(SqlType::pg(ty))
}

impl Binder<'_> {
    /// Binds an expression and gives its type.
    pub(super) fn expr(&mut self, expr: &Expr) -> Run<Ty> {
        match &expr.kind {
            ExprKind::Column(parts) => self.column(parts),
            ExprKind::Literal(literal) => Ok(match literal {
                Literal::Null | Literal::Text(_) => some("unknown"),
                Literal::Bool(_) => some("bool"),
                Literal::Number(text) => number_type(text),
            }),
            ExprKind::Parameter(number) => {
                let index = (*number as usize).checked_sub(1);
                Ok(index.and_then(|i| self.numbered.get(i)).cloned().flatten())
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::Cast(inner, ty) => self.cast(inner, ty),
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                parts.iter().try_for_each(|part| self.condition(part))?;
                Ok(some("bool"))
            }
            ExprKind::Not(inner) => {
                self.condition(inner)?;
                Ok(some("bool"))
            }
            ExprKind::Binary(left, op, right) => self.binary(left, op, right),
            ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Is(inner, _) => {
                self.expr(inner)?;
                Ok(some("bool"))
            }
            ExprKind::Distinct(left, right) => self.comparison(left, "=", right),
            ExprKind::Between(value, low, high) => {
                self.comparison(value, ">=", low)?;
                self.comparison(value, "<=", high)
            }
            ExprKind::InList(value, items) => {
                let ty = self.expr(value)?;
                for item in items {
                    let other = self.expr(item)?;
                    self.require_valid(item, ty.as_ref())?;
                    self.require_comparable(ty.as_ref(), "=", other.as_ref())?;
                }
                Ok(some("bool"))
            }
            ExprKind::InQuery(value, query) => {
                let ty = self.expr(value)?;
                let other = self.scalar_query(query)?;
                if !matches!(value.kind, ExprKind::Row(_)) {
                    self.require_comparable(ty.as_ref(), "=", other.as_ref())?;
                }
                Ok(some("bool"))
            }
            ExprKind::Quantified { left, op, right, .. } => self.quantified(left, op, right),
            ExprKind::Exists(query) => {
                self.query(query)?;
                Ok(some("bool"))
            }
            ExprKind::Subquery(query) => self.scalar_query(query),
            ExprKind::ArrayQuery(query) => Ok(self.scalar_query(query)?.filter(|t| !t.array).map(SqlType::array_of)),
            ExprKind::Case { operand, arms, otherwise } => self.case(operand.as_deref(), arms, otherwise.as_deref()),
            ExprKind::Row(items) | ExprKind::Other(items) => {
                items.iter().try_for_each(|item| self.expr(item).map(|_| ()))?;
                Ok(None)
            }
            ExprKind::Array(items) if items.is_empty() => {
                Err(Stop::refused(Condition::IndeterminateDatatype, "cannot determine type of empty array"))
            }
            ExprKind::Array(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item)).collect::<Run<_>>()?;
                Ok(first_known(&types)
                    .filter(|t| !t.array && t.built_in_name() != Some("unknown"))
                    .map(SqlType::array_of))
            }
            ExprKind::Index(base, parts) => {
                let ty = self.expr(base)?;
                parts.iter().try_for_each(|part| self.expr(part).map(|_| ()))?;
                let single = parts.len() == 1;
                Ok(ty.filter(|t| t.array && single).map(|t| SqlType { array: false, ..t }))
            }
            ExprKind::Field(base, _) => {
                self.expr(base)?;
                Ok(None)
            }
            ExprKind::Star(qualifier) => {
                self.star(qualifier)?;
                Ok(None)
            }
        }
    }

    /// Binds an expression that must be a boolean.
    pub(super) fn condition(&mut self, expr: &Expr) -> Run {
        match self.expr(expr)? {
            Some(ty) if surely_no_condition(&self.replay.schema, &ty) => {
                let reason = format!("a condition must be of type boolean, not {ty}");
                Err(Stop::refused(Condition::DatatypeMismatch, reason))
            }
            _ => Ok(()),
        }
    }

    /// A query that stands for a value: the type of its only column.
    fn scalar_query(&mut self, query: &crate::sql::expr::Query) -> Run<Ty> {
        let columns = self.query(query)?;
        Ok(columns.filter(|c| c.len() == 1).and_then(|c| c.into_iter().next()).and_then(|c| c.ty))
    }

    fn binary(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        match op {
            "=" | "<>" | "<" | ">" | "<=" | ">=" => self.comparison(left, op, right),
            _ => {
                let a = self.expr(left)?;
                let b = self.expr(right)?;
                Ok(operator_result(op, a.as_ref(), b.as_ref()))
            }
        }
    }

    fn comparison(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        let a = self.expr(left)?;
        let b = self.expr(right)?;
        self.require_valid(right, a.as_ref())?;
        self.require_valid(left, b.as_ref())?;
        if !matches!(left.kind, ExprKind::Row(_)) {
            self.require_comparable(a.as_ref(), op, b.as_ref())?;
        }
        Ok(some("bool"))
    }

    fn quantified(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        let value = self.expr(left)?;
        let many = self.expr(right)?;
        let element = match right.kind {
            ExprKind::Subquery(_) => many,
            _ => match many {
                Some(ty) if ty.array => Some(SqlType { array: false, ..ty }),
                Some(ty) if ty.built_in_name().is_some_and(|n| n != "unknown" && !ty.is_polymorphic()) => {
                    let reason = format!("op ANY/ALL (array) requires array on right side, not {ty}");
                    return Err(Stop::refused(Condition::WrongObjectType, reason));
                }
                _ => None,
            },
        };
        if matches!(op, "=" | "<>") {
            self.require_comparable(value.as_ref(), op, element.as_ref())?;
        }
        Ok(some("bool"))
    }

    /// A quoted literal is read as the type it meets: it must be a value of it.
    pub(super) fn require_valid(&self, literal: &Expr, ty: Option<&SqlType>) -> Run {
        let (ExprKind::Literal(Literal::Text(text)), Some(ty)) = (&literal.kind, ty) else { return Ok(()) };
        let invalid = match self.replay.schema.types.get(&ty.name).map(|t| &t.kind) {
            _ if ty.array => false,
            Some(TypeKind::Enum(values)) => !values.contains(text),
            _ => match ty.built_in_name() {
                Some("uuid") => !is_uuid(text),
                Some("int4" | "int8" | "int2") => text.trim().parse::<i64>().is_err(),
                _ => false,
            },
        };
        if invalid {
            let reason = format!("invalid input for type {ty}: {text}");
            return Err(Stop::refused(Condition::InvalidTextRepresentation, reason));
        }
        Ok(())
    }

    fn require_comparable(&self, a: Option<&SqlType>, op: &str, b: Option<&SqlType>) -> Run {
        let (Some(a), Some(b)) = (a, b) else { return Ok(()) };
        if surely_incomparable(&self.replay.schema, a, b) {
            let reason = format!("operator does not exist: {a} {op} {b}");
            return Err(Stop::refused(Condition::UndefinedFunction, reason));
        }
        Ok(())
    }

    fn case(&mut self, operand: Option<&Expr>, arms: &[(Expr, Expr)], otherwise: Option<&Expr>) -> Run<Ty> {
        let subject = operand.map(|x| self.expr(x)).transpose()?;
        let mut types = Vec::new();
        for (when, then) in arms {
            match &subject {
                Some(subject) => {
                    let ty = self.expr(when)?;
                    self.require_comparable(subject.as_ref(), "=", ty.as_ref())?;
                }
                None => self.condition(when)?,
            }
            types.push(self.expr(then)?);
            self.require_one_value(when, "CASE")?;
            self.require_one_value(then, "CASE")?;
        }
        if let Some(otherwise) = otherwise {
            types.push(self.expr(otherwise)?);
            self.require_one_value(otherwise, "CASE")?;
        }
        Ok(first_known(&types))
    }

    fn cast(&mut self, inner: &Expr, ty: &str) -> Run<Ty> {
        // An empty array has no type but the one it is given.
        let empty = matches!(&inner.kind, ExprKind::Array(items) if items.is_empty());
        let from = if empty { None } else { self.expr(inner)? };
        let to = self.written_type(ty)?;
        self.require_valid(inner, to.as_ref())?;
        let is =
            |ty: &Ty, names: &[&str]| ty.as_ref().and_then(SqlType::built_in_name).is_some_and(|n| names.contains(&n));
        if is(&from, &["timestamptz"]) && is(&to, &["date", "timestamp", "time", "text", "varchar"]) {
            self.bound.changeable.get_or_insert_with(|| format!("a cast of a timestamp with time zone to {ty}"));
        }
        Ok(to)
    }

    /// A type as it is written in a cast.
    fn written_type(&mut self, text: &str) -> Run<Ty> {
        let mut text = text.trim();
        let array = text.ends_with("[]") || text.to_ascii_lowercase().ends_with(" array");
        text = text.split('[').next().unwrap_or(text).trim();
        let (name, after) = match text.split_once('(') {
            Some((name, rest)) => (name.trim(), rest.split_once(')').map_or("", |(_, after)| after.trim())),
            None => (text, ""),
        };
        let spelled = if after.is_empty() { name.to_owned() } else { format!("{name} {after}") };
        let lower = spelled.to_ascii_lowercase();
        let bare = lower.strip_prefix("pg_catalog.").unwrap_or(&lower);
        if let Some(own) = built_in(bare) {
            return Ok(Some(SqlType { array, ..SqlType::pg(own) }));
        }
        let (schema, name) = match spelled.split_once('.') {
            Some((schema, name)) => (Some(schema.to_owned()), name.to_owned()),
            None => (None, spelled),
        };
        let name = crate::sql::statement::TypeName {
            schema,
            name,
            modifiers: Vec::new(),
            array,
            set_of: false,
            copied: false,
            range: crate::source::span::Range::default(),
        };
        let outer = std::mem::replace(&mut self.replay.session.search_path, self.path.clone());
        let found = self.replay.type_of(&name);
        self.replay.session.search_path = outer;
        match found {
            Ok(ty) => {
                let on = self.replay.schema.types.get(&ty.name).map(|t| t.id);
                self.bound.uses.extend(on);
                Ok(Some(ty))
            }
            // The spelling in the tree may be the parser's own for a type it knows under another name.
            Err(Stop::Refused(_)) if name.name.contains(' ') => Ok(None),
            Err(Stop::Refused(refusal)) => Err(Stop::Refused(refusal)),
            Err(_) => Ok(None),
        }
    }
}

/// 32 hexadecimal digits, with or without braces and with hyphens between groups of four.
fn is_uuid(text: &str) -> bool {
    let inner = text.trim().trim_start_matches('{').trim_end_matches('}');
    let digits = inner.bytes().filter(|b| *b != b'-');
    digits.clone().count() == 32 && digits.clone().all(|b| b.is_ascii_hexdigit())
}

fn number_type(text: &str) -> Ty {
    if text.contains(['.', 'e', 'E']) {
        return some("numeric");
    }
    match text.parse::<i64>() {
        Ok(n) if i32::try_from(n).is_ok() => some("int4"),
        Ok(_) => some("int8"),
        Err(_) => some("numeric"),
    }
}

/// The type of the first value that has one; `unknown` when all are literals.
pub(super) fn first_known(types: &[Ty]) -> Ty {
    let literal = |t: &SqlType| t.built_in_name() == Some("unknown");
    if types.iter().any(Option::is_none) {
        return None;
    }
    types.iter().flatten().find(|t| !literal(t)).or_else(|| types.iter().flatten().next()).cloned()
}

fn operator_result(op: &str, left: Option<&SqlType>, right: Option<&SqlType>) -> Ty {
    let is = |ty: Option<&SqlType>, name: &str| ty.and_then(SqlType::built_in_name) == Some(name);
    match op {
        "->>" | "#>>" => some("text"),
        "->" | "#>" => left.filter(|t| matches!(t.built_in_name(), Some("json" | "jsonb"))).cloned(),
        "~~" | "~~*" | "~" | "~*" | "~~~" | "@>" | "<@" | "?" | "?|" | "?&" | "@@" | "&&" | "^@" => some("bool"),
        "||" if is(left, "text") || is(right, "text") => some("text"),
        "||" if is(left, "jsonb") && is(right, "jsonb") => some("jsonb"),
        "+" | "-" if is(left, "timestamptz") && is(right, "interval") => some("timestamptz"),
        _ => None,
    }
}
