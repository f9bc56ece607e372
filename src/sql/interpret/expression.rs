//! Expressions.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{Datum, Reg, Rows, Tables, datum::Truth, functions, query::Bound};
use crate::sql::expr::{Arg, Expr, ExprKind, Is, Literal, Query, parse_expr};

/// Evaluations that one condition or text may cost: joins of large catalogs end here.
const MAX_STEPS: u32 = 300_000;

/// Variables of PL/pgSQL by name.
pub(super) type Variables = BTreeMap<String, Datum>;

/// Evaluates expressions and queries.
pub(super) struct Evaluator<'a, T: Tables + ?Sized> {
    pub(super) tables: &'a mut T,
    pub(super) variables: &'a Variables,
    /// The rows that the names of columns mean, those of the innermost query last.
    pub(super) frames: Vec<Vec<Bound>>,
    /// `WITH` queries, the innermost last.
    pub(super) ctes: Vec<(String, Rows)>,
    steps: u32,
}

impl<'a, T: Tables + ?Sized> Evaluator<'a, T> {
    pub(super) fn new(tables: &'a mut T, variables: &'a Variables) -> Self {
        Self { tables, variables, frames: Vec::new(), ctes: Vec::new(), steps: 0 }
    }

    /// The value of an expression that is written as text.
    pub(super) fn text(&mut self, text: &str) -> Datum {
        parse_expr(text).map_or(Datum::Unknown, |expression| self.value(&expression))
    }

    /// Whether the work allowed is done.
    pub(super) fn is_spent(&self) -> bool {
        self.steps > MAX_STEPS
    }

    pub(super) fn value(&mut self, expression: &Expr) -> Datum {
        self.steps += 1;
        if self.is_spent() {
            return Datum::Unknown;
        }
        match &expression.kind {
            ExprKind::Column(parts) => self.column(parts),
            ExprKind::Literal(literal) => constant(literal),
            ExprKind::Call(call) => {
                if call.windowed || call.filter.is_some() {
                    return Datum::Unknown;
                }
                self.call(&call.name, &call.args)
            }
            ExprKind::Cast(inner, to) => {
                let value = self.value(inner);
                self.cast(value, &to.to_ascii_lowercase())
            }
            ExprKind::And(parts) => self.junction(parts, false),
            ExprKind::Or(parts) => self.junction(parts, true),
            ExprKind::Not(inner) => negate(&self.value(inner)),
            ExprKind::Binary(left, op, right) => {
                let (left, right) = (self.value(left), self.value(right));
                binary(&left, op, &right)
            }
            ExprKind::Unary(op, inner) => match (op.as_str(), self.value(inner)) {
                ("-", Datum::Int(value)) => value.checked_neg().map_or(Datum::Unknown, Datum::Int),
                ("+", value) => value,
                _ => Datum::Unknown,
            },
            ExprKind::Is(inner, what) => is(&self.value(inner), *what),
            ExprKind::Distinct(left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                match (&left, &right) {
                    (Datum::Unknown, _) | (_, Datum::Unknown) => Datum::Unknown,
                    (Datum::Null, Datum::Null) => Datum::Bool(false),
                    (Datum::Null, _) | (_, Datum::Null) => Datum::Bool(true),
                    _ => left.compare(&right).map(|order| order != Ordering::Equal).into(),
                }
            }
            ExprKind::Between(value, low, high) => {
                let (value, low, high) = (self.value(value), self.value(low), self.value(high));
                both(&binary(&value, ">=", &low), &binary(&value, "<=", &high))
            }
            ExprKind::InList(value, items) => {
                let value = self.value(value);
                let items: Vec<Datum> = items.iter().map(|i| self.value(i)).collect();
                any_matches(&value, "=", &items, true)
            }
            ExprKind::InQuery(value, query) => {
                let value = self.value(value);
                let (items, complete) = self.first_column(query);
                any_matches(&value, "=", &items, complete)
            }
            ExprKind::Quantified { left, op, all, right } => self.quantified(left, op, *all, right),
            ExprKind::Exists(query) => self.exists(query),
            ExprKind::Subquery(query) => self.scalar(query),
            ExprKind::ArrayQuery(query) => match self.first_column(query) {
                (items, true) => Datum::Array(items),
                (_, false) => Datum::Unknown,
            },
            ExprKind::Case { operand, arms, otherwise } => self.case(operand.as_deref(), arms, otherwise.as_deref()),
            ExprKind::Array(items) => Datum::Array(items.iter().map(|i| self.value(i)).collect()),
            ExprKind::Index(array, indexes) => self.element(array, indexes),
            ExprKind::Field(base, name) => self.value(base).field(name),
            ExprKind::Row(_) | ExprKind::Star(_) | ExprKind::Parameter(_) | ExprKind::Other(_) => Datum::Unknown,
        }
    }

    fn column(&self, parts: &[String]) -> Datum {
        let (qualifier, name) = match parts {
            [name] => (None, name),
            [qualifier, name] => (Some(qualifier), name),
            [.., qualifier, name] => (Some(qualifier), name),
            [] => return Datum::Unknown,
        };
        for bound in self.frames.iter().rev().flatten() {
            if qualifier.is_none_or(|q| *q == bound.alias) {
                if let Some(value) = bound.column(name) {
                    return value.clone();
                }
                if qualifier.is_none() && bound.alias == *name {
                    return bound.record();
                }
            }
        }
        match qualifier {
            Some(qualifier) => self.variables.get(qualifier).map_or(Datum::Unknown, |record| record.field(name)),
            None => self.variables.get(name).cloned().unwrap_or(Datum::Unknown),
        }
    }

    fn call(&mut self, name: &[String], args: &[Arg]) -> Datum {
        let [.., function] = name else { return Datum::Unknown };
        if function == "coalesce" {
            return self.coalesce(args);
        }
        let values: Vec<Datum> = args.iter().map(|a| self.value(&a.value)).collect();
        if function == "to_regclass" {
            return match values.first() {
                Some(Datum::Text(text)) => self.tables.identify(Reg::Class, text),
                _ => Datum::Unknown,
            };
        }
        if values.is_empty() {
            return self.tables.session(function);
        }
        functions::call(function, &values)
    }

    fn coalesce(&mut self, args: &[Arg]) -> Datum {
        for arg in args {
            match self.value(&arg.value) {
                Datum::Null => {}
                value => return value,
            }
        }
        Datum::Null
    }

    fn cast(&mut self, value: Datum, to: &str) -> Datum {
        let base = to.split('(').next().unwrap_or(to).trim();
        let reg = match base.rsplit('.').next().unwrap_or(base) {
            "regclass" => Some(Reg::Class),
            "regtype" => Some(Reg::Type),
            "regproc" | "regprocedure" => Some(Reg::Procedure),
            "regnamespace" => Some(Reg::Namespace),
            "regrole" => Some(Reg::Role),
            _ => None,
        };
        match (value, reg) {
            (Datum::Text(text), Some(reg)) => self.tables.identify(reg, &text),
            (Datum::Text(text), None) if base.ends_with("[]") => functions::array_literal(&text),
            (Datum::Text(text), None)
                if matches!(base, "int" | "integer" | "bigint" | "smallint" | "int4" | "int8") =>
            {
                text.trim().parse().map_or(Datum::Unknown, Datum::Int)
            }
            (Datum::Text(text), None) if matches!(base, "bool" | "boolean") => Datum::Text(text).truth().known().into(),
            (value @ (Datum::Int(_) | Datum::Bool(_)), None) if matches!(base, "text" | "varchar" | "name") => {
                value.printed().map_or(Datum::Unknown, Datum::Text)
            }
            (value, _) => value,
        }
    }

    /// `AND` (`decides` = false) and `OR` (true): one part that decides is enough, whatever the others are.
    fn junction(&mut self, parts: &[Expr], decides: bool) -> Datum {
        let (mut unknown, mut null) = (false, false);
        for part in parts {
            match self.value(part).truth() {
                Truth::True if decides => return Datum::Bool(true),
                Truth::False if !decides => return Datum::Bool(false),
                Truth::True | Truth::False => {}
                Truth::Null => null = true,
                Truth::Unknown => unknown = true,
            }
        }
        if unknown {
            Datum::Unknown
        } else if null {
            Datum::Null
        } else {
            Datum::Bool(!decides)
        }
    }

    fn quantified(&mut self, left: &Expr, op: &str, all: bool, right: &Expr) -> Datum {
        let value = self.value(left);
        let (items, complete) = match &right.kind {
            ExprKind::Subquery(query) => self.first_column(query),
            _ => match self.value(right) {
                Datum::Array(items) => (items, true),
                Datum::Null => return Datum::Null,
                _ => return Datum::Unknown,
            },
        };
        if !all {
            return any_matches(&value, op, &items, complete);
        }
        let mut result = if complete { Datum::Bool(true) } else { Datum::Unknown };
        for item in &items {
            result = both(&result, &binary(&value, op, item));
        }
        result
    }

    fn exists(&mut self, query: &Query) -> Datum {
        match self.query(query) {
            Some(rows) if !rows.rows.is_empty() => Datum::Bool(true),
            Some(rows) if rows.complete => Datum::Bool(false),
            _ => Datum::Unknown,
        }
    }

    fn scalar(&mut self, query: &Query) -> Datum {
        match self.first_column(query) {
            (items, true) => items.into_iter().next().unwrap_or(Datum::Null),
            _ => Datum::Unknown,
        }
    }

    fn first_column(&mut self, query: &Query) -> (Vec<Datum>, bool) {
        self.query(query).map_or((Vec::new(), false), |rows| {
            (rows.rows.into_iter().filter_map(|row| row.into_iter().next()).collect(), rows.complete)
        })
    }

    fn case(&mut self, operand: Option<&Expr>, arms: &[(Expr, Expr)], otherwise: Option<&Expr>) -> Datum {
        let operand = operand.map(|o| self.value(o));
        for (when, then) in arms {
            let when = self.value(when);
            let chosen = match &operand {
                Some(operand) => binary(operand, "=", &when),
                None => when,
            };
            match chosen.holds() {
                Some(true) => return self.value(then),
                Some(false) => {}
                None => return Datum::Unknown,
            }
        }
        otherwise.map_or(Datum::Null, |o| self.value(o))
    }

    fn element(&mut self, array: &Expr, indexes: &[Expr]) -> Datum {
        let [index] = indexes else { return Datum::Unknown };
        match (self.value(array), self.value(index)) {
            (Datum::Array(items), Datum::Int(index)) => {
                let place = usize::try_from(index).ok().and_then(|i| i.checked_sub(1));
                place.and_then(|i| items.get(i).cloned()).unwrap_or(Datum::Null)
            }
            _ => Datum::Unknown,
        }
    }
}

fn constant(literal: &Literal) -> Datum {
    match literal {
        Literal::Null => Datum::Null,
        Literal::Bool(value) => Datum::Bool(*value),
        Literal::Number(number) => number.parse().map_or(Datum::Unknown, Datum::Int),
        Literal::Text(text) => Datum::Text(text.clone()),
    }
}

fn negate(value: &Datum) -> Datum {
    match value.truth() {
        Truth::True => Datum::Bool(false),
        Truth::False => Datum::Bool(true),
        Truth::Null => Datum::Null,
        Truth::Unknown => Datum::Unknown,
    }
}

fn both(left: &Datum, right: &Datum) -> Datum {
    match (left.truth(), right.truth()) {
        (Truth::False, _) | (_, Truth::False) => Datum::Bool(false),
        (Truth::Unknown, _) | (_, Truth::Unknown) => Datum::Unknown,
        (Truth::Null, _) | (_, Truth::Null) => Datum::Null,
        _ => Datum::Bool(true),
    }
}

fn is(value: &Datum, what: Is) -> Datum {
    match (value, what) {
        (Datum::Unknown, _) => Datum::Unknown,
        (value, Is::Null) => Datum::Bool(*value == Datum::Null),
        (value, Is::True) => value.holds().into(),
        (value, Is::False) => match value.truth() {
            Truth::Unknown => Datum::Unknown,
            truth => Datum::Bool(truth == Truth::False),
        },
    }
}

/// Whether some item stands in the relation `op` to a value.
fn any_matches(value: &Datum, op: &str, items: &[Datum], complete: bool) -> Datum {
    let mut unsure = if complete { Datum::Bool(false) } else { Datum::Unknown };
    for item in items {
        match binary(value, op, item) {
            Datum::Bool(true) => return Datum::Bool(true),
            Datum::Unknown => unsure = Datum::Unknown,
            Datum::Null if unsure == Datum::Bool(false) => unsure = Datum::Null,
            _ => {}
        }
    }
    unsure
}

fn binary(left: &Datum, op: &str, right: &Datum) -> Datum {
    if matches!(left, Datum::Unknown) || matches!(right, Datum::Unknown) {
        return Datum::Unknown;
    }
    if op == "||" {
        return functions::concatenate(left, right);
    }
    if matches!(left, Datum::Null) || matches!(right, Datum::Null) {
        return Datum::Null;
    }
    match op {
        "=" => ordered(left, right, |o| o == Ordering::Equal),
        "<>" => ordered(left, right, |o| o != Ordering::Equal),
        "<" => ordered(left, right, |o| o == Ordering::Less),
        "<=" => ordered(left, right, |o| o != Ordering::Greater),
        ">" => ordered(left, right, |o| o == Ordering::Greater),
        ">=" => ordered(left, right, |o| o != Ordering::Less),
        "~~" | "~~*" => match (left, right) {
            (Datum::Text(text), Datum::Text(pattern)) => functions::like(text, pattern, op == "~~*").into(),
            _ => Datum::Unknown,
        },
        "+" | "-" | "*" => match (left, right) {
            (Datum::Int(a), Datum::Int(b)) => arithmetic(*a, op, *b).map_or(Datum::Unknown, Datum::Int),
            _ => Datum::Unknown,
        },
        _ => Datum::Unknown,
    }
}

fn ordered(left: &Datum, right: &Datum, fits: fn(Ordering) -> bool) -> Datum {
    left.compare(right).map(fits).into()
}

fn arithmetic(a: i64, op: &str, b: i64) -> Option<i64> {
    match op {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        _ => a.checked_mul(b),
    }
}
