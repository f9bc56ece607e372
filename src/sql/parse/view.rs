//! Views.

use squawk_syntax::{
    SyntaxKind,
    ast::{self, AstNode},
};

use super::{
    alter::concurrently,
    table::{options_in, persistence},
    tree::{Cx, child, has, if_not_exists},
};
use crate::sql::statement::{CheckOption, CreateView, Persistence, RefreshView, StatementKind};

/// `CREATE VIEW`.
pub(super) fn create(node: &ast::CreateView, cx: Cx<'_>) -> Option<StatementKind> {
    let mut view = base(node.syntax(), cx)?;
    view.check_option = child::<ast::WithCheckOption>(node.syntax()).map(|option| {
        let local = child::<ast::LocalCheckOption>(option.syntax()).is_some();
        if local { CheckOption::Local } else { CheckOption::Cascaded }
    });
    Some(StatementKind::CreateView(Box::new(view)))
}

/// `CREATE MATERIALIZED VIEW`.
pub(super) fn create_materialized(node: &ast::CreateMaterializedView, cx: Cx<'_>) -> Option<StatementKind> {
    let mut view = base(node.syntax(), cx)?;
    view.materialized = true;
    view.no_data = child::<ast::WithNoData>(node.syntax()).is_some();
    Some(StatementKind::CreateView(Box::new(view)))
}

fn base(node: &squawk_syntax::SyntaxNode, cx: Cx<'_>) -> Option<CreateView> {
    let columns = child::<ast::ColumnList>(node);
    Some(CreateView {
        name: cx.name_in::<ast::View>(node)?,
        or_replace: child::<ast::OrReplace>(node).is_some(),
        materialized: false,
        if_not_exists: if_not_exists(node),
        temporary: persistence(node) == Persistence::Temporary,
        recursive: has(node, SyntaxKind::RECURSIVE_KW),
        columns: columns.map(|l| cx.idents_in::<ast::ColumnName>(l.syntax())).unwrap_or_default(),
        options: options_in(node),
        query: child::<ast::SelectVariant>(node).map(|q| cx.text(q.syntax()))?,
        check_option: None,
        no_data: false,
    })
}

/// `REFRESH MATERIALIZED VIEW`.
pub(super) fn refresh(node: &ast::Refresh, cx: Cx<'_>) -> Option<StatementKind> {
    Some(StatementKind::RefreshView(RefreshView {
        name: cx.name_in::<ast::ViewRef>(node.syntax())?,
        concurrently: concurrently(node.syntax()),
        no_data: child::<ast::WithNoData>(node.syntax()).is_some(),
    }))
}
