//! Going over trees: the direct parts of a node, and everything below it.

use super::{
    statement::Statement,
    tree::{Call, Expr, ExprKind, FromItem, Query, QueryBody, Select, SelectItem, Source, TableName},
};
use crate::source::span::Range;

/// One thing met on a walk.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    /// An expression.
    Expr(&'a Expr),
    /// A query.
    Query(&'a Query),
    /// A table that is read.
    Read(&'a TableName),
    /// A table that an `INSERT`, `UPDATE` or `DELETE` writes, with the statement.
    Write(&'a TableName, &'a Statement),
}

impl Expr {
    /// Visits this expression and everything below it, queries included, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Node<'a>)) {
        visit(Node::Expr(self));
        each_part(&self.kind, &mut |part| part.walk(visit));
    }
}

impl Expr {
    /// The outermost subqueries in this expression, in order.
    #[must_use]
    pub fn subqueries(&self) -> Vec<&Query> {
        self.above_queries().1
    }

    /// The calls in this expression that stand in none of its subqueries, in order.
    #[must_use]
    pub fn own_calls(&self) -> Vec<&Call> {
        let (exprs, _) = self.above_queries();
        let calls = exprs.into_iter().map(|expr| match &expr.kind {
            ExprKind::Call(call) => Some(call),
            _ => None,
        });
        calls.flatten().collect()
    }

    /// What stands in no subquery, parents first, and the outermost subqueries.
    fn above_queries(&self) -> (Vec<&Self>, Vec<&Query>) {
        let (mut exprs, mut queries) = (Vec::new(), Vec::new());
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            exprs.push(expr);
            let mut below = Vec::new();
            each_part(&expr.kind, &mut |part| match part {
                Part::Expr(expr) => below.push(expr),
                Part::Query(query) => queries.push(query),
                Part::Table(_) => {}
            });
            open.extend(below.into_iter().rev());
        }
        (exprs, queries)
    }
}

impl Query {
    /// Visits this query and everything below it, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Node<'a>)) {
        visit(Node::Query(self));
        for cte in &self.ctes {
            cte.query.walk(visit);
        }
        self.body.walk(visit);
        for expr in self.order.iter().map(|key| &key.expr).chain(self.limit.as_deref()) {
            expr.walk(visit);
        }
    }

    /// Its `SELECT`, where it is nothing but one.
    #[must_use]
    pub fn as_select(&self) -> Option<&Select> {
        match &self.body {
            QueryBody::Select(select) => Some(select),
            QueryBody::Query(query) => query.as_select(),
            _ => None,
        }
    }
}

impl Select {
    /// The FROM items with bracketed joins laid out flat.
    #[must_use]
    pub fn sources(&self) -> Vec<&FromItem> {
        let mut items = Vec::new();
        // The next item is the last of these.
        let mut open: Vec<&FromItem> = self.from.iter().rev().collect();
        while let Some(item) = open.pop() {
            match &item.source {
                Source::Nested(inner) => open.extend(inner.iter().rev()),
                _ => items.push(item),
            }
        }
        items
    }
}

impl QueryBody {
    fn walk<'a>(&'a self, visit: &mut dyn FnMut(Node<'a>)) {
        match self {
            QueryBody::Modify(statement) => statement.walk(visit),
            QueryBody::Set(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            other => each_body_part(other, &mut |part| part.walk(visit)),
        }
    }
}

impl Statement {
    /// Visits everything in this statement, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Node<'a>)) {
        let (from, condition, returning): (&[FromItem], _, &[SelectItem]) = match self {
            Statement::Query(query) => return query.walk(visit),
            Statement::Other => return,
            Statement::Insert(insert) => {
                visit(Node::Write(&insert.table, self));
                insert.source.iter().for_each(|source| source.walk(visit));
                insert.conflict_set.iter().for_each(|assignment| assignment.value.walk(visit));
                (&[], None, &insert.returning)
            }
            Statement::Update(update) => {
                visit(Node::Write(&update.table, self));
                update.set.iter().for_each(|assignment| assignment.value.walk(visit));
                (&update.from, update.condition.as_ref(), &update.returning)
            }
            Statement::Delete(delete) => {
                visit(Node::Write(&delete.table, self));
                (&delete.using, delete.condition.as_ref(), &delete.returning)
            }
        };
        each_from_part(from, &mut |part| part.walk(visit));
        for expr in condition.into_iter().chain(returning.iter().map(|item| &item.value)) {
            expr.walk(visit);
        }
    }
}

/// What a node is directly made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    Expr(&'a Expr),
    Query(&'a Query),
    Table(&'a TableName),
}

impl<'a> Part<'a> {
    fn walk(self, visit: &mut dyn FnMut(Node<'a>)) {
        match self {
            Part::Expr(expr) => expr.walk(visit),
            Part::Query(query) => query.walk(visit),
            Part::Table(table) => visit(Node::Read(table)),
        }
    }

    pub(super) fn range(self) -> Range {
        match self {
            Part::Expr(expr) => expr.range,
            Part::Query(query) => query.range,
            Part::Table(table) => table.range,
        }
    }
}

/// The expressions and queries that a node is directly made of, in order.
pub(super) fn each_part<'a>(kind: &'a ExprKind, visit: &mut dyn FnMut(Part<'a>)) {
    use ExprKind as K;
    let mut expr = |x: &'a Expr| visit(Part::Expr(x));
    match kind {
        K::Column(_) | K::Literal(_) | K::Parameter(_) | K::Star(_) => {}
        K::Call(call) => {
            call.args.iter().for_each(|arg| expr(&arg.value));
            call.filter.iter().for_each(|filter| expr(filter));
        }
        K::Cast(x, _) | K::Not(x) | K::Unary(_, x) | K::Is(x, _) | K::Field(x, _) => expr(x),
        K::And(items) | K::Or(items) | K::Row(items) | K::Array(items) | K::Other(items) => {
            items.iter().for_each(expr);
        }
        K::Binary(a, _, b) | K::Distinct(a, b) | K::Quantified { left: a, right: b, .. } => {
            expr(a);
            expr(b);
        }
        K::Between(x, low, high) => [x, low, high].into_iter().for_each(|part| expr(part)),
        K::InList(x, items) | K::Index(x, items) => {
            expr(x);
            items.iter().for_each(expr);
        }
        K::InQuery(x, query) => {
            expr(x);
            visit(Part::Query(query));
        }
        K::Exists(query) | K::Subquery(query) | K::ArrayQuery(query) => visit(Part::Query(query)),
        K::Case { operand, arms, otherwise } => {
            operand.as_deref().into_iter().for_each(&mut expr);
            for (when, then) in arms {
                expr(when);
                expr(then);
            }
            otherwise.as_deref().into_iter().for_each(&mut expr);
        }
    }
}

/// The expressions, queries and tables that a query's body is directly made of; nested queries count as wholes, data
/// changes as nothing.
pub(super) fn each_body_part<'a>(body: &'a QueryBody, visit: &mut dyn FnMut(Part<'a>)) {
    match body {
        QueryBody::Select(select) => {
            select.items.iter().for_each(|item| visit(Part::Expr(&item.value)));
            each_from_part(&select.from, visit);
            let conditions = select.condition.iter().chain(&select.group_by).chain(&select.having);
            conditions.for_each(|x| visit(Part::Expr(x)));
        }
        QueryBody::Set(_, left, right) => {
            each_body_part(left, visit);
            each_body_part(right, visit);
        }
        QueryBody::Values(rows) => rows.iter().flatten().for_each(|x| visit(Part::Expr(x))),
        QueryBody::Query(query) => visit(Part::Query(query)),
        QueryBody::Modify(_) => {}
    }
}

fn each_from_part<'a>(from: &'a [FromItem], visit: &mut dyn FnMut(Part<'a>)) {
    for item in from {
        match &item.source {
            Source::Table(table) => visit(Part::Table(table)),
            Source::Query(query) => visit(Part::Query(query)),
            Source::Call(call) => visit(Part::Expr(call)),
            Source::Nested(items) => each_from_part(items, visit),
            Source::Other => {}
        }
        item.join.iter().filter_map(|join| join.on.as_ref()).for_each(|x| visit(Part::Expr(x)));
    }
}
