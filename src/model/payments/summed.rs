//! Amounts that are added up and held against a limit before one more is added.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, StmtKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::Span,
};

/// The test that holds the sum of a table's rows against a value of another row, before a row is added to that table:
/// `if (paid + amount > order.total) return …`.
#[must_use]
pub fn summed(project: &Project, code: &Code, insert: &Query) -> Option<Span> {
    let file = insert.at.file;
    let table = insert.tables.first()?;
    let reads = |q: &&Query| {
        q.op == Op::Select
            && q.tables.contains(table)
            && q.function == insert.function
            && code.runs_before(q.expr, insert.expr)
    };
    let rows: Vec<&Query> = project.queries_in(file).iter().filter(reads).collect();
    if rows.is_empty() {
        return None;
    }
    // `order.total - paid`: what is left is reckoned before it is compared.
    let is_other = |q: &&Query| q.op == Op::Select && q.function == insert.function && !q.tables.contains(table);
    let others: Vec<&Query> = project.queries_in(file).iter().filter(is_other).collect();
    let tests = code.within(insert.function).filter_map(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::If { test, then, .. } => {
                let stands_before = code.stmt(stmt).range.end <= insert.at.range.start;
                (stands_before && code.ends_function(then)).then_some(test)
            }
            _ => None,
        },
        _ => None,
    });
    let found = tests.into_iter().find(|&test| {
        rows.iter().any(|read| {
            comparisons(code, test).into_iter().any(|(one, other)| {
                [(one, other), (other, one)].into_iter().any(|(sum, limit)| {
                    is_sum_of(code, sum, read)
                        && (is_of_row(code, limit) || others.iter().any(|other| is_of_query(code, sum, other)))
                })
            })
        })
    });
    found.map(|test| code.range(test).in_file(file))
}

fn comparisons(code: &Code, test: ExprId) -> Vec<(ExprId, ExprId)> {
    let compared = code.within_node(Node::Expr(test)).filter_map(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op, left, right } if op.is_order() => Some((left, right)),
            _ => None,
        },
        _ => None,
    });
    compared.collect()
}

/// Whether a value is, or is named after, a member of something: a limit that stands in the data.
fn is_of_row(code: &Code, value: ExprId) -> bool {
    code.definitions(value).into_iter().any(|whole| {
        code.within_node(Node::Expr(whole))
            .any(|node| matches!(node, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { .. })))
    })
}

/// Whether a part of a value adds up the rows that a query gave.
fn is_sum_of(code: &Code, value: ExprId, read: &Query) -> bool {
    let parts = code.definitions(value).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole)));
    parts.into_iter().any(|node| {
        let Node::Expr(e) = node else { return false };
        match code.expr(e) {
            ExprKind::Call { callee, .. } => {
                matches!(code.expr(callee), ExprKind::Member { object, property, .. }
                    if code.str(property) == "reduce" && is_of_query(code, object, read))
            }
            ExprKind::Ident { binding: Some(_), .. } => is_added_up(code, e, read),
            _ => false,
        }
    })
}

/// `for (const row of rows) sum += row.amount`.
fn is_added_up(code: &Code, name: ExprId, read: &Query) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return false };
    code.references(binding).iter().any(|&reference| {
        let Node::Expr(parent) = code.parent(reference) else { return false };
        let is_addition = matches!(code.expr(parent), ExprKind::Assign { op: Some(BinaryOp::Add), target, .. } if target == reference);
        is_addition
            && code.ancestors(Node::Expr(parent)).any(|around| match around {
                Node::Stmt(stmt) => match code.stmt(stmt).kind {
                    StmtKind::Loop { header: Some(header), .. } => is_of_query(code, header, read),
                    _ => false,
                },
                _ => false,
            })
    })
}

/// Whether rows that a query gave are a part of an expression, by the names that they go under.
fn is_of_query(code: &Code, expr: ExprId, read: &Query) -> bool {
    code.definitions(expr).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole))).any(|node| {
        let Node::Expr(e) = node else { return false };
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(e) else { return false };
        let Origin::Var(stmt) = code.binding(binding).origin else { return false };
        match code.stmt(stmt).kind {
            StmtKind::Var { init: Some(init), .. } => {
                !matches!(code.expr(init), ExprKind::Function(_)) && code.range(init).contains(read.at.range)
            }
            _ => false,
        }
    })
}
