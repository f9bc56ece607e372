//! A balance is read, changed in code, and written back: of two at once, one is lost.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    model::{
        Project,
        queries::{Client, Condition, Op, Query},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let money = &project.vocab.columns.money;
    for query in project.queries.iter().filter(|q| q.op == Op::Update && project.file(q.at.file).role.is_production()) {
        let file = query.at.file;
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let columns = query.written.iter().flat_map(|&object| changed(project, file, code, object));
        let Some(column) = columns.into_iter().find(|c| money.has(c) && !is_locked(query, c)) else { continue };
        // What the database refuses the browser is no race, but a write that never happens.
        let is_refused = query.client == Client::User
            && project.runs_in_browser(query)
            && project.table_of(query).is_some()
            && !project.leaves_column_open(query, &column);
        if is_refused {
            continue;
        }
        let table = query.tables.first().map_or("a table", String::as_str);
        let message =
            format!("`{column}` of `{table}` is read, reckoned and written back: of two changes at once one is lost");
        sink.report(query.at, format!("public.{table}.{column}"), message);
    }
}

/// The columns whose new value is reckoned from one that was read.
pub(super) fn changed(project: &Project, file: FileId, code: &Code, object: ExprId) -> Vec<String> {
    let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
    let reckoned = code.property_list(properties).filter_map(|p| match p.key {
        PropertyKey::Name(key) if is_reckoned(project, file, code, p.value, 4) => Some(code.str(key).to_owned()),
        _ => None,
    });
    reckoned.collect()
}

/// Whether an expression adds to or subtracts from something that a query gave.
fn is_reckoned(project: &Project, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, right } => {
            [left, right].into_iter().any(|e| comes_from_query(project, file, code, e))
        }
        ExprKind::Call { args, .. } => code.expr_list(args).any(|a| is_reckoned(project, file, code, a, depth)),
        ExprKind::Conditional { then, otherwise, .. } => {
            is_reckoned(project, file, code, then, depth) || is_reckoned(project, file, code, otherwise, depth)
        }
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => is_reckoned(project, file, code, init, depth),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a part of an expression is a row's column that was selected before.
fn comes_from_query(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| match n {
        Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { .. }) => project
            .values()
            .symbols(file, e)
            .iter()
            .any(|s| s.path.contains(".from().select()") && s.path.contains(".data.")),
        _ => false,
    })
}

/// `.eq("balance", before)`: the write only happens when nobody was faster.
fn is_locked(query: &Query, column: &str) -> bool {
    query
        .conditions
        .iter()
        .flat_map(Condition::comparisons)
        .any(|c| c.column.as_deref().is_some_and(|name| name == column || name == "version" || name == "updated_at"))
}
