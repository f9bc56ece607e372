//! `INSERT`, and assignments as `UPDATE` has them too.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    literal::value,
    tree::{Cx, child, children, has},
};
use crate::sql::statement::{Assignment, Ident, Insert, InsertSource, Literal, OnConflict, StatementKind, Value};

/// `INSERT`.
pub(super) fn insert(node: &ast::Insert, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    Some(StatementKind::Insert(Box::new(Insert {
        table: cx.name_in::<ast::RelationNameRef>(node)?,
        columns: child::<ast::ColumnTargetList>(node).map(|l| targets(l.syntax(), cx)).unwrap_or_default(),
        source: source(&child::<ast::InsertSource>(node)?, cx),
        on_conflict: child::<ast::OnConflictClause>(node).map(|c| on_conflict(c.syntax(), cx)),
        text: cx.text(node),
    })))
}

fn targets(list: &SyntaxNode, cx: Cx<'_>) -> Vec<Ident> {
    children::<ast::ColumnTarget>(list).filter_map(|t| cx.ident_in::<ast::ColumnNameRef>(t.syntax())).collect()
}

fn source(node: &ast::InsertSource, cx: Cx<'_>) -> InsertSource {
    match node {
        ast::InsertSource::DefaultValues(_) => InsertSource::Defaults,
        ast::InsertSource::SelectVariant(ast::SelectVariant::Values(values)) => {
            let list = child::<ast::RowList>(values.syntax());
            let rows = list.into_iter().flat_map(|l| children::<ast::Row>(l.syntax()));
            InsertSource::Values(rows.map(|r| row(r.syntax(), cx)).collect())
        }
        ast::InsertSource::SelectVariant(ast::SelectVariant::Select(select)) => {
            let single = single_row(select.syntax(), cx);
            single.map_or_else(|| InsertSource::Query(cx.text(select.syntax())), |row| InsertSource::Values(vec![row]))
        }
        ast::InsertSource::SelectVariant(query) => InsertSource::Query(cx.text(query.syntax())),
    }
}

fn row(node: &SyntaxNode, cx: Cx<'_>) -> Vec<Value> {
    children::<ast::Expr>(node).map(|e| value(e.syntax(), cx)).collect()
}

/// The values of `SELECT a, b`, without any clause that could give another number of rows.
fn single_row(select: &SyntaxNode, cx: Cx<'_>) -> Option<Vec<Value>> {
    let clause = child::<ast::SelectClause>(select)?;
    if select.children().any(|c| c.kind() != SyntaxKind::SELECT_CLAUSE) {
        return None;
    }
    let targets = child::<ast::TargetList>(clause.syntax())?;
    children::<ast::Target>(targets.syntax())
        .map(|t| child::<ast::Expr>(t.syntax()).map(|e| value(e.syntax(), cx)))
        .collect()
}

fn on_conflict(node: &SyntaxNode, cx: Cx<'_>) -> OnConflict {
    let target = child::<ast::ConflictTarget>(node);
    let items = target.as_ref().and_then(|t| child::<ast::ConflictIndexItemList>(t.syntax()));
    let column = |item: ast::ConflictIndexItem| match child::<ast::Expr>(item.syntax()) {
        Some(ast::Expr::NameRef(name)) => Some(cx.ident(name.syntax())),
        _ => None,
    };
    let update = match child::<ast::ConflictAction>(node) {
        Some(ast::ConflictAction::ConflictDoUpdateSet(action)) => child::<ast::SetClause>(action.syntax()),
        _ => None,
    };
    OnConflict {
        columns: items
            .into_iter()
            .flat_map(|l| children::<ast::ConflictIndexItem>(l.syntax()))
            .filter_map(column)
            .collect(),
        constraint: target.and_then(|t| cx.ident_in::<ast::ConstraintNameRef>(t.syntax())),
        update: update.map(|s| assignments(s.syntax(), cx)).unwrap_or_default(),
    }
}

/// The assignments of a `SET` clause.
pub(super) fn assignments(clause: &SyntaxNode, cx: Cx<'_>) -> Vec<Assignment> {
    let list = child::<ast::SetColumnList>(clause);
    let mut found = Vec::new();
    for set in list.into_iter().flat_map(|l| children::<ast::SetColumn>(l.syntax())) {
        let node = set.syntax();
        match &set {
            ast::SetColumn::SetSingleColumn(_) => {
                let column =
                    child::<ast::ColumnTarget>(node).and_then(|t| cx.ident_in::<ast::ColumnNameRef>(t.syntax()));
                let expression = child::<ast::SetExpr>(node);
                if let (Some(column), Some(expression)) = (column, expression) {
                    found.push(Assignment { column, value: assigned(expression.syntax(), cx) });
                }
            }
            ast::SetColumn::SetMultipleColumns(_) => {
                let columns = child::<ast::ColumnTargetList>(node).map(|l| targets(l.syntax(), cx)).unwrap_or_default();
                found.extend(several(node, columns, cx));
            }
        }
    }
    found
}

/// `(a, b) = (1, 2)` pairs up; `(a, b) = (select …)` gives each column the whole right side.
fn several(node: &SyntaxNode, columns: Vec<Ident>, cx: Cx<'_>) -> Vec<Assignment> {
    let values: Vec<Value> = if let Some(list) = child::<ast::SetExprList>(node) {
        children::<ast::SetExpr>(list.syntax()).map(|e| assigned(e.syntax(), cx)).collect()
    } else {
        let Some(right) = node.children().last() else { return Vec::new() };
        let whole = Value { text: cx.text(&right), literal: Literal::Computed };
        vec![whole; columns.len()]
    };
    columns.into_iter().zip(values).map(|(column, value)| Assignment { column, value }).collect()
}

fn assigned(node: &SyntaxNode, cx: Cx<'_>) -> Value {
    if let Some(expression) = child::<ast::Expr>(node) {
        return value(expression.syntax(), cx);
    }
    let default = has(node, SyntaxKind::DEFAULT_KW);
    Value { text: cx.text(node), literal: if default { Literal::Default } else { Literal::Computed } }
}
