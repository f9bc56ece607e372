//! Queries, and the simpler statements that write rows.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    insert::assignments,
    literal::value,
    tree::{Cx, cascades, child, children},
};
use crate::sql::statement::{
    CallArg, CopyRows, Delete, FunctionCall, Ident, Merge, ObjectName, Query, SqlText, StatementKind, Truncate, Update,
};

/// `SELECT`, `VALUES`, `TABLE`, `CALL`.
pub(super) fn query(node: &SyntaxNode, cx: Cx<'_>) -> StatementKind {
    let mut found = Query { text: cx.text(node), calls: Vec::new(), from: Vec::new(), writes: Vec::new() };
    if node.kind() == SyntaxKind::CALL {
        found.calls.extend(procedure_call(node, cx));
    }
    outermost(node, &mut found, cx);
    StatementKind::Query(Box::new(found))
}

/// Collects calls and relations of the selects that brackets and `UNION` join.
fn outermost(node: &SyntaxNode, found: &mut Query, cx: Cx<'_>) {
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        found.writes.extend(writes(&node, cx));
        match node.kind() {
            SyntaxKind::SELECT => select(&node, found, cx),
            SyntaxKind::PAREN_SELECT | SyntaxKind::COMPOUND_SELECT | SyntaxKind::PAREN_EXPR => {
                let first = open.len();
                open.extend(node.children());
                open[first..].reverse();
            }
            SyntaxKind::TABLE => {
                found.from.extend(child::<ast::RelationName>(&node).map(|r| cx.name(r.syntax())));
            }
            _ => {}
        }
    }
}

fn select(node: &SyntaxNode, found: &mut Query, cx: Cx<'_>) {
    let targets = child::<ast::SelectClause>(node).and_then(|c| child::<ast::TargetList>(c.syntax()));
    for target in targets.into_iter().flat_map(|l| children::<ast::Target>(l.syntax())) {
        found.calls.extend(child::<ast::CallExpr>(target.syntax()).and_then(|c| call(&c, cx)));
    }
    let Some(from) = child::<ast::FromClause>(node) else { return };
    let mut open: Vec<SyntaxNode> = from.syntax().children().collect();
    open.reverse();
    while let Some(item) = open.pop() {
        match item.kind() {
            SyntaxKind::RELATION_FROM_ITEM => found.from.extend(cx.name_in::<ast::RelationNameRef>(&item)),
            SyntaxKind::FUNCTION_FROM_ITEM | SyntaxKind::EXPR_FROM_ITEM => {
                if let Some(called) = child::<ast::CallExpr>(&item).and_then(|c| call(&c, cx)) {
                    found.from.push(called.name.clone());
                    found.calls.push(called);
                }
            }
            SyntaxKind::JOIN_EXPR | SyntaxKind::JOIN => {
                let first = open.len();
                open.extend(item.children());
                open[first..].reverse();
            }
            _ => {}
        }
    }
}

/// What `INSERT`, `UPDATE`, `DELETE`, `MERGE` in the `WITH` of a node write.
fn writes(node: &SyntaxNode, cx: Cx<'_>) -> Vec<ObjectName> {
    let with = child::<ast::WithClause>(node);
    let tables = with.into_iter().flat_map(|w| children::<ast::WithTable>(w.syntax()));
    tables.filter_map(|t| child::<ast::WithQuery>(t.syntax())).filter_map(|q| written(q.syntax(), cx)).collect()
}

/// The table that a statement writes.
fn written(node: &SyntaxNode, cx: Cx<'_>) -> Option<ObjectName> {
    match node.kind() {
        SyntaxKind::INSERT => cx.name_in::<ast::RelationNameRef>(node),
        SyntaxKind::UPDATE | SyntaxKind::DELETE => child::<ast::RelationName>(node).map(|r| cx.name(r.syntax())),
        SyntaxKind::MERGE => child::<ast::TableRelationName>(node).map(|r| cx.name(r.syntax())),
        _ => None,
    }
}

fn procedure_call(node: &SyntaxNode, cx: Cx<'_>) -> Option<FunctionCall> {
    let name = cx.name_in::<ast::ProcedureNameRef>(node)?;
    Some(FunctionCall { name, args: child::<ast::ArgList>(node).map(|l| call_args(&l, cx)).unwrap_or_default() })
}

/// A call, if what is called is a name.
pub(super) fn call(node: &ast::CallExpr, cx: Cx<'_>) -> Option<FunctionCall> {
    let callee = child::<ast::Expr>(node.syntax())?;
    if !matches!(callee, ast::Expr::NameRef(_) | ast::Expr::FieldExpr(_)) {
        return None;
    }
    let parts = callee.syntax().descendants().filter_map(ast::NameRef::cast);
    let mut parts: Vec<Ident> = parts.map(|n| cx.ident(n.syntax())).collect();
    let name = parts.pop()?.name;
    let name = ObjectName { schema: parts.pop().map(|s| s.name), name, range: cx.range(callee.syntax()) };
    Some(FunctionCall { name, args: node.arg_list().map(|l| call_args(&l, cx)).unwrap_or_default() })
}

fn call_args(list: &ast::ArgList, cx: Cx<'_>) -> Vec<CallArg> {
    children::<ast::Arg>(list.syntax()).filter_map(|a| call_arg(a.syntax(), cx)).collect()
}

fn call_arg(node: &SyntaxNode, cx: Cx<'_>) -> Option<CallArg> {
    if let Some(named) = child::<ast::NamedArg>(node) {
        let name = cx.ident_in::<ast::ParamNameRef>(named.syntax()).map(|n| n.name);
        return Some(CallArg { name, value: value(child::<ast::Expr>(named.syntax())?.syntax(), cx) });
    }
    Some(CallArg { name: None, value: value(child::<ast::Expr>(node)?.syntax(), cx) })
}

fn filter(node: &SyntaxNode, cx: Cx<'_>) -> Option<SqlText> {
    child::<ast::WhereClause>(node).and_then(|w| cx.expr_in(w.syntax()))
}

/// `UPDATE`.
pub(super) fn update(node: &ast::Update, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    Some(StatementKind::Update(Box::new(Update {
        table: written(node, cx)?,
        set: child::<ast::SetClause>(node).map(|s| assignments(s.syntax(), cx)).unwrap_or_default(),
        filter: filter(node, cx),
        text: cx.text(node),
    })))
}

/// `DELETE`.
pub(super) fn delete(node: &ast::Delete, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let table = written(node, cx)?;
    Some(StatementKind::Delete(Box::new(Delete { table, filter: filter(node, cx), text: cx.text(node) })))
}

/// `MERGE`.
pub(super) fn merge(node: &ast::Merge, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    Some(StatementKind::Merge(Merge { table: written(node, cx)?, text: cx.text(node) }))
}

/// `TRUNCATE`.
pub(super) fn truncate(node: &ast::Truncate, cx: Cx<'_>) -> Option<StatementKind> {
    let list = child::<ast::TableList>(node.syntax())?;
    let relations = children::<ast::TableRelationName>(list.syntax());
    let tables = relations.map(|r| cx.name(r.syntax())).collect();
    Some(StatementKind::Truncate(Truncate { tables, cascade: cascades(node.syntax()) }))
}

/// `COPY`.
pub(super) fn copy(node: &ast::Copy, cx: Cx<'_>) -> StatementKind {
    let node = node.syntax();
    let table = child::<ast::CopyTable>(node);
    let columns = table.as_ref().and_then(|t| child::<ast::ColumnRefList>(t.syntax()));
    StatementKind::Copy(CopyRows {
        table: table.and_then(|t| cx.name_in::<ast::TableNameRef>(t.syntax())),
        columns: columns.map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax())).unwrap_or_default(),
        from: matches!(child::<ast::CopyDirection>(node), Some(ast::CopyDirection::CopyFrom(_))),
    })
}
