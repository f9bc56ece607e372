//! `FROM`: the combinations of rows that a query of a block goes through.

use std::sync::Arc;

use super::{
    probe::Whole,
    select::{Combination, Env, Row, Rows},
    value::{Object, Value},
};
use crate::{
    model::replay::{Replay, refusal::Run},
    sql::expr::{Expr, ExprKind, FromItem, JoinKind, Source},
};

/// Columns of the catalogue that name one object, or few.
const SELECTIVE: &[&str] =
    &["table_name", "tablename", "constraint_name", "conname", "indexname", "relname", "proname", "typname"];

/// How many rows are joined at most: beyond, nothing is known.
const MAX_ROWS: usize = 200_000;

/// For how many combinations the catalogue is asked for the one object that a join names; for more, all of it is made once.
const FEW: usize = 8;

/// The result of a FROM list: combinations of rows that are there, and whether there may be more.
pub(super) struct Joined {
    pub(super) rows: Vec<Combination>,
    pub(super) open: bool,
}

/// What is known of an item while its rows are joined to one combination after the other.
#[derive(Default)]
struct Met {
    /// For how many combinations only what the join names was made.
    narrowly: usize,
    all: Made,
}

/// All rows of an item, under its alias.
#[derive(Default)]
enum Made {
    #[default]
    NotYet,
    Known(Arc<str>, Whole),
    Unknown,
}

impl Replay {
    /// All items of a FROM list, joined.
    pub(super) fn joined(&mut self, from: &[FromItem], condition: Option<&Expr>, env: &Env<'_>) -> Run<Joined> {
        let conjuncts = conjuncts_of(condition);
        let mut result = Joined { rows: vec![Vec::new()], open: false };
        for item in from {
            let on = conjuncts_of(item.join.as_ref().and_then(|j| j.on.as_ref()));
            let mut next = Vec::new();
            let mut met_before = Met::default();
            for combination in std::mem::take(&mut result.rows) {
                let inner = env.with(&combination);
                let Some((alias, rows)) = self.rows_to_join(item, [conjuncts, on], (env, &inner), &mut met_before)?
                else {
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

    /// The rows of an item that may join a combination of rows before it; `envs`: without and with that combination.
    /// A catalogue is made once, unless the conditions name the one relation that is wanted of it.
    fn rows_to_join(
        &mut self,
        item: &FromItem,
        [conjuncts, on]: [&[Expr]; 2],
        (outer, env): (&Env<'_>, &Env<'_>),
        met: &mut Met,
    ) -> Run<Option<(Arc<str>, Vec<Arc<Row>>)>> {
        let Source::Table(table) = &item.source else { return self.source_rows(item, &[], env) };
        let alias = item.alias.as_deref().unwrap_or(&table.name);
        let joined = self.hints(alias, on, env)?;
        let mut equalities = self.hints(alias, conjuncts, env)?;
        let is_relation = |(_, value): &(String, Value)| matches!(value, Value::Object(Object::Relation(_)));
        let is_object =
            |(column, value): &(String, Value)| matches!(value, Value::Text(_)) && SELECTIVE.contains(&column.as_str());
        let is_narrow = equalities.iter().any(is_relation) || joined.iter().any(|j| is_relation(j) || is_object(j));
        equalities.extend(joined);
        if is_narrow && met.narrowly < FEW {
            met.narrowly += 1;
            return self.source_rows(item, &equalities, env);
        }
        if matches!(met.all, Made::NotYet) {
            let same_for_all = self.hints(alias, conjuncts, outer)?;
            let rows = self.source_rows(item, &same_for_all, outer)?;
            met.all = rows.map_or(Made::Unknown, |(alias, rows)| Made::Known(alias, Whole::new(rows)));
        }
        Ok(match &mut met.all {
            Made::Known(alias, whole) => Some((Arc::clone(alias), whole.matching(&equalities))),
            Made::NotYet | Made::Unknown => None,
        })
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

    fn join_holds(&mut self, item: &FromItem, env: &Env<'_>, all: &[(Arc<str>, Arc<Row>)]) -> Run<Option<bool>> {
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
    ) -> Run<Option<(Arc<str>, Vec<Arc<Row>>)>> {
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
                    slot.0 = name.clone().into();
                }
                if let (true, [(name, _)]) = (single, row.as_mut_slice()) {
                    *name = alias.clone().into();
                }
            }
            (alias.into(), rows.into_iter().map(Arc::new).collect())
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
        let single = |value: Value| vec![(name.to_owned().into(), value)];
        Ok(match (name, args.as_slice()) {
            ("unnest", [Value::Array(items)]) => Some(items.iter().cloned().map(single).collect()),
            ("unnest", [Value::Null]) => Some(Vec::new()),
            ("generate_series", [Value::Int(from), Value::Int(to)])
                if to.checked_sub(*from).is_some_and(|n| n < 10_000) =>
            {
                Some((*from..=*to).map(|i| single(Value::Int(i))).collect())
            }
            ("pg_event_trigger_ddl_commands", []) => self.command_rows(),
            _ => None,
        })
    }
}

/// The parts of a condition that must all hold.
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
