//! Names in subqueries of policies that bind to the subquery's own row, where the judged row was meant.
//!
//! An unqualified name inside a subquery binds to the innermost query that has a column of that name. A condition such
//! as `m.org_id = org_id` then compares the inner row with itself and never looks at the judged row.

use crate::{
    model::schema::{Name, Schema, Table},
    sql::expr::{Expr, ExprKind, FromItem, Node, Query, QueryBody, Select, Source},
};

/// A row source of a query: its alias, and its table where that is known.
struct RowSource<'s> {
    alias: String,
    table: Option<&'s Table>,
}

/// Where a name binds: the depth of the query (0 is the judged row), the source in it, the column.
#[derive(PartialEq, Eq)]
struct Binding {
    depth: usize,
    source: usize,
    column: String,
}

struct Walker<'s> {
    schema: &'s Schema,
    path: &'s [String],
    judged: &'s Table,
    frames: Vec<Vec<RowSource<'s>>>,
    found: Vec<(String, String)>,
}

/// The columns of a policy's subqueries that are captured: as written, and the table that they bind to.
pub(super) fn captured_columns<'s>(
    schema: &'s Schema,
    name: &Name,
    table: &'s Table,
    tree: &Expr,
    path: &'s [String],
) -> Vec<(String, String)> {
    let judged = vec![RowSource { alias: name.name.clone(), table: Some(table) }];
    let mut walker = Walker { schema, path, judged: table, frames: vec![judged], found: Vec::new() };
    walker.expr(tree);
    walker.found
}

impl<'s> Walker<'s> {
    /// Looks for the subqueries of an expression; each gets a frame of its own.
    fn expr(&mut self, expr: &Expr) {
        for query in expr.subqueries() {
            self.query(query);
        }
    }

    fn query(&mut self, query: &Query) {
        for cte in &query.ctes {
            self.query(&cte.query);
        }
        self.body(&query.body);
    }

    fn body(&mut self, body: &QueryBody) {
        match body {
            QueryBody::Select(select) => self.select(select),
            QueryBody::Set(_, left, right) => {
                self.body(left);
                self.body(right);
            }
            QueryBody::Query(query) => self.query(query),
            QueryBody::Values(_) | QueryBody::Modify(_) => {}
        }
    }

    fn select(&mut self, select: &Select) {
        let sources = self.sources(&select.from);
        self.frames.push(sources);
        let joins = select.from.iter().filter_map(|item| item.join.as_ref()?.on.as_ref());
        let conditions: Vec<&Expr> = joins.chain(&select.condition).collect();
        let reaches_out = conditions.iter().any(|condition| self.reaches_out(condition));
        for condition in &conditions {
            self.comparisons(condition, reaches_out);
            self.expr(condition);
        }
        self.frames.pop();
    }

    fn sources(&self, from: &[FromItem]) -> Vec<RowSource<'s>> {
        let mut sources = Vec::new();
        for item in from {
            let (alias, table) = match &item.source {
                Source::Table(written) => {
                    let name = self.schema.resolve_relation(written.schema.as_deref(), &written.name, self.path);
                    (written.name.clone(), name.and_then(|name| self.schema.table(&name)))
                }
                Source::Nested(items) => {
                    sources.extend(self.sources(items));
                    continue;
                }
                _ => (String::new(), None),
            };
            sources.push(RowSource { alias: item.alias.clone().unwrap_or(alias), table });
        }
        sources
    }

    fn bind(&self, parts: &[String]) -> Option<Binding> {
        let (qualifier, column) = match parts {
            [column] => (None, column),
            [.., qualifier, column] => (Some(qualifier), column),
            [] => return None,
        };
        for (depth, frame) in self.frames.iter().enumerate().rev() {
            for (source, row) in frame.iter().enumerate() {
                let is_it = match qualifier {
                    Some(qualifier) => row.alias == *qualifier,
                    None => row.table.is_none_or(|table| table.column(column).is_some()),
                };
                if is_it {
                    // What has no known columns may hold the name or not.
                    row.table?.column(column)?;
                    return Some(Binding { depth, source, column: column.clone() });
                }
            }
        }
        None
    }

    /// Whether a condition, subqueries aside, names the judged row.
    fn reaches_out(&self, condition: &Expr) -> bool {
        let mut found = false;
        condition.walk(&mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
                found |= self.bind(parts).is_some_and(|binding| binding.depth == 0);
            }
        });
        found
    }

    fn comparisons(&mut self, expr: &Expr, reaches_out: bool) {
        match &expr.kind {
            ExprKind::And(items) | ExprKind::Or(items) => {
                for item in items {
                    self.comparisons(item, reaches_out);
                }
            }
            ExprKind::Not(inner) => self.comparisons(inner, reaches_out),
            ExprKind::Binary(left, op, right) if op == "=" => self.comparison(left, right, reaches_out),
            _ => {}
        }
    }

    fn comparison(&mut self, left: &Expr, right: &Expr, reaches_out: bool) {
        let (Some(a), Some(b)) = (column(left), column(right)) else { return };
        let (Some(left), Some(right)) = (self.bind(a), self.bind(b)) else { return };
        if left.depth == 0 || left.depth != right.depth || left.source != right.source {
            return;
        }
        let binds_to = self.frames.get(left.depth).and_then(|frame| frame.get(left.source));
        let binds_to = binds_to.map(|row| row.alias.clone()).unwrap_or_default();
        // `x = x` is always a slip; `id = club_id` only where the judged row has that column and is not named otherwise.
        let meant = [a, b].into_iter().find(|parts| parts.len() == 1 && self.judged.column(&parts[0]).is_some());
        let is_tautology = left == right;
        if let Some(parts) = meant.or(is_tautology.then_some(b))
            && (is_tautology || !reaches_out)
        {
            self.found.push((parts.join("."), binds_to));
        }
    }
}

fn column(expr: &Expr) -> Option<&[String]> {
    match &expr.kind {
        ExprKind::Column(parts) => Some(parts),
        ExprKind::Cast(inner, _) => column(inner),
        _ => None,
    }
}
