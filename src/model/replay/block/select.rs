//! Queries of a block over the catalogue, and over tables that are known to be empty.

use std::{borrow::Cow, sync::Arc};

use super::{
    Frame,
    aggregate::is_aggregate,
    join::Joined,
    value::{Value, Variables},
};
use crate::{
    model::replay::{Replay, index::figure_name, refusal::Run},
    sql::expr::{Expr, ExprKind, Query, QueryBody, Select, SetOp, SortKey, parse_query},
};

/// A row: its columns in order. The names of the catalogue's columns are not copied.
pub(super) type Row = Vec<(Cow<'static, str>, Value)>;
/// Rows.
pub(super) type Rows = Vec<Row>;
/// One row of each item of a FROM list, with the item's alias.
pub(super) type Combination = Vec<(Arc<str>, Arc<Row>)>;

/// What names mean while an expression is evaluated: rows of the query and of those around it, then variables.
#[derive(Clone, Copy, Debug)]
pub(super) struct Env<'a> {
    pub(super) variables: &'a Variables,
    rows: &'a [(Arc<str>, Arc<Row>)],
    around: Option<&'a Env<'a>>,
}

impl<'a> Env<'a> {
    pub(super) fn new(variables: &'a Variables) -> Self {
        Self { variables, rows: &[], around: None }
    }

    /// The same with a combination of rows in front.
    pub(super) fn with<'b>(&'b self, rows: &'b [(Arc<str>, Arc<Row>)]) -> Env<'b> {
        Env { variables: self.variables, rows, around: Some(self) }
    }

    /// Aliases and rows, the innermost query's last item first.
    fn rows(&self) -> impl Iterator<Item = &'a (Arc<str>, Arc<Row>)> {
        std::iter::successors(Some(*self), |env| env.around.copied()).flat_map(|env| env.rows.iter().rev())
    }

    /// A column by the parts of its name.
    pub(super) fn column(&self, parts: &[String]) -> Option<Value> {
        let find = |row: &Row, name: &str| row.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
        match parts {
            [name] => {
                let column = self.rows().find_map(|(_, row)| find(row, name));
                column.or_else(|| {
                    let (_, whole) = self.rows().find(|(alias, _)| alias.as_ref() == name)?;
                    match whole.as_slice() {
                        [(_, only)] => Some(only.clone()),
                        _ => Some(Value::Row(Arc::clone(whole))),
                    }
                })
            }
            [.., alias, name] => {
                let (_, row) = self.rows().find(|(own, _)| own.as_ref() == alias)?;
                // A row that an outer join made up has no columns: all of them are null.
                Some(find(row, name).unwrap_or(if row.is_empty() { Value::Null } else { Value::Unknown }))
            }
            [] => None,
        }
    }
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

    fn select_body(&mut self, body: &QueryBody, env: &Env<'_>, order: &[SortKey]) -> Run<Option<Rows>> {
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
                    all.push(
                        values.into_iter().enumerate().map(|(i, v)| (format!("column{}", i + 1).into(), v)).collect(),
                    );
                }
                Ok(Some(all))
            }
            QueryBody::Query(query) => self.select(query, env),
        }
    }

    fn select_plain(&mut self, select: &Select, env: &Env<'_>, order: &[SortKey]) -> Run<Option<Rows>> {
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
                    let shown = combination.iter().filter(|(alias, _)| wanted.is_none_or(|w| *w == **alias));
                    row.extend(shown.flat_map(|(_, columns)| columns.iter().cloned()));
                    continue;
                }
                row.push((column_name(&item.value, item.alias.as_deref()).into(), self.eval(&item.value, &env)?));
            }
            let mut keys = Vec::new();
            for key in order {
                keys.push(self.eval(&key.expr, &env)?);
            }
            keyed.push((keys, row));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let pairs = a.iter().zip(b).zip(order);
            let compared = pairs.filter_map(|((a, b), key)| {
                let upwards = a.compare(b)?;
                Some(if key.descending { upwards.reverse() } else { upwards })
            });
            compared.into_iter().find(|o| o.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
        Ok(Some(keyed.into_iter().map(|(_, row)| row).collect()))
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
}

/// What a column of the result is called.
pub(super) fn column_name(expr: &Expr, alias: Option<&str>) -> String {
    alias.map(str::to_owned).or_else(|| figure_name(expr)).unwrap_or_else(|| "?column?".to_owned())
}
