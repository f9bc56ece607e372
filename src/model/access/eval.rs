//! Evaluation of expressions for a caller: to the cases in which they hold.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    Caller,
    cases::{Cases, MAX_NODES, Nodes, Truth},
    compare::{any, any_element, compare, distinct},
    scope::Scope,
    value::{Alternative, Atom, Made, Row, Value},
};
use crate::{
    model::schema::{FunctionKey, Name, Schema},
    sql::expr::{Expr, ExprKind, Is, Literal},
};

/// Steps that one cell may take; what needs more is unknown.
const MAX_STEPS: u32 = 60_000;

/// Why an evaluation ends without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Policies of these tables read each other: every access is an error.
    Recursion(Vec<Name>),
    /// The caller may not use this, so that the statement is an error: `table auth.users`.
    NoRight(String),
    /// It takes too long.
    Budget,
}

/// Evaluates expressions of one schema for one caller.
pub(super) struct Evaluator<'a> {
    pub schema: &'a Schema,
    pub caller: Caller,
    /// Parsed conditions by their text.
    pub trees: BTreeMap<Rc<str>, Option<Rc<Expr>>>,
    /// When rows of a table are visible to the caller.
    pub visible: BTreeMap<Name, Cases>,
    /// Results of calls whose arguments do not depend on rows.
    pub results: BTreeMap<(FunctionKey, String), Vec<Row>>,
    /// Tables whose rows are being judged, also beyond calls.
    pub reading: Vec<Name>,
    /// Functions being looked into.
    pub calls: Vec<FunctionKey>,
    /// Errors within functions so far: what was found meanwhile holds only here.
    pub errors: u32,
    pub steps: u32,
    next_node: u32,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(schema: &'a Schema, caller: Caller) -> Self {
        Self {
            schema,
            caller,
            trees: BTreeMap::new(),
            visible: BTreeMap::new(),
            results: BTreeMap::new(),
            reading: Vec::new(),
            calls: Vec::new(),
            errors: 0,
            steps: 0,
            next_node: 2,
        }
    }

    pub(super) fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(Stop::Budget) } else { Ok(()) }
    }

    /// A node for a row of a subquery.
    pub(super) fn new_node(&mut self) -> Result<Nodes, Stop> {
        if self.next_node >= MAX_NODES {
            return Err(Stop::Budget);
        }
        self.next_node += 1;
        Ok(1 << (self.next_node - 1))
    }

    /// Runs a query; gives its result and the nodes that were made in it.
    pub(super) fn with_nodes<T>(&mut self, run: impl FnOnce(&mut Self, u32) -> Result<T, Stop>) -> Result<T, Stop> {
        let first = self.next_node;
        let result = run(self, first);
        self.next_node = first;
        result
    }

    /// The nodes made since the one with this number.
    pub(super) fn nodes_since(&self, first: u32) -> Nodes {
        (first..self.next_node).fold(0, |all, node| all | 1 << node)
    }

    pub(super) fn truth(&mut self, expr: &Expr, scope: &mut Scope<'a>) -> Result<Truth, Stop> {
        use ExprKind as K;
        self.step()?;
        Ok(match &expr.kind {
            K::And(items) => {
                let mut all = Truth::constant(true);
                for item in items {
                    all = all.and(&self.truth(item, scope)?);
                }
                all
            }
            K::Or(items) => {
                let mut all = Truth::constant(false);
                for item in items {
                    all = all.or(self.truth(item, scope)?);
                }
                all
            }
            K::Not(inner) => self.truth(inner, scope)?.not(),
            K::Binary(left, op, right) if is_comparison(op) => {
                let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
                compare(op, &left, &right)
            }
            K::Distinct(left, right) => {
                let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
                distinct(&left, &right)
            }
            K::Between(value, low, high) => {
                let value = self.value(value, scope)?;
                let low = compare(">=", &value, &self.value(low, scope)?);
                low.and(&compare("<=", &value, &self.value(high, scope)?))
            }
            K::Is(inner, Is::Null) => {
                let value = self.value(inner, scope)?;
                Truth { yes: value.null_cases(), no: value.not_null_cases(), null: Cases::never() }
            }
            K::Is(inner, what) => {
                let inner = self.truth(inner, scope)?;
                let (yes, no) = if *what == Is::True { (inner.yes, inner.no) } else { (inner.no, inner.yes) };
                Truth { yes, no: no.or(&inner.null), null: Cases::never() }
            }
            K::InList(value, items) => self.in_list(value, items, scope)?,
            K::InQuery(value, query) => {
                let rows = self.rows(query, scope)?;
                self.in_rows("=", value, &rows, scope)?
            }
            K::Quantified { left, op, all, right } => self.quantified(left, op, *all, right, scope)?,
            K::Exists(query) => {
                let rows = self.rows(query, scope)?;
                Truth::when(rows.iter().fold(Cases::never(), |all, row| all.or(&row.when)))
            }
            _ => self.value(expr, scope)?.as_truth(),
        })
    }

    pub(super) fn value(&mut self, expr: &Expr, scope: &mut Scope<'a>) -> Result<Value, Stop> {
        use ExprKind as K;
        self.step()?;
        Ok(match &expr.kind {
            K::Column(parts) => scope.lookup(parts),
            K::Literal(literal) => constant(literal),
            K::Parameter(number) => {
                let index = usize::try_from(*number).unwrap_or(usize::MAX).checked_sub(1);
                index.and_then(|index| scope.parameters.get(index)).cloned().unwrap_or_else(Value::unknown)
            }
            K::Call(call) => self.call(call, scope)?,
            K::Cast(inner, _) => self.value(inner, scope)?,
            K::Binary(left, op, right) if matches!(op.as_str(), "->" | "->>" | "#>" | "#>>") => {
                let (base, key) = (self.value(left, scope)?, self.value(right, scope)?);
                self.member(&base, &key)
            }
            K::Binary(left, op, right) if op == "||" => {
                let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
                match (left.as_const(), right.as_const()) {
                    (Some(a), Some(b)) => Value::text(&format!("{a}{b}")),
                    _ => combined(&[left, right]),
                }
            }
            K::Binary(left, op, right) if !is_comparison(op) => {
                combined(&[self.value(left, scope)?, self.value(right, scope)?])
            }
            K::Unary(_, inner) => combined(&[self.value(inner, scope)?]),
            K::Index(base, _) => {
                let base = self.value(base, scope)?;
                element(&base)
            }
            K::Field(base, name) => {
                let key = Value::text(name);
                let base = self.value(base, scope)?;
                self.member(&base, &key)
            }
            K::Subquery(query) => {
                let rows = self.rows(query, scope)?;
                scalar(&rows)
            }
            K::ArrayQuery(query) => Value::of(Atom::Many(self.rows(query, scope)?.into())),
            K::Array(items) => Value::of(Atom::Many(self.list(items, scope)?.into())),
            K::Case { operand, arms, otherwise } => self.case(operand.as_deref(), arms, otherwise.as_deref(), scope)?,
            K::Row(items) => {
                let values = self.values(items, scope)?;
                combined(&values)
            }
            K::Star(_) => Value::of(Atom::Of(Made { not_null: true, ..Made::default() })),
            K::Other(items) => {
                self.values(items, scope)?;
                Value::unknown()
            }
            _ => Value::truth(self.truth(expr, scope)?),
        })
    }

    pub(super) fn values(&mut self, items: &[Expr], scope: &mut Scope<'a>) -> Result<Vec<Value>, Stop> {
        items.iter().map(|item| self.value(item, scope)).collect()
    }

    fn list(&mut self, items: &[Expr], scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        Ok(self.values(items, scope)?.into_iter().map(Row::of).collect())
    }

    fn in_list(&mut self, value: &Expr, items: &[Expr], scope: &mut Scope<'a>) -> Result<Truth, Stop> {
        let rows = self.list(items, scope)?;
        let value = self.value(value, scope)?;
        Ok(any("=", &value, &rows))
    }

    /// `value op ANY (rows)`, rows compared with rows column by column.
    fn in_rows(&mut self, op: &str, value: &Expr, rows: &[Row], scope: &mut Scope<'a>) -> Result<Truth, Stop> {
        let ExprKind::Row(items) = &value.kind else {
            let value = self.value(value, scope)?;
            return Ok(any(op, &value, rows));
        };
        let values = self.values(items, scope)?;
        let mut all = Truth::constant(false);
        for row in rows {
            let mut equal = Truth::when(row.when.clone());
            for (value, (_, column)) in values.iter().zip(&row.columns) {
                equal = equal.and(&compare("=", value, column));
            }
            all = all.or(equal);
        }
        Ok(all)
    }

    fn quantified(
        &mut self,
        left: &Expr,
        op: &str,
        all: bool,
        right: &Expr,
        scope: &mut Scope<'a>,
    ) -> Result<Truth, Stop> {
        // `x <> ALL (…)` is `NOT x = ANY (…)`; other orderings over all rows are read as over some.
        let (op, negated) = if all && op == "<>" { ("=", true) } else { (op, false) };
        let truth = if let ExprKind::Subquery(query) = &right.kind {
            let rows = self.rows(query, scope)?;
            self.in_rows(op, left, &rows, scope)?
        } else {
            let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
            any_element(op, &left, &right)
        };
        Ok(if negated { truth.not() } else { truth })
    }

    fn case(
        &mut self,
        operand: Option<&Expr>,
        arms: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        scope: &mut Scope<'a>,
    ) -> Result<Value, Stop> {
        let operand = operand.map(|operand| self.value(operand, scope)).transpose()?;
        let mut rest = Cases::always();
        let mut result = Value::default();
        for (when, then) in arms {
            let condition = match &operand {
                Some(operand) => compare("=", operand, &self.value(when, scope)?),
                None => self.truth(when, scope)?,
            };
            let here = rest.and(&condition.yes);
            if !here.is_never() {
                result = result.or(self.value(then, scope)?.given(&here));
            }
            rest = rest.and(&condition.no.or(&condition.null));
        }
        let last = match otherwise {
            Some(otherwise) => self.value(otherwise, scope)?,
            None => Value::null(),
        };
        Ok(result.or(last.given(&rest)))
    }

    /// `base -> key`, `base #>> '{a,b}'`.
    pub(super) fn member(&self, base: &Value, key: &Value) -> Value {
        let mut all = Value::default();
        for alternative in &base.0 {
            let value = match &alternative.atom {
                Atom::Claims(path) => match key.as_const() {
                    Some(key) => {
                        let more = key.trim_start_matches('{').trim_end_matches('}').split(',').map(str::trim);
                        let path: Vec<&str> = path.iter().map(|part| &**part).chain(more).collect();
                        self.caller.claim(&path)
                    }
                    None => Value::held(),
                },
                Atom::Null => Value::null(),
                atom => match atom.made() {
                    Some(made) => Value::of(Atom::Of(Made { not_null: false, ..made })),
                    None => Value::unknown(),
                },
            };
            all = all.or(value.given(&alternative.when));
        }
        all
    }
}

/// Whether an operator gives a truth value.
fn is_comparison(op: &str) -> bool {
    matches!(
        op,
        "=" | "<>"
            | "<"
            | "<="
            | ">"
            | ">="
            | "~~"
            | "~~*"
            | "~~~"
            | "~"
            | "~*"
            | "@>"
            | "<@"
            | "&&"
            | "?"
            | "?|"
            | "?&"
            | "^@"
            | "@@"
            | "@?"
            | "OVERLAPS"
    )
}

fn constant(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::null(),
        Literal::Bool(value) => Value::text(if *value { "true" } else { "false" }),
        Literal::Number(text) | Literal::Text(text) => Value::text(text),
    }
}

/// What a query gives as a value: its only row, or null.
pub(super) fn scalar(rows: &[Row]) -> Value {
    let mut all = Value::default();
    let mut some = Cases::never();
    for row in rows {
        let Some((_, value)) = row.columns.first() else { continue };
        all = all.or(value.given(&row.when));
        some = some.or(&row.when);
    }
    let none = some.negated();
    if none.is_never() { all } else { all.or(Value::null().given(&none)) }
}

/// What a function of these values is.
pub(super) fn combined(values: &[Value]) -> Value {
    let mut made = Made { not_null: true, ..Made::default() };
    let mut when = Cases::always();
    for value in values {
        let Some(part) = value.made() else { return Value::unknown() };
        made = made.with(&part);
        when = when.and(&value.not_null_cases());
    }
    let null = when.negated();
    let result = Value(vec![Alternative { when, atom: Atom::Of(made) }]);
    if null.is_never() { result } else { result.or(Value::null().given(&null)) }
}

/// An element of an array.
pub(super) fn element(array: &Value) -> Value {
    let mut all = Value::default();
    for alternative in &array.0 {
        let value = match &alternative.atom {
            Atom::Many(rows) => scalar(rows),
            Atom::Of(made) => Value::of(Atom::Of(Made { not_null: false, ..made.clone() })),
            atom => Value::of(atom.clone()),
        };
        all = all.or(value.given(&alternative.when));
    }
    all
}

impl Row {
    /// A row that is always there, with one column.
    pub(super) fn of(value: Value) -> Self {
        Self { when: Cases::always(), columns: vec![(Rc::from("?column?"), value)] }
    }
}
