//! Row security policies.

use squawk_syntax::ast::{self, AstNode};

use super::{
    object::alter_object,
    role::roles_in,
    tree::{Cx, child, code_tokens},
};
use crate::sql::statement::{
    AlterPolicy, CreatePolicy, ObjectKind, ObjectName, PolicyCommand, RoutineRef, SqlText, StatementKind,
};

/// `CREATE POLICY`.
pub(super) fn create(node: &ast::CreatePolicy, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let kind = child::<ast::AsPolicyType>(node).and_then(|k| code_tokens(k.syntax()).nth(1));
    let roles = child::<ast::PolicyRoles>(node);
    Some(StatementKind::CreatePolicy(Box::new(CreatePolicy {
        name: cx.ident_in::<ast::Policy>(node)?,
        table: table(node, cx)?,
        permissive: !kind.is_some_and(|k| k.text().eq_ignore_ascii_case("restrictive")),
        command: child::<ast::PolicyCommand>(node).map(|c| command(&c)).unwrap_or_default(),
        roles: roles.map(|r| roles_in(r.syntax(), cx)).unwrap_or_default(),
        using: using(node, cx),
        check: check(node, cx),
    })))
}

fn table(node: &squawk_syntax::SyntaxNode, cx: Cx<'_>) -> Option<ObjectName> {
    child::<ast::OnTable>(node).and_then(|on| cx.name_in::<ast::TableNameRef>(on.syntax()))
}

fn using(node: &squawk_syntax::SyntaxNode, cx: Cx<'_>) -> Option<SqlText> {
    child::<ast::UsingExprClause>(node).and_then(|c| cx.expr_in(c.syntax()))
}

fn check(node: &squawk_syntax::SyntaxNode, cx: Cx<'_>) -> Option<SqlText> {
    child::<ast::WithCheckExprClause>(node).and_then(|c| cx.expr_in(c.syntax()))
}

fn command(node: &ast::PolicyCommand) -> PolicyCommand {
    match child::<ast::PolicyCommandKind>(node.syntax()) {
        Some(ast::PolicyCommandKind::PolicyCommandSelect(_)) => PolicyCommand::Select,
        Some(ast::PolicyCommandKind::PolicyCommandInsert(_)) => PolicyCommand::Insert,
        Some(ast::PolicyCommandKind::PolicyCommandUpdate(_)) => PolicyCommand::Update,
        Some(ast::PolicyCommandKind::PolicyCommandDelete(_)) => PolicyCommand::Delete,
        Some(ast::PolicyCommandKind::PolicyCommandAll(_)) | None => PolicyCommand::All,
    }
}

/// `ALTER POLICY`.
pub(super) fn alter(node: &ast::AlterPolicy, cx: Cx<'_>) -> Option<StatementKind> {
    let node = node.syntax();
    let name = cx.ident_in::<ast::PolicyRef>(node)?;
    let table = table(node, cx)?;
    let action = child::<ast::AlterPolicyAction>(node)?;
    let action = action.syntax();
    if ast::PolicyRenameTo::can_cast(action.kind()) {
        let name = ObjectName { schema: None, name: name.name, range: name.range };
        let object = RoutineRef { name, args: None };
        return Some(alter_object(ObjectKind::Policy, Some(object), Some(table), false, action, cx));
    }
    Some(StatementKind::AlterPolicy(Box::new(AlterPolicy {
        name,
        table,
        roles: child::<ast::PolicyRoles>(action).map(|r| roles_in(r.syntax(), cx)),
        using: using(action, cx),
        check: check(action, cx),
    })))
}
