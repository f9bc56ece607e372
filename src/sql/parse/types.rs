//! Types and domains.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    object::{alter_object, object_change},
    table::{collation, constraint},
    tree::{Cx, child, children, if_exists, if_not_exists},
    type_name::type_in,
};
use crate::sql::statement::{
    AlterDomain, AlterType, ColumnDef, CreateDomain, CreateType, DomainChange, EnumPosition, EnumValue, ObjectKind,
    RoutineRef, StatementKind, TypeChange, TypeDefinition,
};

/// `CREATE TYPE`.
pub(super) fn create(node: &ast::CreateType, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let definition = match child::<ast::CreateTypeKind>(node) {
        Some(ast::CreateTypeKind::EnumType(kind)) => TypeDefinition::Enum(enum_values(kind.syntax(), cx)),
        Some(ast::CreateTypeKind::CompositeType(kind)) => {
            let list = child::<ast::CompositeFieldList>(kind.syntax());
            let fields = list.into_iter().flat_map(|l| children::<ast::CompositeFieldDef>(l.syntax()));
            TypeDefinition::Composite(fields.filter_map(|f| field(f.syntax(), cx)).collect())
        }
        Some(ast::CreateTypeKind::RangeType(_)) => TypeDefinition::Range,
        Some(ast::CreateTypeKind::BaseType(_)) | None => TypeDefinition::Base,
    };
    Some(StatementKind::CreateType(CreateType { name: cx.name_in::<ast::TypeName>(node)?, definition }))
}

fn enum_values(node: &SyntaxNode, cx: Cx<'_>) -> Vec<EnumValue> {
    let list = child::<ast::VariantList>(node);
    let variants = list.into_iter().flat_map(|l| children::<ast::Variant>(l.syntax()));
    variants.filter_map(|v| child::<ast::Literal>(v.syntax())).filter_map(|l| enum_value(&l, cx)).collect()
}

fn enum_value(literal: &ast::Literal, cx: Cx<'_>) -> Option<EnumValue> {
    Some(EnumValue { value: literal.string_value()?, range: cx.range(literal.syntax()) })
}

fn field(node: &SyntaxNode, cx: Cx<'_>) -> Option<ColumnDef> {
    Some(ColumnDef {
        name: cx.ident_in::<ast::CompositeField>(node)?,
        type_name: type_in(node, cx),
        collation: collation(node, cx),
        not_null: None,
        null: false,
        default: None,
        generated: None,
        identity: None,
        constraints: Vec::new(),
        range: cx.range(node),
    })
}

/// `ALTER TYPE`.
pub(super) fn alter(node: &ast::AlterType, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let name = cx.name_in::<ast::TypeNameRef>(node)?;
    let action = child::<ast::AlterTypeAction>(node)?;
    let action = action.syntax();
    if object_change(action, cx).is_some() {
        let object = RoutineRef { name, args: None };
        return Some(alter_object(ObjectKind::Type, Some(object), None, false, action, cx));
    }
    let changes = match ast::AlterTypeAttributeActionList::cast(action.clone()) {
        Some(list) => {
            children::<ast::AlterTypeAttributeAction>(list.syntax()).map(|a| change(a.syntax(), cx)).collect()
        }
        None => vec![change(action, cx)],
    };
    Some(StatementKind::AlterType(AlterType { name, changes }))
}

fn change(node: &SyntaxNode, cx: Cx<'_>) -> TypeChange {
    known_change(node, cx).unwrap_or_else(|| TypeChange::Other(cx.text(node)))
}

fn known_change(node: &SyntaxNode, cx: Cx<'_>) -> Option<TypeChange> {
    let mut values = children::<ast::Literal>(node).filter_map(|l| enum_value(&l, cx));
    Some(match node.kind() {
        SyntaxKind::ADD_VALUE => TypeChange::AddValue {
            value: values.next()?,
            if_not_exists: if_not_exists(node),
            position: enum_position(node),
        },
        SyntaxKind::RENAME_VALUE => TypeChange::RenameValue { from: values.next()?, to: values.next()? },
        SyntaxKind::ADD_ATTRIBUTE => TypeChange::AddAttribute(Box::new(field(node, cx)?)),
        SyntaxKind::DROP_ATTRIBUTE => {
            TypeChange::DropAttribute { name: cx.ident_in::<ast::CompositeFieldRef>(node)?, if_exists: if_exists(node) }
        }
        SyntaxKind::ALTER_ATTRIBUTE => TypeChange::AlterAttribute {
            name: cx.ident_in::<ast::CompositeFieldRef>(node)?,
            type_name: type_in(node, cx)?,
        },
        SyntaxKind::RENAME_ATTRIBUTE => TypeChange::RenameAttribute {
            from: cx.ident_in::<ast::CompositeFieldRef>(node)?,
            to: cx.ident_in::<ast::CompositeField>(node)?,
        },
        _ => return None,
    })
}

fn enum_position(node: &SyntaxNode) -> EnumPosition {
    let text = |n: &SyntaxNode| super::tree::string_in(n).unwrap_or_default();
    match child::<ast::ValuePosition>(node) {
        Some(ast::ValuePosition::BeforeValue(n)) => EnumPosition::Before(text(n.syntax())),
        Some(ast::ValuePosition::AfterValue(n)) => EnumPosition::After(text(n.syntax())),
        None => EnumPosition::End,
    }
}

/// `CREATE DOMAIN`.
pub(super) fn create_domain(node: &ast::CreateDomain, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let clauses: Vec<ast::Constraint> = children::<ast::Constraint>(node).collect();
    let default = clauses.iter().find(|c| matches!(c, ast::Constraint::DefaultConstraint(_)));
    let is_check = |c: &&ast::Constraint| matches!(c, ast::Constraint::CheckConstraint(_));
    Some(StatementKind::CreateDomain(Box::new(CreateDomain {
        name: cx.name_in::<ast::Domain>(node)?,
        base: type_in(node, cx)?,
        default: default.and_then(|d| cx.expr_in(d.syntax())),
        not_null: clauses.iter().any(|c| matches!(c, ast::Constraint::NotNullConstraint(_))),
        constraints: clauses.iter().filter(is_check).filter_map(|c| constraint(c.syntax(), None, cx)).collect(),
    })))
}

/// `ALTER DOMAIN`.
pub(super) fn alter_domain(node: &ast::AlterDomain, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let name = cx.name_in::<ast::DomainRef>(node)?;
    let action = child::<ast::AlterDomainAction>(node)?;
    let action = action.syntax();
    let change = match action.kind() {
        SyntaxKind::SET_DEFAULT => DomainChange::SetDefault(cx.expr_in(action)?),
        SyntaxKind::DROP_DEFAULT => DomainChange::DropDefault,
        SyntaxKind::SET_NOT_NULL => DomainChange::SetNotNull,
        SyntaxKind::DROP_NOT_NULL => DomainChange::DropNotNull,
        SyntaxKind::ADD_CONSTRAINT => {
            DomainChange::AddConstraint(constraint(child::<ast::Constraint>(action)?.syntax(), None, cx)?)
        }
        SyntaxKind::DROP_CONSTRAINT => DomainChange::DropConstraint {
            name: cx.ident_in::<ast::ConstraintNameRef>(action)?,
            if_exists: if_exists(action),
        },
        SyntaxKind::RENAME_CONSTRAINT => DomainChange::RenameConstraint {
            from: cx.ident_in::<ast::ConstraintNameRef>(action)?,
            to: cx.ident_in::<ast::ConstraintName>(action)?,
        },
        SyntaxKind::VALIDATE_CONSTRAINT => {
            DomainChange::ValidateConstraint(cx.ident_in::<ast::ConstraintNameRef>(action)?)
        }
        _ => {
            let object = RoutineRef { name, args: None };
            return Some(alter_object(ObjectKind::Domain, Some(object), None, false, action, cx));
        }
    };
    Some(StatementKind::AlterDomain(Box::new(AlterDomain { name, change })))
}
