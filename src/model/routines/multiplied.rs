//! Sums over a join that gives a row several times: `sum(sale.total)` after the lines of each sale were joined counts a sale
//! with five lines five times.
//!
//! The sources of a `SELECT` are the nodes of a graph, the columns that their joins compare its edges. From the source whose
//! column is added up one goes along the edges; where the columns of the next are no key of it, a row of the first meets
//! several of the next.

use std::collections::BTreeSet;

use crate::{
    model::{
        indexes::is_unique,
        schema::{Name, Part, Schema, Table, Unsure, View},
    },
    sql::expr::{
        Call, Expr, ExprKind, FromItem, JoinKind, Node, Query, QueryBody, Select, Source, TableName, parse_query,
    },
};

/// A sum, an average or a number of rows that a join multiplies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Multiplied {
    /// `sum`, `avg`, `count`.
    pub function: String,
    /// The column of which it is made.
    pub column: String,
    /// The table that has the column.
    pub of: Name,
    /// The table of which several rows meet one of that.
    pub by: Name,
    /// Both hang on a third table: `posts` and `likes` of one user. Else the second hangs on the first.
    pub beside: bool,
}

/// One source of rows.
struct Leaf<'q, 's> {
    alias: &'q str,
    name: Name,
    table: Option<&'s Table>,
    outer: bool,
}

/// Columns of two sources that must be equal, by the places of these.
struct Edge<'q> {
    one: (usize, &'q str),
    other: (usize, &'q str),
}

struct Graph<'q, 's> {
    leaves: Vec<Leaf<'q, 's>>,
    edges: Vec<Edge<'q>>,
    /// Columns that must equal something that is no column of a source.
    fixed: Vec<(usize, &'q str)>,
}

/// What the selects of one query multiply, those within it left out: they are queries of their own.
pub(super) fn of_query(schema: &Schema, path: &[String], query: &Query) -> Vec<Multiplied> {
    let named: BTreeSet<&str> = query.ctes.iter().map(|cte| cte.name.as_str()).collect();
    let mut found = Vec::new();
    let mut open = vec![&query.body];
    while let Some(body) = open.pop() {
        match body {
            QueryBody::Select(select) => of_select(schema, path, &named, select, &mut found),
            QueryBody::Set(_, left, right) => open.extend([left.as_ref(), right.as_ref()]),
            _ => {}
        }
    }
    found
}

/// What a view multiplies, in its own query and in those within.
#[must_use]
pub fn sums_of_view(schema: &Schema, view: &View) -> Vec<Multiplied> {
    let Ok(query) = parse_query(&view.query.text) else { return Vec::new() };
    let mut found = Vec::new();
    query.walk(&mut |node| {
        if let Node::Query(query) = node {
            found.extend(of_query(schema, &view.query.search_path, query));
        }
    });
    found
}

fn of_select(schema: &Schema, path: &[String], ctes: &BTreeSet<&str>, select: &Select, found: &mut Vec<Multiplied>) {
    let sums: Vec<&Call> = select.items.iter().flat_map(|item| aggregates(&item.value)).collect();
    if sums.is_empty() || select.from.is_empty() || schema.unsure.contains(&Unsure::Relations) {
        return;
    }
    let Some(graph) = Graph::of(schema, path, ctes, select) else { return };
    let grouped: BTreeSet<usize> =
        select.group_by.iter().flat_map(|key| graph.leaves_of(grouping(select, key))).collect();
    for call in &sums {
        let Some((leaf, column)) = graph.only_column(call) else { continue };
        let Some((many, beside)) = graph.fan_out(leaf, &grouped) else { continue };
        let (Some(of), Some(by)) = (graph.leaves.get(leaf), graph.leaves.get(many)) else { continue };
        let function = call.name.last().cloned().unwrap_or_default();
        // A number of rows is meant as that of the joined ones, unless these only come along.
        let is_meant = function == "count" && !beside && !(by.outer && graph.is_summed(&sums, many));
        if !is_meant {
            let (of, by) = (of.name.clone(), by.name.clone());
            found.push(Multiplied { function, column: column.to_owned(), of, by, beside });
        }
    }
}

/// The sums, averages and counts in an expression, those of distinct values and of windows left out.
fn aggregates(value: &Expr) -> Vec<&Call> {
    let mut calls = Vec::new();
    let mut is_within = false;
    value.walk(&mut |node| match node {
        // What stands in a subquery is its own; what follows one in the same item is left out.
        Node::Query(_) => is_within = true,
        Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if !is_within => {
            let is_sum = matches!(call.name.as_slice(), [name] if matches!(name.as_str(), "sum" | "avg" | "count"));
            if is_sum && !call.distinct && !call.windowed {
                calls.push(call);
            }
        }
        _ => {}
    });
    calls
}

/// What a key of `GROUP BY` stands for: `1` and the name of an item are that item.
fn grouping<'q>(select: &'q Select, key: &'q Expr) -> &'q Expr {
    let by_place =
        key.constant().and_then(|text| text.parse::<usize>().ok()).and_then(|n| select.items.get(n.wrapping_sub(1)));
    let by_name = || {
        let name = key.as_column()?;
        select.items.iter().find(|item| item.alias.as_deref() == Some(name))
    };
    by_place.or_else(by_name).map_or(key, |item| &item.value)
}

impl<'q, 's> Graph<'q, 's> {
    /// The graph of a select; `None` where a source has no name to tell its columns by.
    fn of(schema: &'s Schema, path: &[String], ctes: &BTreeSet<&str>, select: &'q Select) -> Option<Self> {
        let mut graph = Self { leaves: Vec::new(), edges: Vec::new(), fixed: Vec::new() };
        let mut conditions = Vec::new();
        for item in select.sources() {
            graph.leaves.push(leaf(schema, path, ctes, item));
            if let Some(join) = &item.join {
                // `USING` names one column of both sides.
                let last = graph.leaves.len() - 1;
                for column in &join.using {
                    graph.edges.push(Edge { one: (last.checked_sub(1)?, column), other: (last, column) });
                }
                conditions.extend(&join.on);
            }
        }
        conditions.extend(&select.condition);
        while let Some(condition) = conditions.pop() {
            match &condition.kind {
                ExprKind::And(all) => conditions.extend(all),
                ExprKind::Binary(left, op, right) if op == "=" => graph.equal(left, right),
                // `WHERE is_main`
                ExprKind::Column(_) => graph.fixed.extend(graph.column(condition)),
                ExprKind::Is(inner, _) => graph.fixed.extend(graph.column(inner)),
                _ => {}
            }
        }
        Some(graph)
    }

    fn equal(&mut self, left: &'q Expr, right: &'q Expr) {
        match (self.column(left), self.column(right)) {
            (Some(one), Some(other)) if one.0 != other.0 => self.edges.push(Edge { one, other }),
            (Some(_), Some(_)) | (None, None) => {}
            (Some(only), None) | (None, Some(only)) => self.fixed.push(only),
        }
    }

    /// The source and name of a column.
    fn column(&self, expr: &'q Expr) -> Option<(usize, &'q str)> {
        let ExprKind::Column(parts) = &expr.uncast().kind else { return None };
        match parts.as_slice() {
            [column] => {
                let mut having =
                    (0..self.leaves.len()).filter(|&leaf| self.leaves.get(leaf).is_some_and(|l| l.has(column)));
                let only = having.next()?;
                having.next().is_none().then_some((only, column.as_str()))
            }
            [.., qualifier, column] => {
                let place = self.leaves.iter().position(|leaf| leaf.alias == qualifier)?;
                Some((place, column.as_str()))
            }
            [] => None,
        }
    }

    fn leaves_of(&self, expr: &'q Expr) -> BTreeSet<usize> {
        let mut leaves = BTreeSet::new();
        expr.walk(&mut |node| {
            if let Node::Expr(expr) = node {
                leaves.extend(self.column(expr).map(|(leaf, _)| leaf));
            }
        });
        leaves
    }

    /// The one column of which a sum is made: of several sources it is what belongs to the joined row.
    fn only_column(&self, call: &'q Call) -> Option<(usize, &'q str)> {
        let [argument] = call.args.as_slice() else { return None };
        let mut columns = BTreeSet::new();
        argument.value.walk(&mut |node| {
            if let Node::Expr(expr) = node {
                columns.extend(self.column(expr));
            }
        });
        let filter = call.filter.as_deref().map(|filter| self.leaves_of(filter)).unwrap_or_default();
        let leaves: BTreeSet<usize> = columns.iter().map(|(leaf, _)| *leaf).chain(filter).collect();
        let is_plain = |(_, name): &&(usize, &str)| argument.value.as_column() == Some(name) || columns.len() == 1;
        let &(leaf, name) = columns.iter().find(is_plain)?;
        (leaves.len() == 1 && self.leaves.get(leaf)?.table.is_none_or(|table| table.column(name).is_some()))
            .then_some((leaf, name))
    }

    fn is_summed(&self, sums: &[&'q Call], leaf: usize) -> bool {
        sums.iter().any(|call| self.only_column(call).is_some_and(|(of, _)| of == leaf))
    }

    /// The source that multiplies the rows of one, and whether it does not hang on that itself. What is grouped by a
    /// source, or by one behind it, is told apart by that.
    fn fan_out(&self, from: usize, grouped: &BTreeSet<usize>) -> Option<(usize, bool)> {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(here) = open.pop() {
            for next in 0..self.leaves.len() {
                if seen.contains(&next) || !self.are_joined(here, next) {
                    continue;
                }
                if self.is_one(next, here) {
                    seen.insert(next);
                    open.push(next);
                } else if self.is_many(next, here) && next > from && !self.reaches(next, here, grouped) {
                    return Some((next, here != from));
                }
            }
        }
        None
    }

    fn between(&self, leaf: usize, from: usize) -> impl Iterator<Item = &'q str> {
        self.edges.iter().filter_map(move |edge| match (edge.one, edge.other) {
            ((one, column), (other, _)) | ((other, _), (one, column)) if one == leaf && other == from => Some(column),
            _ => None,
        })
    }

    fn are_joined(&self, one: usize, other: usize) -> bool {
        self.between(one, other).next().is_some()
    }

    /// Whether a row of one source meets at most one of another: what is compared is a key of this, with what is fixed.
    fn is_one(&self, leaf: usize, from: usize) -> bool {
        let Some(source) = self.leaves.get(leaf) else { return true };
        let fixed = self.fixed.iter().filter(|(of, _)| *of == leaf).map(|(_, column)| *column);
        let columns: Vec<&str> = self.between(leaf, from).chain(fixed).collect();
        match source.table {
            Some(table) => is_unique(table, &columns) || !table.knows(Part::Indexes) || !table.knows(Part::Constraints),
            None => !self.is_detail(leaf, from),
        }
    }

    /// Whether several rows of a source meet one of another: nothing picks one of them by a state or kind.
    fn is_many(&self, leaf: usize, from: usize) -> bool {
        let Some(source) = self.leaves.get(leaf) else { return false };
        let picks = |column: &str| !matches!(column, "status" | "state" | "deleted_at" | "is_deleted");
        let is_picked = self.fixed.iter().any(|(of, column)| *of == leaf && picks(column));
        let is_held = source.table.is_none() || self.between(leaf, from).all(|column| source.has(column));
        is_held && !is_picked
    }

    /// Whether a table that no SQL makes is by its name one of the parts of another: `sale_items.sale_id = sales.id`.
    fn is_detail(&self, leaf: usize, of: usize) -> bool {
        const PARTS: [&str; 6] = ["items", "lines", "details", "payments", "entries", "products"];
        let (Some(part), Some(whole)) = (self.leaves.get(leaf), self.leaves.get(of)) else { return false };
        let stem = whole.name.name.strip_suffix('s').unwrap_or(&whole.name.name);
        let is_part = part
            .name
            .name
            .strip_prefix(stem)
            .is_some_and(|rest| rest.strip_prefix('_').is_some_and(|rest| PARTS.contains(&rest)));
        let columns: Vec<&str> = self.between(leaf, of).collect();
        is_part && columns.len() == 1 && columns.iter().all(|column| column.strip_suffix("_id") == Some(stem))
    }

    /// Whether the rows are grouped by a source, or by one that is reached through it.
    fn reaches(&self, leaf: usize, without: usize, grouped: &BTreeSet<usize>) -> bool {
        let mut seen = BTreeSet::from([leaf, without]);
        let mut open = vec![leaf];
        while let Some(here) = open.pop() {
            if grouped.contains(&here) {
                return true;
            }
            for next in 0..self.leaves.len() {
                if self.are_joined(here, next) && seen.insert(next) {
                    open.push(next);
                }
            }
        }
        false
    }
}

impl Leaf<'_, '_> {
    fn has(&self, column: &str) -> bool {
        self.table.is_some_and(|table| table.column(column).is_some())
    }
}

fn leaf<'q, 's>(schema: &'s Schema, path: &[String], ctes: &BTreeSet<&str>, item: &'q FromItem) -> Leaf<'q, 's> {
    let outer = item.join.as_ref().is_some_and(|join| join.kind == JoinKind::Left);
    let (own, name, table) = match &item.source {
        Source::Table(written) if written.schema.is_some() || !ctes.contains(written.name.as_str()) => {
            let (name, table) = relation(schema, path, written);
            (written.name.as_str(), name, table)
        }
        Source::Table(written) => (written.name.as_str(), Name::new("", ""), None),
        _ => ("", Name::new("", ""), None),
    };
    Leaf { alias: item.alias.as_deref().unwrap_or(own), name, table, outer }
}

fn relation<'s>(schema: &'s Schema, path: &[String], written: &TableName) -> (Name, Option<&'s Table>) {
    let found = schema.resolve_relation(written.schema.as_deref(), &written.name, path);
    match found {
        // Of a view, nothing is known to be a key.
        Some(name) => match schema.table(&name) {
            Some(table) => (name, Some(table)),
            None => (Name::new("", ""), None),
        },
        None => (Name::new(written.schema.as_deref().unwrap_or("public"), &*written.name), None),
    }
}
