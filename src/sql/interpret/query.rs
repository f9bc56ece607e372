//! Queries over catalogs.

use super::{Datum, Rows, Tables, expression::Evaluator};
use crate::sql::expr::{Expr, ExprKind, FromItem, JoinKind, Node, Query, QueryBody, Select, SetOp, Source};

/// A row of a `FROM` item, under the name by which it is called.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) alias: String,
    columns: Vec<String>,
    row: Vec<Datum>,
}

impl Bound {
    pub(super) fn column(&self, name: &str) -> Option<&Datum> {
        let place = self.columns.iter().position(|c| c == name)?;
        self.row.get(place)
    }

    /// The whole row.
    pub(super) fn record(&self) -> Datum {
        match self.row.as_slice() {
            // `FROM unnest(a) AS x`: x is the value itself.
            [value] => value.clone(),
            _ => Datum::Record(self.columns.iter().cloned().zip(self.row.iter().cloned()).collect()),
        }
    }
}

/// The rows that a `FROM` item gives.
struct Item<'q> {
    alias: String,
    rows: Rows,
    kind: JoinKind,
    on: Option<&'q Expr>,
}

impl<T: Tables + ?Sized> Evaluator<'_, T> {
    /// The rows of a query; `None` when nothing is known of them.
    pub(super) fn query(&mut self, query: &Query) -> Option<Rows> {
        let ctes = self.ctes.len();
        for cte in &query.ctes {
            let mut rows = self.query(&cte.query)?;
            for (column, name) in rows.columns.iter_mut().zip(&cte.columns) {
                column.clone_from(name);
            }
            self.ctes.push((cte.name.clone(), rows));
        }
        let rows = self.body(&query.body);
        self.ctes.truncate(ctes);
        let mut rows = rows?;
        if let Some(limit) = &query.limit {
            let limit = match self.value(limit) {
                Datum::Int(limit) => usize::try_from(limit).ok()?,
                Datum::Null => usize::MAX,
                _ => return None,
            };
            // Which rows are left depends on the order, which is not followed here.
            if rows.rows.len() > limit && !(limit == 0 || rows.rows.windows(2).all(|w| w[0] == w[1])) {
                rows.rows.truncate(limit);
                rows.rows.iter_mut().flatten().for_each(|value| *value = Datum::Unknown);
            }
            rows.rows.truncate(limit);
        }
        Some(rows)
    }

    fn body(&mut self, body: &QueryBody) -> Option<Rows> {
        match body {
            QueryBody::Select(select) => self.select(select),
            QueryBody::Query(query) => self.query(query),
            QueryBody::Values(rows) => {
                let width = rows.first().map_or(0, Vec::len);
                let columns = (1..=width).map(|n| format!("column{n}")).collect();
                let rows = rows.iter().map(|row| row.iter().map(|e| self.value(e)).collect()).collect();
                Some(Rows { columns, rows, complete: true })
            }
            QueryBody::Set(SetOp::Union, left, right) => {
                let (mut left, right) = (self.body(left)?, self.body(right)?);
                left.rows.extend(right.rows);
                left.complete &= right.complete;
                Some(left)
            }
            QueryBody::Set(..) | QueryBody::Modify(_) => None,
        }
    }

    fn select(&mut self, select: &Select) -> Option<Rows> {
        if select.having.is_some() || !select.group_by.is_empty() {
            return None;
        }
        let mut joined = Joined { select, rows: Vec::new(), complete: true };
        self.frames.push(Vec::new());
        let read = self.join(&select.from, &mut joined);
        self.frames.pop();
        read?;
        if self.is_spent() {
            return None;
        }
        if select.items.iter().any(|item| aggregate(&item.value).is_some()) {
            return self.aggregates(select, &joined);
        }
        self.project(select, joined)
    }

    /// Binds the rows of the first item, one after the other, and goes on with the others.
    fn join<'q>(&mut self, from: &'q [FromItem], joined: &mut Joined<'q>) -> Option<()> {
        let Some((first, others)) = from.split_first() else { return self.keep(joined) };
        let item = self.item(first)?;
        joined.complete &= item.rows.complete;
        let mut matched = false;
        for row in item.rows.rows {
            if self.is_spent() {
                return None;
            }
            let bound = Bound { alias: item.alias.clone(), columns: item.rows.columns.clone(), row };
            self.frames.last_mut()?.push(bound);
            let fits = item.on.map_or(Some(true), |on| self.value(on).holds());
            if fits != Some(false) && self.may_fit(joined.select) {
                matched = true;
                let complete = joined.complete;
                let before = joined.rows.len();
                self.join(others, joined)?;
                if fits.is_none() {
                    // Whether this row is there is not known, so what it led to is not either.
                    let found = joined.rows.len() > before;
                    joined.rows.truncate(before);
                    joined.complete = complete && !found;
                }
            }
            self.frames.last_mut()?.pop();
        }
        match item.kind {
            JoinKind::Inner => {}
            JoinKind::Left if matched => {}
            JoinKind::Left => {
                let row = vec![Datum::Null; item.rows.columns.len()];
                self.frames.last_mut()?.push(Bound { alias: item.alias, columns: item.rows.columns, row });
                self.join(others, joined)?;
                self.frames.last_mut()?.pop();
            }
            JoinKind::Right | JoinKind::Full => return None,
        }
        Some(())
    }

    /// Whether the conditions that can be judged already leave room for a row. A condition is judged early only when all
    /// its columns are written with the name of an item that is bound: others could mean a later item.
    fn may_fit(&mut self, select: &Select) -> bool {
        let Some(condition) = &select.condition else { return true };
        let parts = match &condition.kind {
            ExprKind::And(parts) => parts.as_slice(),
            _ => std::slice::from_ref(condition),
        };
        parts.iter().all(|part| !self.is_bound(part) || self.value(part).holds() != Some(false))
    }

    fn is_bound(&self, expression: &Expr) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        let mut bound = true;
        expression.walk(&mut |node| match node {
            Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) => {
                let here = |alias: &String| frame.iter().any(|b| b.alias == *alias);
                bound &= matches!(parts.as_slice(), [alias, _] if here(alias));
            }
            Node::Expr(Expr { kind: ExprKind::Exists(_) | ExprKind::Subquery(_) | ExprKind::InQuery(..), .. }) => {
                bound = false;
            }
            _ => {}
        });
        bound
    }

    /// All items are bound: judges the condition, and keeps the rows that it lets through.
    fn keep(&mut self, joined: &mut Joined<'_>) -> Option<()> {
        let fits = joined.select.condition.as_ref().map_or(Some(true), |c| self.value(c).holds());
        match fits {
            Some(true) => joined.rows.push(self.frames.last()?.clone()),
            Some(false) => {}
            None => joined.complete = false,
        }
        Some(())
    }

    fn item<'q>(&mut self, item: &'q FromItem) -> Option<Item<'q>> {
        let (name, mut rows) = match &item.source {
            Source::Table(table) => {
                let cte = self.ctes.iter().rev().find(|(name, _)| table.schema.is_none() && *name == table.name);
                let rows = match cte {
                    Some((_, rows)) => rows.clone(),
                    None => self.tables.rows(table.schema.as_deref(), &table.name)?,
                };
                (table.name.clone(), rows)
            }
            Source::Query(query) => (String::new(), self.query(query)?),
            Source::Call(call) => self.function_rows(call)?,
            Source::Nested(_) | Source::Other => return None,
        };
        for (column, name) in rows.columns.iter_mut().zip(&item.columns) {
            column.clone_from(name);
        }
        let join = item.join.as_ref();
        if join.is_some_and(|j| !j.using.is_empty()) {
            return None;
        }
        let alias = item.alias.clone().unwrap_or(name);
        Some(Item { alias, rows, kind: join.map_or(JoinKind::Inner, |j| j.kind), on: join.and_then(|j| j.on.as_ref()) })
    }

    /// `unnest(array)`, `generate_series(a, b)`, `regexp_split_to_table`: the first two are known.
    fn function_rows(&mut self, call: &Expr) -> Option<(String, Rows)> {
        let ExprKind::Call(call) = &call.kind else { return None };
        let name = call.name.last()?;
        let args: Vec<Datum> = call.args.iter().map(|a| self.value(&a.value)).collect();
        let values = match (name.as_str(), args.as_slice()) {
            ("unnest", [Datum::Array(items)]) => items.clone(),
            ("unnest", [Datum::Null]) => Vec::new(),
            ("generate_series", [Datum::Int(from), Datum::Int(to)]) if to.saturating_sub(*from) < 10_000 => {
                (*from..=*to).map(Datum::Int).collect()
            }
            _ => return None,
        };
        let rows = values.into_iter().map(|v| vec![v]).collect();
        Some((name.clone(), Rows { columns: vec![name.clone()], rows, complete: true }))
    }

    fn project(&mut self, select: &Select, joined: Joined<'_>) -> Option<Rows> {
        let mut out = Rows { columns: Vec::new(), rows: Vec::new(), complete: joined.complete };
        for (number, frame) in joined.rows.into_iter().enumerate() {
            self.frames.push(frame);
            let mut row = Vec::new();
            for item in &select.items {
                if let ExprKind::Star(qualifier) = &item.value.kind {
                    for bound in self.frames.last()?.iter().filter(|b| qualifier.last().is_none_or(|q| *q == b.alias)) {
                        row.extend(bound.row.iter().cloned());
                        if number == 0 {
                            out.columns.extend(bound.columns.iter().cloned());
                        }
                    }
                } else {
                    row.push(self.value(&item.value));
                    if number == 0 {
                        out.columns.push(column_name(&item.value, item.alias.as_deref()));
                    }
                }
            }
            self.frames.pop();
            match (select.items.as_slice(), row.as_slice()) {
                ([item], [Datum::Array(values)]) if item.value.is_call(&["unnest"]) => {
                    out.rows.extend(values.iter().map(|value| vec![value.clone()]));
                }
                _ => out.rows.push(row),
            }
        }
        if out.rows.is_empty() {
            out.columns = select.items.iter().map(|i| column_name(&i.value, i.alias.as_deref())).collect();
        }
        Some(out)
    }

    fn aggregates(&mut self, select: &Select, joined: &Joined<'_>) -> Option<Rows> {
        let mut row = Vec::new();
        let mut columns = Vec::new();
        for item in &select.items {
            let (name, args) = aggregate(&item.value)?;
            let mut values = Vec::new();
            for frame in &joined.rows {
                self.frames.push(frame.clone());
                values.push(args.first().map_or(Datum::Unknown, |arg| match arg.value.kind {
                    ExprKind::Star(_) => Datum::Int(1),
                    _ => self.value(&arg.value),
                }));
                self.frames.pop();
            }
            let separator = args.get(1).map(|a| self.value(&a.value));
            row.push(if joined.complete { aggregated(name, values, separator.as_ref()) } else { Datum::Unknown });
            columns.push(column_name(&item.value, item.alias.as_deref()));
        }
        Some(Rows { columns, rows: vec![row], complete: true })
    }
}

/// The rows that a join has let through so far.
struct Joined<'q> {
    select: &'q Select,
    rows: Vec<Vec<Bound>>,
    complete: bool,
}

/// The aggregate that a select item is.
fn aggregate(value: &Expr) -> Option<(&str, &[crate::sql::expr::Arg])> {
    match &value.kind {
        ExprKind::Call(call) if call.filter.is_none() && !call.windowed => {
            let name = call.name.last()?.as_str();
            matches!(name, "count" | "array_agg" | "string_agg" | "bool_or" | "bool_and" | "min" | "max")
                .then_some((name, call.args.as_slice()))
        }
        ExprKind::Cast(inner, _) => aggregate(inner),
        _ => None,
    }
}

fn aggregated(name: &str, values: Vec<Datum>, separator: Option<&Datum>) -> Datum {
    if values.contains(&Datum::Unknown) {
        return Datum::Unknown;
    }
    let present: Vec<Datum> = values.iter().filter(|v| **v != Datum::Null).cloned().collect();
    match name {
        "count" => i64::try_from(present.len()).map_or(Datum::Unknown, Datum::Int),
        _ if values.is_empty() => Datum::Null,
        "array_agg" => Datum::Array(values),
        "string_agg" => match separator {
            Some(Datum::Text(separator)) => {
                let texts: Option<Vec<String>> = present.iter().map(Datum::printed).collect();
                texts.map_or(Datum::Unknown, |texts| Datum::Text(texts.join(separator)))
            }
            _ => Datum::Unknown,
        },
        "bool_or" => present.iter().any(|v| v.holds() == Some(true)).into(),
        "bool_and" => present.iter().all(|v| v.holds() == Some(true)).into(),
        _ => {
            let largest = name == "max";
            let mut present = present.into_iter();
            let Some(first) = present.next() else { return Datum::Null };
            present.fold(first, |best, next| match next.compare(&best) {
                Some(order) if order.is_gt() == largest && order.is_ne() => next,
                Some(_) => best,
                None => Datum::Unknown,
            })
        }
    }
}

fn column_name(value: &Expr, alias: Option<&str>) -> String {
    if let Some(alias) = alias {
        return alias.to_owned();
    }
    match &value.kind {
        ExprKind::Column(parts) => parts.last().cloned().unwrap_or_default(),
        ExprKind::Call(call) => call.name.last().cloned().unwrap_or_default(),
        ExprKind::Cast(inner, _) => column_name(inner, None),
        ExprKind::Exists(_) => "exists".to_owned(),
        _ => "?column?".to_owned(),
    }
}
