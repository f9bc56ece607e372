//! Queries of a block over the catalogue, and over tables that are known to be empty.

use std::sync::Arc;

use super::{
    Frame,
    value::{Object, Value, Variables},
};
use crate::{
    model::replay::{Replay, index::figure_name, refusal::Run},
    sql::expr::{Expr, ExprKind, FromItem, JoinKind, Query, QueryBody, Select, SetOp, Source, parse_query},
};

/// A row: its columns in order.
pub(super) type Row = Vec<(String, Value)>;
/// Rows.
pub(super) type Rows = Vec<Row>;

/// Columns of the catalogue that name one object, or few.
const SELECTIVE: &[&str] =
    &["table_name", "tablename", "constraint_name", "conname", "indexname", "relname", "proname", "typname"];

/// How many rows are joined at most: beyond, nothing is known.
const MAX_ROWS: usize = 200_000;

/// What names mean while an expression is evaluated: rows of the query and of those around it, then variables.
#[derive(Clone, Debug)]
pub(super) struct Env<'a> {
    pub(super) variables: &'a Variables,
    /// Alias and row, the innermost query's last.
    rows: Vec<(String, Arc<Row>)>,
}

impl<'a> Env<'a> {
    pub(super) fn new(variables: &'a Variables) -> Self {
        Self { variables, rows: Vec::new() }
    }

    fn with(&self, rows: &[(String, Arc<Row>)]) -> Self {
        let mut all = self.rows.clone();
        all.extend(rows.iter().cloned());
        Self { variables: self.variables, rows: all }
    }

    /// A column by the parts of its name.
    pub(super) fn column(&self, parts: &[String]) -> Option<Value> {
        let find = |row: &Row, name: &str| row.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        match parts {
            [name] => {
                let column = self.rows.iter().rev().find_map(|(_, row)| find(row, name));
                column.or_else(|| {
                    let whole = self.rows.iter().rev().find(|(alias, _)| alias == name)?;
                    match whole.1.as_slice() {
                        [(_, only)] => Some(only.clone()),
                        _ => Some(Value::Row(Arc::clone(&whole.1))),
                    }
                })
            }
            [.., alias, name] => {
                let (_, row) = self.rows.iter().rev().find(|(own, _)| own == alias)?;
                // A row that an outer join made up has no columns: all of them are null.
                Some(find(row, name).unwrap_or(if row.is_empty() { Value::Null } else { Value::Unknown }))
            }
            [] => None,
        }
    }
}

/// The result of a FROM list: combinations of rows that are there, and whether there may be more.
struct Joined {
    rows: Vec<Vec<(String, Arc<Row>)>>,
    open: bool,
}

impl Replay {
    /// The rows of a query of a block; `None` when they are not known.
    pub(super) fn selected(&mut self, text: &str, run: &mut Frame) -> Run<Option<Rows>> {
        let Ok(query) = parse_query(text) else { return Ok(None) };
        self.select(&query, &Env::new(&run.variables))
    }

    /// `EXISTS`: one row that is surely there is enough.
    pub(super) fn exists(&mut self, query: &Query, env: &Env<'_>) -> Run<Value> {
        if query.ctes.is_empty()
            && let Some(select) = query.as_select()
            && select.group_by.is_empty()
            && !select.items.iter().any(|item| is_aggregate(&item.value))
        {
            let joined = self.filtered(select, env)?;
            return Ok(match (joined.rows.is_empty(), joined.open) {
                (false, _) => Value::Bool(true),
                (true, true) => Value::Unknown,
                (true, false) => Value::Bool(false),
            });
        }
        Ok(self.select(query, env)?.map_or(Value::Unknown, |rows| Value::Bool(!rows.is_empty())))
    }

    /// The rows of a query; `None` when they are not known.
    pub(super) fn select(&mut self, query: &Query, env: &Env<'_>) -> Run<Option<Rows>> {
        if !query.ctes.is_empty() {
            return Ok(None);
        }
        let Some(mut rows) = self.select_body(&query.body, env, &query.order)? else { return Ok(None) };
        if let Some(limit) = &query.limit {
            match self.eval(limit, env)? {
                Value::Int(n) => rows.truncate(usize::try_from(n).unwrap_or(0)),
                _ => return Ok(None),
            }
        }
        Ok(Some(rows))
    }

    fn select_body(&mut self, body: &QueryBody, env: &Env<'_>, order: &[Expr]) -> Run<Option<Rows>> {
        match body {
            QueryBody::Select(select) => self.select_plain(select, env, order),
            QueryBody::Set(SetOp::Union, left, right) => {
                let (left, right) = (self.select_body(left, env, &[])?, self.select_body(right, env, &[])?);
                Ok(left.zip(right).map(|(mut all, more)| {
                    for row in more {
                        if !all.contains(&row) {
                            all.push(row);
                        }
                    }
                    all
                }))
            }
            QueryBody::Set(..) | QueryBody::Modify(_) => Ok(None),
            QueryBody::Values(rows) => {
                let mut all = Vec::new();
                for row in rows {
                    let values: Vec<Value> = row.iter().map(|v| self.eval(v, env)).collect::<Run<_>>()?;
                    all.push(values.into_iter().enumerate().map(|(i, v)| (format!("column{}", i + 1), v)).collect());
                }
                Ok(Some(all))
            }
            QueryBody::Query(query) => self.select(query, env),
        }
    }

    fn select_plain(&mut self, select: &Select, env: &Env<'_>, order: &[Expr]) -> Run<Option<Rows>> {
        let joined = self.filtered(select, env)?;
        if !select.group_by.is_empty() || select.having.is_some() {
            // Groups are not worked out, but of nothing there are none.
            let nothing = joined.rows.is_empty() && !joined.open && !select.group_by.is_empty();
            return Ok(nothing.then(Rows::new));
        }
        if joined.open {
            return Ok(None);
        }
        if select.items.iter().any(|item| is_aggregate(&item.value)) {
            return self.aggregated(select, env, &joined);
        }
        let mut keyed: Vec<(Vec<Value>, Row)> = Vec::new();
        for combination in &joined.rows {
            let env = env.with(combination);
            let mut row = Vec::new();
            for item in &select.items {
                if let ExprKind::Star(qualifier) = &item.value.kind {
                    let wanted = qualifier.last();
                    let shown = combination.iter().filter(|(alias, _)| wanted.is_none_or(|w| w == alias));
                    row.extend(shown.flat_map(|(_, columns)| columns.iter().cloned()));
                    continue;
                }
                row.push((column_name(&item.value, item.alias.as_deref()), self.eval(&item.value, &env)?));
            }
            let mut keys = Vec::new();
            for key in order {
                keys.push(self.eval(key, &env)?);
            }
            keyed.push((keys, row));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let pairs = a.iter().zip(b);
            pairs.filter_map(|(a, b)| a.compare(b)).find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
        Ok(Some(keyed.into_iter().map(|(_, row)| row).collect()))
    }

    /// One row of aggregates over all rows.
    fn aggregated(&mut self, select: &Select, env: &Env<'_>, joined: &Joined) -> Run<Option<Rows>> {
        let mut row = Vec::new();
        for item in &select.items {
            let value = self.aggregate(&item.value, env, joined)?;
            row.push((column_name(&item.value, item.alias.as_deref()), value));
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

    /// The rows of FROM that the condition lets pass.
    fn filtered(&mut self, select: &Select, env: &Env<'_>) -> Run<Joined> {
        let mut joined = self.joined(&select.from, select.condition.as_ref(), env)?;
        let Some(condition) = &select.condition else { return Ok(joined) };
        let mut kept = Vec::new();
        for combination in joined.rows {
            match self.eval(condition, &env.with(&combination))?.as_condition() {
                Some(true) => kept.push(combination),
                Some(false) => {}
                None => joined.open = true,
            }
        }
        Ok(Joined { rows: kept, open: joined.open })
    }

    fn joined(&mut self, from: &[FromItem], condition: Option<&Expr>, env: &Env<'_>) -> Run<Joined> {
        let conjuncts = conjuncts_of(condition);
        let mut result = Joined { rows: vec![Vec::new()], open: false };
        for item in from {
            let on = conjuncts_of(item.join.as_ref().and_then(|j| j.on.as_ref()));
            let mut next = Vec::new();
            let mut whole = None;
            for combination in std::mem::take(&mut result.rows) {
                let inner = env.with(&combination);
                let Some((alias, rows)) = self.rows_to_join(item, &[conjuncts, on], &inner, &mut whole)? else {
                    // An inner join with rows that are not known leaves nothing that is sure.
                    result.open = true;
                    continue;
                };
                let mut met = false;
                for row in rows {
                    let mut all = combination.clone();
                    all.push((alias.clone(), row));
                    let env = env.with(&all);
                    match self.join_holds(item, &env, &all)? {
                        Some(true) => met = true,
                        Some(false) => continue,
                        None => {
                            result.open = true;
                            continue;
                        }
                    }
                    if !self.is_excluded(conjuncts, &env)? {
                        next.push(all);
                    }
                    if next.len() > MAX_ROWS {
                        return Ok(Joined { rows: Vec::new(), open: true });
                    }
                }
                let outer = item.join.as_ref().is_some_and(|j| matches!(j.kind, JoinKind::Left | JoinKind::Full));
                if outer && !met {
                    let mut all = combination;
                    all.push((alias, Arc::new(Row::new())));
                    next.push(all);
                }
            }
            result.rows = next;
        }
        Ok(result)
    }

    /// The rows of an item that may join a combination of rows before it. A catalogue is made once and kept in
    /// `whole`, unless the conditions name the one relation that is wanted of it.
    fn rows_to_join(
        &mut self,
        item: &FromItem,
        conditions: &[&[Expr]],
        env: &Env<'_>,
        whole: &mut Option<Option<(String, Vec<Arc<Row>>)>>,
    ) -> Run<Option<(String, Vec<Arc<Row>>)>> {
        let Source::Table(table) = &item.source else { return self.source_rows(item, &[], env) };
        let alias = item.alias.as_deref().unwrap_or(&table.name);
        let mut hints = Vec::new();
        for conjuncts in conditions {
            hints.extend(self.hints(alias, conjuncts, env)?);
        }
        // What a join says differs from row to row: where it names one object, only that one is made.
        let [_, on] = conditions else { return self.source_rows(item, &hints, env) };
        let joined = self.hints(alias, on, env)?;
        let is_narrow = |(column, value): &(String, Value)| match value {
            Value::Object(Object::Relation(_)) => true,
            Value::Text(_) => SELECTIVE.contains(&column.as_str()),
            _ => false,
        };
        if hints.iter().any(|h| matches!(h.1, Value::Object(Object::Relation(_)))) || joined.iter().any(is_narrow) {
            return self.source_rows(item, &hints, env);
        }
        if let Some(rows) = whole {
            return Ok(rows.clone());
        }
        let texts = self.hints(alias, conditions.first().copied().unwrap_or_default(), env)?;
        let rows = self.source_rows(item, &texts, env)?;
        *whole = Some(rows.clone());
        Ok(rows)
    }

    /// Whether a part of the condition is false already, before all items are joined.
    fn is_excluded(&mut self, conjuncts: &[Expr], env: &Env<'_>) -> Run<bool> {
        for part in conjuncts {
            if let ExprKind::Binary(left, op, right) = &part.kind
                && op == "="
                && (is_name(left) || is_name(right))
                && self.eval(part, env)? == Value::Bool(false)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What equalities say about columns of an item: only such rows are wanted.
    fn hints(&mut self, alias: &str, conjuncts: &[Expr], env: &Env<'_>) -> Run<Vec<(String, Value)>> {
        let mut hints = Vec::new();
        for part in conjuncts {
            let ExprKind::Binary(left, op, right) = &part.kind else { continue };
            if op != "=" {
                continue;
            }
            for (column, other) in [(left, right), (right, left)] {
                let ExprKind::Column(name) = &column.kind else { continue };
                let meant = match name.as_slice() {
                    [_] => true,
                    [qualifier, _] => qualifier == alias,
                    _ => false,
                };
                let Some(column) = name.last().filter(|_| meant) else { continue };
                match self.eval(other, env)? {
                    Value::Unknown | Value::Null => {}
                    value => hints.push((column.clone(), value)),
                }
            }
        }
        Ok(hints)
    }

    fn join_holds(&mut self, item: &FromItem, env: &Env<'_>, all: &[(String, Arc<Row>)]) -> Run<Option<bool>> {
        let Some(join) = &item.join else { return Ok(Some(true)) };
        for column in &join.using {
            let mut values = all.iter().filter_map(|(_, row)| row.iter().find(|(n, _)| n == column)).map(|(_, v)| v);
            let (Some(a), Some(b)) = (values.next(), values.next_back()) else { return Ok(None) };
            match a.equals(b) {
                Some(true) => {}
                other => return Ok(other),
            }
        }
        match &join.on {
            Some(on) => Ok(self.eval(on, env)?.as_condition()),
            None => Ok(Some(true)),
        }
    }

    /// The rows of one FROM item under its alias; `None` when they are not known.
    fn source_rows(
        &mut self,
        item: &FromItem,
        hints: &[(String, Value)],
        env: &Env<'_>,
    ) -> Run<Option<(String, Vec<Arc<Row>>)>> {
        let (default_alias, rows) = match &item.source {
            Source::Table(table) => (table.name.clone(), self.table_rows(table.schema.as_deref(), &table.name, hints)),
            Source::Query(query) => (String::new(), self.select(query, env)?),
            Source::Call(call) => {
                let name = match &call.kind {
                    ExprKind::Call(call) => call.name.last().cloned().unwrap_or_default(),
                    _ => String::new(),
                };
                let rows = self.call_rows(call, env)?;
                (name, rows)
            }
            Source::Nested(items) => {
                let joined = self.joined(items, None, env)?;
                if joined.open {
                    return Ok(None);
                }
                let flat = joined.rows.into_iter().map(|c| c.iter().flat_map(|(_, row)| row.iter().cloned()).collect());
                (String::new(), Some(flat.collect()))
            }
            Source::Other => (String::new(), None),
        };
        let alias = item.alias.clone().unwrap_or(default_alias);
        let single = matches!(item.source, Source::Call(_)) && item.columns.is_empty();
        Ok(rows.map(|mut rows| {
            for row in &mut rows {
                for (slot, name) in row.iter_mut().zip(&item.columns) {
                    slot.0.clone_from(name);
                }
                if let (true, [(name, _)]) = (single, row.as_mut_slice()) {
                    name.clone_from(&alias);
                }
            }
            (alias, rows.into_iter().map(Arc::new).collect())
        }))
    }

    /// `unnest(…)`, `generate_series(…)`, `regexp_split_to_table(…)`.
    fn call_rows(&mut self, call: &Expr, env: &Env<'_>) -> Run<Option<Rows>> {
        let ExprKind::Call(call) = &call.kind else { return Ok(None) };
        let mut args = Vec::new();
        for arg in &call.args {
            args.push(self.eval(&arg.value, env)?);
        }
        let name = call.name.last().map_or("", String::as_str);
        let single = |value: Value| vec![(name.to_owned(), value)];
        Ok(match (name, args.as_slice()) {
            ("unnest", [Value::Array(items)]) => Some(items.iter().cloned().map(single).collect()),
            ("unnest", [Value::Null]) => Some(Vec::new()),
            ("generate_series", [Value::Int(from), Value::Int(to)]) if to - from < 10_000 => {
                Some((*from..=*to).map(|i| single(Value::Int(i))).collect())
            }
            _ => None,
        })
    }
}

fn conjuncts_of(condition: Option<&Expr>) -> &[Expr] {
    match condition {
        Some(Expr { kind: ExprKind::And(parts), .. }) => parts,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

fn is_name(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Column(_) => true,
        ExprKind::Cast(inner, _) => is_name(inner),
        _ => false,
    }
}

const AGGREGATES: &[&str] = &["count", "array_agg", "string_agg", "max", "min", "bool_or", "bool_and", "sum"];

fn is_aggregate(expr: &Expr) -> bool {
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

fn column_name(expr: &Expr, alias: Option<&str>) -> String {
    alias.map(str::to_owned).or_else(|| figure_name(expr)).unwrap_or_else(|| "?column?".to_owned())
}
