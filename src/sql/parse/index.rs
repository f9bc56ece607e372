//! Indexes.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    alter::concurrently,
    table::{collation, is_only, options_in},
    tree::{Cx, child, children, code_tokens, has, if_not_exists},
};
use crate::sql::statement::{CreateIndex, Ident, IndexKey, IndexTarget, Reindex, StatementKind};

/// `CREATE INDEX`.
pub(super) fn create(node: &ast::CreateIndex, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let relation = child::<ast::TableRelationName>(node)?;
    let items = child::<ast::PartitionItemList>(node)?;
    let include = child::<ast::IndexIncludeClause>(node).and_then(|c| child::<ast::PartitionItemList>(c.syntax()));
    let method = child::<ast::UsingMethod>(node).and_then(|m| cx.ident_in::<ast::AccessMethodRef>(m.syntax()));
    Some(StatementKind::CreateIndex(Box::new(CreateIndex {
        name: cx.ident_in::<ast::Index>(node),
        unique: has(node, SyntaxKind::UNIQUE_KW),
        concurrently: concurrently(node),
        if_not_exists: if_not_exists(node),
        only: is_only(relation.syntax()),
        table: cx.name_in::<ast::TableNameRef>(relation.syntax())?,
        method: method.map_or_else(|| "btree".to_owned(), |m| m.name),
        keys: children::<ast::PartitionItem>(items.syntax()).filter_map(|i| key(i.syntax(), cx)).collect(),
        include: include.map(|l| included(l.syntax(), cx)).unwrap_or_default(),
        nulls_not_distinct: child::<ast::NullsNotDistinct>(node).is_some(),
        predicate: child::<ast::WhereClause>(node).and_then(|w| cx.expr_in(w.syntax())),
        options: options_in(node),
    })))
}

fn included(list: &SyntaxNode, cx: Cx<'_>) -> Vec<Ident> {
    let columns = children::<ast::PartitionItem>(list).filter_map(|i| child::<ast::Expr>(i.syntax()));
    columns.map(|e| cx.ident(e.syntax())).collect()
}

fn key(node: &SyntaxNode, cx: Cx<'_>) -> Option<IndexKey> {
    let mut expression = child::<ast::Expr>(node)?;
    let mut collation = collation(node, cx);
    // `a COLLATE "C"` is parsed as one expression.
    if let ast::Expr::Collate(collate) = &expression {
        collation = cx.name_in::<ast::CollationRef>(collate.syntax());
        expression = child::<ast::Expr>(collate.syntax())?;
    }
    let order = child::<ast::SortOrder>(node);
    let nulls = child::<ast::NullsOrder>(node);
    Some(IndexKey {
        target: target(&expression, cx),
        collation,
        opclass: cx.name_in::<ast::OpClassRef>(node),
        descending: matches!(order, Some(ast::SortOrder::SortDesc(_))),
        nulls_first: nulls.map(|n| matches!(n, ast::NullsOrder::NullsFirst(_))),
        range: cx.range(node),
    })
}

fn target(expression: &ast::Expr, cx: Cx<'_>) -> IndexTarget {
    match expression {
        ast::Expr::NameRef(name) => IndexTarget::Column(cx.ident(name.syntax())),
        ast::Expr::ParenExpr(inner) => {
            IndexTarget::Expression(cx.expr_in(inner.syntax()).unwrap_or_else(|| cx.text(inner.syntax())))
        }
        other => IndexTarget::Expression(cx.text(other.syntax())),
    }
}

/// `REINDEX`.
pub(super) fn reindex(node: &ast::Reindex, cx: Cx<'_>) -> Option<StatementKind> {
    let target = child::<ast::ReindexTarget>(node.syntax())?;
    let what = code_tokens(target.syntax()).next()?.text().to_ascii_lowercase();
    let name = target.syntax().children().next().map(|n| cx.name(&n));
    let concurrently = code_tokens(node.syntax()).any(|t| t.kind() == SyntaxKind::CONCURRENTLY_KW);
    Some(StatementKind::Reindex(Reindex { what, name, concurrently }))
}
