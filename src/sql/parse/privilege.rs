//! `GRANT`, `REVOKE`, `ALTER DEFAULT PRIVILEGES`.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    object::{kind_of_words, signature},
    role::roles_in,
    tree::{Cx, cascades, child, children, code_tokens},
};
use crate::sql::statement::{
    DefaultPrivileges, GrantDirection, GrantObjects, Ident, ObjectKind, Privilege, PrivilegeKind, Privileges,
    PrivilegesChange, RoleMembership, RoleName, StatementKind,
};

/// `GRANT`, `REVOKE`.
pub(super) fn change(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let direction = if node.kind() == SyntaxKind::REVOKE { GrantDirection::Revoke } else { GrantDirection::Grant };
    let option_for = child::<ast::RevokeOptionFor>(node);
    let granted = child::<ast::Privileges>(node)?;
    let Some(on) = child::<ast::OnPrivilegeObjectsClause>(node) else {
        return Some(StatementKind::RoleMembership(RoleMembership {
            direction,
            option_for: option_for.is_some(),
            roles: role_names(&granted, cx),
            members: roles_in(node, cx),
        }));
    };
    Some(StatementKind::Privileges(Box::new(PrivilegesChange {
        direction,
        grant_option_for: option_for.is_some(),
        privileges: privileges(&granted, cx)?,
        objects: objects(&child::<ast::PrivilegeObjects>(on.syntax())?, cx)?,
        roles: roles_in(node, cx),
        with_grant_option: with_grant_option(node),
        cascade: cascades(node),
    })))
}

fn with_grant_option(node: &SyntaxNode) -> bool {
    child::<ast::GrantWithClause>(node).is_some_and(|w| child::<ast::GrantOption>(w.syntax()).is_some())
}

/// In `GRANT a, b TO c` the roles stand where privileges do.
fn role_names(granted: &ast::Privileges, cx: Cx<'_>) -> Vec<RoleName> {
    children::<ast::RevokeCommand>(granted.syntax()).map(|c| cx.ident(c.syntax())).collect()
}

fn privileges(granted: &ast::Privileges, cx: Cx<'_>) -> Option<Privileges> {
    let node = granted.syntax();
    match granted {
        ast::Privileges::AllPrivileges(_) => Some(Privileges::All(columns(node, cx))),
        ast::Privileges::RevokeCommandList(_) => {
            let mut listed = Vec::new();
            for command in children::<ast::RevokeCommand>(node) {
                let words: Vec<String> = code_tokens(command.syntax())
                    .take_while(|t| t.kind() != SyntaxKind::L_PAREN)
                    .map(|t| t.text().to_ascii_lowercase())
                    .collect();
                let columns = columns(command.syntax(), cx);
                if words.first().is_some_and(|w| w == "all") {
                    return Some(Privileges::All(columns));
                }
                listed.push(Privilege { kind: privilege_kind(&words.join(" "))?, columns });
            }
            Some(Privileges::Listed(listed))
        }
    }
}

fn columns(node: &SyntaxNode, cx: Cx<'_>) -> Vec<Ident> {
    child::<ast::ColumnRefList>(node).map(|l| cx.idents_in::<ast::ColumnNameRef>(l.syntax())).unwrap_or_default()
}

fn privilege_kind(words: &str) -> Option<PrivilegeKind> {
    Some(match words {
        "select" => PrivilegeKind::Select,
        "insert" => PrivilegeKind::Insert,
        "update" => PrivilegeKind::Update,
        "delete" => PrivilegeKind::Delete,
        "truncate" => PrivilegeKind::Truncate,
        "references" => PrivilegeKind::References,
        "trigger" => PrivilegeKind::Trigger,
        "maintain" => PrivilegeKind::Maintain,
        "usage" => PrivilegeKind::Usage,
        "create" => PrivilegeKind::Create,
        "connect" => PrivilegeKind::Connect,
        "temporary" | "temp" => PrivilegeKind::Temporary,
        "execute" => PrivilegeKind::Execute,
        "set" => PrivilegeKind::Set,
        "alter system" => PrivilegeKind::AlterSystem,
        _ => return None,
    })
}

fn objects(node: &ast::PrivilegeObjects, cx: Cx<'_>) -> Option<GrantObjects> {
    let syntax = node.syntax();
    let in_schemas = |kind| {
        let schemas = cx.idents_in::<ast::SchemaRef>(syntax);
        Some(GrantObjects::AllInSchema { kind, schemas })
    };
    match node {
        ast::PrivilegeObjects::PrivilegeAllTablesInSchema(_) => in_schemas(ObjectKind::Table),
        ast::PrivilegeObjects::PrivilegeAllSequencesInSchema(_) => in_schemas(ObjectKind::Sequence),
        ast::PrivilegeObjects::PrivilegeAllFunctionsInSchema(_) => in_schemas(ObjectKind::Function),
        ast::PrivilegeObjects::PrivilegeAllProceduresInSchema(_) => in_schemas(ObjectKind::Procedure),
        ast::PrivilegeObjects::PrivilegeAllRoutinesInSchema(_) => in_schemas(ObjectKind::Routine),
        _ => named_objects(node, cx),
    }
}

fn named_objects(node: &ast::PrivilegeObjects, cx: Cx<'_>) -> Option<GrantObjects> {
    let syntax = node.syntax();
    let kind = match node {
        ast::PrivilegeObjects::PrivilegeDefault(_) => ObjectKind::Table,
        ast::PrivilegeObjects::PrivilegeForeignServer(_) => ObjectKind::Server,
        _ => kind_of_words(code_tokens(syntax).map(|t| t.text().to_ascii_lowercase()))?,
    };
    let list = syntax.children().find(|c| {
        matches!(
            c.kind(),
            SyntaxKind::FUNCTION_SIG_LIST | SyntaxKind::PROCEDURE_SIG_LIST | SyntaxKind::ROUTINE_SIG_LIST
        )
    });
    let objects = list.as_ref().unwrap_or(syntax).children().map(|object| signature(&object, cx)).collect();
    Some(GrantObjects::Named { kind, objects })
}

/// `ALTER DEFAULT PRIVILEGES`.
pub(super) fn defaults(node: &ast::AlterDefaultPrivileges, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let action = child::<ast::AlterDefaultPrivilegesAction>(node)?;
    let direction = match &action {
        ast::AlterDefaultPrivilegesAction::GrantDefaultPrivileges(_) => GrantDirection::Grant,
        ast::AlterDefaultPrivilegesAction::RevokeDefaultPrivileges(_) => GrantDirection::Revoke,
    };
    let action = action.syntax();
    let kind = match child::<ast::PrivilegeTarget>(action)? {
        ast::PrivilegeTarget::PrivilegeTargetTables(_) => ObjectKind::Table,
        ast::PrivilegeTarget::PrivilegeTargetSequences(_) => ObjectKind::Sequence,
        ast::PrivilegeTarget::PrivilegeTargetFunctions(_) | ast::PrivilegeTarget::PrivilegeTargetRoutines(_) => {
            ObjectKind::Function
        }
        ast::PrivilegeTarget::PrivilegeTargetTypes(_) => ObjectKind::Type,
        ast::PrivilegeTarget::PrivilegeTargetSchemas(_) => ObjectKind::Schema,
        ast::PrivilegeTarget::PrivilegeTargetLargeObjects(_) => ObjectKind::LargeObject,
    };
    let schemas = child::<ast::InSchemas>(node).map(|s| cx.idents_in::<ast::SchemaRef>(s.syntax()));
    Some(StatementKind::DefaultPrivileges(Box::new(DefaultPrivileges {
        for_roles: child::<ast::ForRoles>(node).map(|f| roles_in(f.syntax(), cx)).unwrap_or_default(),
        schemas: schemas.unwrap_or_default(),
        direction,
        grant_option_for: child::<ast::GrantOptionFor>(action).is_some(),
        privileges: privileges(&child::<ast::Privileges>(action)?, cx)?,
        kind,
        roles: roles_in(action, cx),
        with_grant_option: with_grant_option(action),
    })))
}
