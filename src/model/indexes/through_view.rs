//! Calls on views: indexes of the tables behind serve them.

use super::Service;
use crate::{
    model::{
        Project,
        queries::{Comparison, Condition, Judged, Query, Sort},
        schema::{Name, Schema, Table, View},
    },
    sql::expr::{self, Expr, ExprKind, FromItem, Is, JoinKind, QueryBody, Select, SelectItem, Source, parse_query},
};

/// A view that is one `SELECT` over tables, read with the columns that it gives.
struct Through<'p> {
    view: &'p View,
    select: &'p Select,
    /// Its tables, by the names that columns are qualified with; none for what is no table.
    tables: Vec<(&'p str, Option<(Name, &'p Table)>)>,
}

/// What stands behind a column of a view.
enum Behind {
    /// A column of one of its tables, by their order.
    Column(usize, String),
    /// A value that no column holds.
    Computed,
}

impl Project {
    /// Which indexes serve a call on a view; `None` when the view cannot be looked through.
    ///
    /// A view of some rows of one table is that table, with the view's own condition. Where it joins or sums up, no more is
    /// said than that a column is found by its table's index, or that no index gives the order.
    #[must_use]
    pub fn judge_through_view(&self, query: &Query) -> Option<Judged> {
        let [name] = query.tables.as_slice() else { return None };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), name);
        let (schema, view) = self.live_databases().iter().find_map(|schema| Some((schema, schema.view(&name)?)))?;
        let parsed = parse_query(&view.query.text).ok()?;
        let is_plain = parsed.ctes.is_empty() && parsed.limit.is_none() && !view.materialized && !is_distinct(view);
        let QueryBody::Select(select) = &parsed.body else { return None };
        let through = Through { view, select, tables: tables(schema, view, select) };
        if !is_plain {
            return None;
        }
        let is_rows = through.tables.len() == 1 && !sums_up(select);
        if is_rows { through.of_one_table(self, query) } else { Some(through.of_many(self, query)) }
    }
}

impl Through<'_> {
    /// The view is a part of one table.
    fn of_one_table(&self, project: &Project, query: &Query) -> Option<Judged> {
        let [(_, Some((name, table)))] = self.tables.as_slice() else { return None };
        let mut has_unread = query.has_unread;
        let mut conditions = Vec::new();
        for condition in &query.conditions {
            match self.renamed(condition) {
                Some(renamed) => conditions.push(renamed),
                None => has_unread |= has_expressions(table) || matches!(condition, Condition::AnyOf(_)),
            }
        }
        let is_asked = !query.conditions.is_empty() || query.has_unread;
        let own = self.select.condition.iter().flat_map(comparisons);
        conditions.extend(own.map(Condition::Compare));
        let mut sort = Vec::new();
        let mut is_computed = false;
        for key in &query.sort {
            match self.behind(&key.column)? {
                Behind::Column(_, column) => sort.push(Sort { column, ..key.clone() }),
                Behind::Computed if has_expressions(table) => return None,
                Behind::Computed => is_computed = true,
            }
        }
        let mut judged = project.judge(&self.on(name, query, conditions, sort, has_unread));
        judged.filter = match judged.filter {
            _ if !is_asked => Service::NotNeeded,
            // All that is asked for is computed.
            Service::NotNeeded => Service::Missing,
            served => served,
        };
        if is_computed {
            judged.sort = Service::Missing;
        }
        Some(judged)
    }

    /// The view joins tables or sums up their rows.
    fn of_many(&self, project: &Project, query: &Query) -> Judged {
        let is_asked = !query.conditions.is_empty() || query.has_unread;
        let filter = match self.finding(project, query) {
            _ if !is_asked => Service::NotNeeded,
            Some(index) => Service::Used(index),
            None => Service::Unknown,
        };
        let sort = match query.sort.first() {
            None => Service::NotNeeded,
            Some(first) if self.is_never_in_order(project, query, first) => Service::Missing,
            Some(_) => Service::Unknown,
        };
        Judged { filter, sort }
    }

    /// An index by which one of the conditions finds the rows of its table before they are joined.
    fn finding(&self, project: &Project, query: &Query) -> Option<String> {
        if sums_up(self.select) {
            return None;
        }
        query.conditions.iter().find_map(|condition| {
            let Condition::Compare(comparison) = condition else { return None };
            let is_strict = matches!(comparison.op.as_str(), "eq" | "in");
            let Behind::Column(at, column) = self.behind(comparison.column.as_deref()?)? else { return None };
            let (name, _) = self.tables.get(at)?.1.as_ref()?;
            let alone = vec![Condition::Compare(Comparison { column: Some(column), ..comparison.clone() })];
            match project.judge(&self.on(name, query, alone, Vec::new(), false)).filter {
                Service::Used(index) if is_strict && self.keeps_rows() => Some(index),
                _ => None,
            }
        })
    }

    /// Whether no index can give the rows in an order that begins with this key: it is computed, or no index of its table
    /// has it where it would count.
    fn is_never_in_order(&self, project: &Project, query: &Query, first: &Sort) -> bool {
        let is_fixed = query
            .conditions
            .iter()
            .flat_map(Condition::comparisons)
            .any(|comparison| comparison.column.as_deref() == Some(&first.column) || comparison.column.is_none());
        let known = self.tables.iter().all(|(_, table)| table.is_some());
        match self.behind(&first.column) {
            Some(Behind::Computed) => {
                let tables = || self.tables.iter().filter_map(|(_, table)| Some(table.as_ref()?.1));
                !is_fixed && known && !tables().any(has_expressions)
            }
            Some(Behind::Column(at, column)) if !is_fixed && !self.is_joined_by(&column) => {
                let Some((name, _)) = self.tables.get(at).and_then(|(_, table)| table.as_ref()) else { return false };
                let sort = vec![Sort { column, ..first.clone() }];
                project.judge(&self.on(name, query, Vec::new(), sort, true)).sort == Service::Missing
            }
            _ => false,
        }
    }

    /// Whether rows are dropped only where an inner or left join has no match.
    fn keeps_rows(&self) -> bool {
        let mut joins = self.select.from.iter().filter_map(|item| item.join.as_ref());
        joins.all(|join| matches!(join.kind, JoinKind::Inner | JoinKind::Left))
    }

    /// Whether a join compares a column of this name, which then stands in the order of another table's.
    fn is_joined_by(&self, column: &str) -> bool {
        self.select.from.iter().filter_map(|item| item.join.as_ref()).any(|join| {
            let mut found = join.using.iter().any(|name| name == column);
            if let Some(on) = &join.on {
                on.walk(&mut |node| {
                    if let expr::Node::Expr(expr) = node {
                        found |=
                            matches!(&expr.kind, ExprKind::Column(parts) if parts.last().is_some_and(|p| p == column));
                    }
                });
            }
            found
        })
    }

    /// The same call on a table behind the view.
    fn on(&self, table: &Name, query: &Query, conditions: Vec<Condition>, sort: Vec<Sort>, has_unread: bool) -> Query {
        let (tables, schema) = (vec![table.name.clone()], Some(table.schema.clone()));
        Query { tables, schema, conditions, sort, has_unread, ..query.clone() }
    }

    /// A condition with the columns of the table; `None` when it asks for something computed.
    fn renamed(&self, condition: &Condition) -> Option<Condition> {
        let rename = |comparison: &Comparison| {
            let column = match comparison.column.as_deref() {
                Some(column) if !column.contains('.') => match self.behind(column)? {
                    Behind::Column(_, column) => Some(column),
                    Behind::Computed => return None,
                },
                other => other.map(str::to_owned),
            };
            Some(Comparison { column, ..comparison.clone() })
        };
        Some(match condition {
            Condition::Compare(comparison) => Condition::Compare(rename(comparison)?),
            Condition::AnyOf(groups) => {
                let groups = groups.iter().map(|group| group.iter().map(rename).collect::<Option<Vec<_>>>());
                Condition::AnyOf(groups.collect::<Option<Vec<_>>>()?)
            }
        })
    }

    /// What a column of the view shows; `None` where that cannot be told.
    fn behind(&self, name: &str) -> Option<Behind> {
        let is_named = |item: &&SelectItem| match (&item.alias, &item.value.kind) {
            (Some(alias), _) => alias == name,
            (None, ExprKind::Column(parts)) => parts.last().is_some_and(|part| part == name),
            _ => false,
        };
        if let Some(item) = self.select.items.iter().find(is_named) {
            return match &item.value.kind {
                ExprKind::Column(parts) => self.bind(parts),
                _ => Some(Behind::Computed),
            };
        }
        self.view.columns.as_ref()?.iter().find(|(column, _)| column == name)?;
        self.select.items.iter().find_map(|item| match &item.value.kind {
            ExprKind::Star(qualifier) => {
                let mut parts: Vec<String> = qualifier.last().cloned().into_iter().collect();
                parts.push(name.to_owned());
                self.bind(&parts)
            }
            _ => None,
        })
    }

    /// The column of a table that a name means.
    fn bind(&self, parts: &[String]) -> Option<Behind> {
        let (column, qualifier) = parts.split_last()?;
        let has = |(alias, table): &(&str, Option<(Name, &Table)>)| {
            qualifier.last().is_none_or(|qualifier| qualifier == alias)
                && table.as_ref().is_some_and(|(_, table)| table.column(column).is_some())
        };
        let at = self.tables.iter().position(has)?;
        Some(Behind::Column(at, column.clone()))
    }
}

fn tables<'p>(schema: &'p Schema, view: &View, select: &'p Select) -> Vec<(&'p str, Option<(Name, &'p Table)>)> {
    let table = |item: &'p FromItem| {
        let Source::Table(written) = &item.source else { return (item.alias.as_deref().unwrap_or(""), None) };
        let name = schema.resolve_relation(written.schema.as_deref(), &written.name, &view.query.search_path);
        // The platform's own have indexes that nothing here tells of.
        let of_app = |name: &Name| schema.table(name).filter(|table| table.at.is_some());
        let known = name.and_then(|name| of_app(&name).map(|table| (name, table)));
        (item.alias.as_deref().unwrap_or(&written.name), known)
    };
    select.from.iter().map(table).collect()
}

fn is_distinct(view: &View) -> bool {
    let mut words = view.query.text.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("select"))
        && words.next().is_some_and(|word| word.to_ascii_lowercase().starts_with("distinct"))
}

/// Whether the rows of a select are not those of its tables: it groups, adds up, or looks at several at once.
fn sums_up(select: &Select) -> bool {
    !select.group_by.is_empty() || select.having.is_some() || select.items.iter().any(|item| is_of_many(&item.value))
}

fn is_of_many(value: &Expr) -> bool {
    let mut found = value.is_summed();
    value.walk(&mut |node| {
        if let expr::Node::Expr(expr) = node {
            found |= expr.is_summed() || matches!(&expr.kind, ExprKind::Call(call) if call.windowed);
        }
    });
    found
}

fn has_expressions(table: &Table) -> bool {
    table.indexes.values().any(|index| index.keys.iter().any(|key| key.column.is_none()))
}

/// What a condition compares, as far as it is comparisons of columns with constants that must all hold.
fn comparisons(condition: &Expr) -> Vec<Comparison> {
    let of = |column: &Expr, op: &str, literal: Option<String>| {
        let column = column.as_column().map(str::to_owned);
        column.map(|column| Comparison {
            column: Some(column),
            path: None,
            op: op.to_owned(),
            literal,
            prefix: None,
            value: None,
        })
    };
    let one = match &condition.kind {
        ExprKind::And(parts) => return parts.iter().flat_map(comparisons).collect(),
        ExprKind::Column(_) => of(condition, "eq", Some("true".to_owned())),
        ExprKind::Is(column, Is::Null) => of(column, "is", Some("null".to_owned())),
        ExprKind::Is(column, Is::True) => of(column, "is", Some("true".to_owned())),
        ExprKind::Is(column, Is::False) => of(column, "is", Some("false".to_owned())),
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Is(column, Is::Null) => of(column, "not.is", Some("null".to_owned())),
            ExprKind::Column(_) => of(inner, "eq", Some("false".to_owned())),
            _ => None,
        },
        ExprKind::Binary(left, op, right) => {
            let op = [("=", "eq"), ("<>", "neq"), ("<", "lt"), ("<=", "lte"), (">", "gt"), (">=", "gte")]
                .iter()
                .find_map(|(sign, word)| (sign == op).then_some(*word));
            op.zip(right.constant()).and_then(|(op, constant)| of(left, op, Some(constant)))
        }
        _ => None,
    };
    one.into_iter().collect()
}
