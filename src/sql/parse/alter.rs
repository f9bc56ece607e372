//! `ALTER TABLE` and the statements that share its actions.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    object::{object_change, owned_by},
    table::{column, constraint, identity, is_only, options_in, partition_bound},
    tree::{Cx, cascades, child, children, has, if_exists},
    type_name::type_in,
};
use crate::sql::statement::{
    AlterAction, AlterActionKind, AlterTable, ColumnChange, Firing, ObjectChange, ObjectName, Persistence,
    RelationKind, ReplicaIdentity, RowSecurity, StatementKind, WhichTrigger,
};

/// `ALTER TABLE`, `ALTER FOREIGN TABLE`.
pub(super) fn table(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let relation = child::<ast::TableRelationName>(node)?;
    let foreign = node.kind() == SyntaxKind::ALTER_FOREIGN_TABLE;
    let kind = if foreign { RelationKind::ForeignTable } else { RelationKind::Table };
    let name = cx.name_in::<ast::TableNameRef>(relation.syntax())?;
    let actions = children::<ast::AlterTableAction>(node).map(|a| action(a.syntax(), cx)).collect();
    Some(statement(kind, name, is_only(relation.syntax()), node, actions))
}

/// `ALTER VIEW`.
pub(super) fn view(node: &ast::AlterView, cx: Cx<'_>) -> Option<StatementKind> {
    let name = cx.name_in::<ast::ViewRef>(node.syntax())?;
    let actions = children::<ast::AlterViewAction>(node.syntax()).map(|a| action(a.syntax(), cx)).collect();
    Some(statement(RelationKind::View, name, false, node.syntax(), actions))
}

/// `ALTER MATERIALIZED VIEW`.
pub(super) fn materialized_view(node: &ast::AlterMaterializedView, cx: Cx<'_>) -> Option<StatementKind> {
    let name = cx.name_in::<ast::ViewRef>(node.syntax())?;
    let actions = children::<ast::AlterMaterializedViewAction>(node.syntax()).map(|a| action(a.syntax(), cx)).collect();
    Some(statement(RelationKind::MaterializedView, name, false, node.syntax(), actions))
}

/// `ALTER INDEX`.
pub(super) fn index(node: &ast::AlterIndex, cx: Cx<'_>) -> Option<StatementKind> {
    let name = cx.name_in::<ast::IndexRef>(node.syntax())?;
    let actions = children::<ast::AlterIndexAction>(node.syntax()).map(|a| action(a.syntax(), cx)).collect();
    Some(statement(RelationKind::Index, name, false, node.syntax(), actions))
}

/// `ALTER SEQUENCE`.
pub(super) fn sequence(node: &ast::AlterSequence, cx: Cx<'_>) -> Option<StatementKind> {
    let name = cx.name_in::<ast::SequenceRef>(node.syntax())?;
    let actions = children::<ast::AlterSequenceAction>(node.syntax()).map(|a| action(a.syntax(), cx)).collect();
    Some(statement(RelationKind::Sequence, name, false, node.syntax(), actions))
}

fn statement(
    kind: RelationKind,
    name: ObjectName,
    only: bool,
    node: &SyntaxNode,
    actions: Vec<AlterAction>,
) -> StatementKind {
    StatementKind::AlterTable(AlterTable { kind, if_exists: if_exists(node), only, name, actions })
}

fn action(node: &SyntaxNode, cx: Cx<'_>) -> AlterAction {
    let kind = match object_change(node, cx) {
        Some(ObjectChange::RenameTo(name)) => Some(AlterActionKind::RenameTo(name)),
        Some(ObjectChange::SetSchema(name)) => Some(AlterActionKind::SetSchema(name)),
        Some(ObjectChange::OwnerTo(role)) => Some(AlterActionKind::OwnerTo(role)),
        Some(ObjectChange::Other(_)) | None => columns_and_constraints(node, cx).or_else(|| behaviour(node, cx)),
    };
    AlterAction { range: cx.range(node), kind: kind.unwrap_or_else(|| AlterActionKind::Other(cx.text(node))) }
}

fn columns_and_constraints(node: &SyntaxNode, cx: Cx<'_>) -> Option<AlterActionKind> {
    Some(match node.kind() {
        SyntaxKind::ADD_COLUMN => AlterActionKind::AddColumn {
            column: Box::new(column(node, cx)?),
            if_not_exists: super::tree::if_not_exists(node),
        },
        SyntaxKind::DROP_COLUMN => AlterActionKind::DropColumn {
            name: cx.ident_in::<ast::ColumnNameRef>(node)?,
            if_exists: if_exists(node),
            cascade: cascades(node),
        },
        SyntaxKind::ALTER_COLUMN => AlterActionKind::AlterColumn {
            name: cx.ident_in::<ast::ColumnNameRef>(node)?,
            change: column_change(child::<ast::AlterColumnOption>(node)?.syntax(), cx),
        },
        SyntaxKind::ALTER_VIEW_COLUMN => AlterActionKind::AlterColumn {
            name: cx.ident_in::<ast::ColumnNameRef>(node)?,
            change: column_change(child::<ast::AlterViewColumnAction>(node)?.syntax(), cx),
        },
        SyntaxKind::RENAME_COLUMN => AlterActionKind::RenameColumn {
            from: cx.ident_in::<ast::ColumnNameRef>(node)?,
            to: cx.ident_in::<ast::ColumnName>(node)?,
        },
        SyntaxKind::ADD_CONSTRAINT => {
            let added = child::<ast::Constraint>(node)?;
            AlterActionKind::AddConstraint(Box::new(constraint(added.syntax(), None, cx)?))
        }
        SyntaxKind::DROP_CONSTRAINT => AlterActionKind::DropConstraint {
            name: cx.ident_in::<ast::ConstraintNameRef>(node)?,
            if_exists: if_exists(node),
            cascade: cascades(node),
        },
        SyntaxKind::RENAME_CONSTRAINT => AlterActionKind::RenameConstraint {
            from: cx.ident_in::<ast::ConstraintNameRef>(node)?,
            to: cx.ident_in::<ast::ConstraintName>(node)?,
        },
        SyntaxKind::VALIDATE_CONSTRAINT => {
            AlterActionKind::ValidateConstraint(cx.ident_in::<ast::ConstraintNameRef>(node)?)
        }
        SyntaxKind::ALTER_CONSTRAINT => AlterActionKind::AlterConstraint(cx.ident_in::<ast::ConstraintNameRef>(node)?),
        _ => return None,
    })
}

fn column_change(node: &SyntaxNode, cx: Cx<'_>) -> ColumnChange {
    let change = match node.kind() {
        SyntaxKind::SET_TYPE => type_in(node, cx).map(|type_name| ColumnChange::SetType {
            type_name,
            using: child::<ast::UsingExpr>(node).and_then(|u| cx.expr_in(u.syntax())),
        }),
        SyntaxKind::SET_DEFAULT => cx.expr_in(node).map(ColumnChange::SetDefault),
        SyntaxKind::DROP_DEFAULT => Some(ColumnChange::DropDefault),
        SyntaxKind::SET_NOT_NULL => Some(ColumnChange::SetNotNull),
        SyntaxKind::DROP_NOT_NULL => Some(ColumnChange::DropNotNull),
        SyntaxKind::ADD_GENERATED => Some(ColumnChange::AddIdentity(identity(node))),
        SyntaxKind::SET_GENERATED => Some(ColumnChange::SetIdentity(identity(node))),
        SyntaxKind::SET_GENERATED_OPTIONS => {
            child::<ast::SetGenerated>(node).map(|s| ColumnChange::SetIdentity(identity(s.syntax())))
        }
        SyntaxKind::DROP_IDENTITY => Some(ColumnChange::DropIdentity { if_exists: if_exists(node) }),
        SyntaxKind::SET_EXPRESSION => cx.expr_in(node).map(ColumnChange::SetExpression),
        SyntaxKind::DROP_EXPRESSION => Some(ColumnChange::DropExpression { if_exists: if_exists(node) }),
        _ => None,
    };
    change.unwrap_or_else(|| ColumnChange::Other(cx.text(node)))
}

fn behaviour(node: &SyntaxNode, cx: Cx<'_>) -> Option<AlterActionKind> {
    use AlterActionKind as A;
    Some(match node.kind() {
        SyntaxKind::ENABLE_RLS => A::RowSecurity(RowSecurity::Enable),
        SyntaxKind::DISABLE_RLS => A::RowSecurity(RowSecurity::Disable),
        SyntaxKind::FORCE_RLS => A::RowSecurity(RowSecurity::Force),
        SyntaxKind::NO_FORCE_RLS => A::RowSecurity(RowSecurity::NoForce),
        SyntaxKind::ENABLE_TRIGGER => trigger(node, Firing::Enabled, cx),
        SyntaxKind::DISABLE_TRIGGER => trigger(node, Firing::Disabled, cx),
        SyntaxKind::ENABLE_ALWAYS_TRIGGER => trigger(node, Firing::Always, cx),
        SyntaxKind::ENABLE_REPLICA_TRIGGER => trigger(node, Firing::Replica, cx),
        SyntaxKind::ENABLE_RULE => rule(node, Firing::Enabled, cx)?,
        SyntaxKind::DISABLE_RULE => rule(node, Firing::Disabled, cx)?,
        SyntaxKind::ENABLE_ALWAYS_RULE => rule(node, Firing::Always, cx)?,
        SyntaxKind::ENABLE_REPLICA_RULE => rule(node, Firing::Replica, cx)?,
        SyntaxKind::REPLICA_IDENTITY => A::ReplicaIdentity(replica_identity(node, cx)?),
        SyntaxKind::SET_OPTIONS => A::SetOptions(options_in(node)),
        SyntaxKind::RESET_OPTIONS => A::ResetOptions(options_in(node).into_iter().map(|o| o.name).collect()),
        SyntaxKind::ATTACH_PARTITION => A::AttachPartition {
            partition: cx.name_in::<ast::TableNameRef>(node)?,
            bound: child::<ast::PartitionType>(node).and_then(|bound| partition_bound(&bound, cx)),
        },
        SyntaxKind::ATTACH_INDEX_PARTITION => {
            A::AttachPartition { partition: cx.name_in::<ast::IndexRef>(node)?, bound: None }
        }
        SyntaxKind::DETACH_PARTITION => A::DetachPartition(cx.name_in::<ast::TableNameRef>(node)?),
        SyntaxKind::INHERIT_TABLE => A::Inherit(cx.name_in::<ast::TableNameRef>(node)?),
        SyntaxKind::NO_INHERIT_TABLE => A::NoInherit(cx.name_in::<ast::TableNameRef>(node)?),
        SyntaxKind::SET_LOGGED => A::SetPersistence(Persistence::Permanent),
        SyntaxKind::SET_UNLOGGED => A::SetPersistence(Persistence::Unlogged),
        SyntaxKind::OPTION_OWNED_BY => A::OwnedBy(owned_by(node, cx)),
        _ => return None,
    })
}

fn trigger(node: &SyntaxNode, firing: Firing, cx: Cx<'_>) -> AlterActionKind {
    let which = match child::<ast::TriggerTarget>(node) {
        Some(ast::TriggerTarget::TriggerRef(name)) => WhichTrigger::Named(cx.ident(name.syntax())),
        Some(ast::TriggerTarget::User(_)) => WhichTrigger::User,
        Some(ast::TriggerTarget::All(_)) | None => {
            cx.ident_in::<ast::TriggerRef>(node).map_or(WhichTrigger::All, WhichTrigger::Named)
        }
    };
    AlterActionKind::Trigger { which, firing }
}

fn rule(node: &SyntaxNode, firing: Firing, cx: Cx<'_>) -> Option<AlterActionKind> {
    Some(AlterActionKind::Rule { name: cx.ident_in::<ast::RuleRef>(node)?, firing })
}

fn replica_identity(node: &SyntaxNode, cx: Cx<'_>) -> Option<ReplicaIdentity> {
    Some(match child::<ast::ReplicaIdentityOption>(node)? {
        ast::ReplicaIdentityOption::ReplicaIdentityDefault(_) => ReplicaIdentity::Default,
        ast::ReplicaIdentityOption::ReplicaIdentityFull(_) => ReplicaIdentity::Full,
        ast::ReplicaIdentityOption::ReplicaIdentityNothing(_) => ReplicaIdentity::Nothing,
        ast::ReplicaIdentityOption::UsingIndexName(u) => {
            ReplicaIdentity::UsingIndex(cx.ident_in::<ast::IndexRef>(u.syntax())?)
        }
    })
}

/// Whether `CONCURRENTLY` is written.
pub(super) fn concurrently(node: &SyntaxNode) -> bool {
    has(node, SyntaxKind::CONCURRENTLY_KW)
}
