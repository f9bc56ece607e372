//! Publications.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    object::alter_object,
    table::options_in,
    tree::{Cx, child, children, code_tokens},
};
use crate::sql::statement::{
    AlterPublication, CreatePublication, Ident, ObjectKind, ObjectName, PublicationChange, PublicationObject,
    RoutineRef, StatementKind,
};

/// `CREATE PUBLICATION`.
pub(super) fn create(node: &ast::CreatePublication, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let target = child::<ast::PublicationForClause>(node);
    Some(StatementKind::CreatePublication(CreatePublication {
        name: cx.ident_in::<ast::Publication>(node)?,
        all_tables: target.as_ref().is_some_and(|t| child::<ast::AllPublicationTables>(t.syntax()).is_some()),
        objects: target.map(|t| objects(t.syntax(), cx)).unwrap_or_default(),
        options: options_in(node),
    }))
}

/// The objects of a list. A name without `TABLE` in front continues the kind before it.
fn objects(node: &SyntaxNode, cx: Cx<'_>) -> Vec<PublicationObject> {
    children::<ast::PublicationObject>(node).filter_map(|o| object(o.syntax(), cx)).collect()
}

fn object(node: &SyntaxNode, cx: Cx<'_>) -> Option<PublicationObject> {
    if node.kind() == SyntaxKind::PUBLICATION_OBJECT_TABLE {
        let columns = child::<ast::ColumnRefList>(node).map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax()));
        return Some(PublicationObject::Table {
            name: cx.name_in::<ast::TableNameRef>(node)?,
            columns: columns.unwrap_or_default(),
            filter: child::<ast::WhereConditionClause>(node).and_then(|w| cx.expr_in(w.syntax())),
        });
    }
    let current = || code_tokens(node).any(|t| t.kind() == SyntaxKind::CURRENT_SCHEMA_KW);
    let schema = cx.ident_in::<ast::SchemaRef>(node);
    let schema =
        schema.or_else(|| current().then(|| Ident { name: "current_schema".to_owned(), range: cx.range(node) }));
    schema.map(PublicationObject::Schema)
}

/// `ALTER PUBLICATION`.
pub(super) fn alter(node: &ast::AlterPublication, cx: Cx<'_>) -> Option<StatementKind> {
    let name = cx.ident_in::<ast::PublicationRef>(node.syntax())?;
    let action = child::<ast::AlterPublicationAction>(node.syntax())?;
    let listed = || objects(action.syntax(), cx);
    let change = match &action {
        ast::AlterPublicationAction::AddPublicationObjects(_) => PublicationChange::Add(listed()),
        ast::AlterPublicationAction::DropPublicationObjects(_) => PublicationChange::Drop(listed()),
        ast::AlterPublicationAction::SetPublicationObjects(_) => PublicationChange::Set(listed()),
        ast::AlterPublicationAction::SetAllPublicationObjectList(_) => PublicationChange::SetAllTables,
        ast::AlterPublicationAction::SetOptions(o) => PublicationChange::SetOptions(options_in(o.syntax())),
        ast::AlterPublicationAction::OwnerTo(_) | ast::AlterPublicationAction::PublicationRenameTo(_) => {
            let object = ObjectName { schema: None, name: name.name, range: name.range };
            let object = RoutineRef { name: object, args: None };
            return Some(alter_object(ObjectKind::Publication, Some(object), None, false, action.syntax(), cx));
        }
    };
    Some(StatementKind::AlterPublication(AlterPublication { name, change }))
}
