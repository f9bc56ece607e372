//! Code that adds a sum of a row that it has read to a balance.

use super::{Credit, is_owned};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::{
        Project,
        queries::{Client, Op, Query},
        schema::{Name, Schema},
    },
};

/// The credits of code that is not bound by what the row's owner may do.
pub(super) fn credits(project: &Project, schema: &Schema) -> Vec<Credit> {
    let writes = project.production_queries().filter(|query| {
        matches!(query.op, Op::Update | Op::Upsert)
            && (!matches!(query.client, Client::User | Client::Anon) || project.is_staff_screen(query.at.file))
    });
    writes.flat_map(|query| credits_of(project, schema, query)).collect()
}

fn credits_of(project: &Project, schema: &Schema, query: &Query) -> Vec<Credit> {
    let Some(code) = project.file(query.at.file).code.as_ref() else { return Vec::new() };
    let Some(target) = query.tables.first() else { return Vec::new() };
    let owned = query.assigned.iter().filter(|(column, _)| is_owned(&project.vocab, column));
    owned
        .flat_map(|(column, value)| {
            let added_to = format!("{target}.{column}");
            added_members(code, *value).into_iter().filter(|(_, sum)| *sum != column.as_str()).filter_map(
                move |(row, sum)| {
                    let table = row_of(project, schema, query, (code, row), sum)?;
                    let (column, added_to) = (sum.to_owned(), added_to.clone());
                    Some(Credit { table, column, added_to, at: query.at, is_at_once: false })
                },
            )
        })
        .collect()
}

/// The members that a value adds to something, each with what it is a member of: `bet.gain` of `Number(w.balance) + bet.gain`.
fn added_members(code: &Code, value: ExprId) -> Vec<(ExprId, &str)> {
    let sums = code.definitions(value).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole)));
    let sides = sums.filter_map(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Add, left, right } => Some([left, right]),
            _ => None,
        },
        _ => None,
    });
    sides
        .flatten()
        .filter_map(|side| match code.expr(number_in(code, side)) {
            ExprKind::Member { object, property, .. } => Some((object, code.str(property))),
            _ => None,
        })
        .collect()
}

/// What is read as a number, or stands before the value for none: `bet.gain` of `Number(bet.gain || 0)`.
fn number_in(code: &Code, side: ExprId) -> ExprId {
    match code.expr(side) {
        ExprKind::Call { callee, args } if matches!(code.ident(callee), Some("Number" | "parseFloat" | "parseInt")) => {
            code.arg(args, 0).map_or(side, |inner| number_in(code, inner))
        }
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } => number_in(code, left),
        _ => side,
    }
}

/// The table whose row holds a sum: the only one of those read in the same function that has such a column, where the row is
/// not what the caller sends.
fn row_of(project: &Project, schema: &Schema, query: &Query, (code, row): (&Code, ExprId), sum: &str) -> Option<Name> {
    let file = query.at.file;
    let function = code.function(query.function).range;
    let mut tables: Vec<Name> = project
        .queries_in(file)
        .iter()
        .filter(|other| {
            other.op == Op::Select && (other.function == query.function || function.contains(other.at.range))
        })
        .flat_map(|other| &other.tables)
        .map(|table| Name::new("public", table.as_str()))
        .filter(|name| schema.table(name).is_some_and(|table| table.column(sum).is_some()))
        .collect();
    tables.sort_unstable();
    tables.dedup();
    match tables.as_slice() {
        [only] if query.tables.first() != Some(&only.name) && !project.is_sent(file, row) => Some(only.clone()),
        _ => None,
    }
}
