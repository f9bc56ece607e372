//! Roles.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    object::{alter_object, object_change},
    session::setting,
    tree::{Cx, child, children, code_tokens, has},
};
use crate::sql::statement::{
    AlterRole, CreateRole, GrantDirection, ObjectChange, ObjectKind, ObjectName, RoleMembership, RoleName, RoleOptions,
    RoutineRef, StatementKind,
};

/// The roles of the list in a node.
pub(super) fn roles_in(node: &SyntaxNode, cx: Cx<'_>) -> Vec<RoleName> {
    let list = child::<ast::RoleRefList>(node).map_or_else(|| node.clone(), |l| l.syntax().clone());
    children::<ast::RoleRef>(&list).map(|r| role(r.syntax(), cx)).collect()
}

/// A role as it is referred to.
pub(super) fn role(node: &SyntaxNode, cx: Cx<'_>) -> RoleName {
    cx.ident(node)
}

/// `CREATE ROLE`, `USER`, `GROUP`.
pub(super) fn create(node: &SyntaxNode, login: bool, cx: Cx<'_>) -> Option<StatementKind> {
    let mut options = options(node, cx);
    if login && options.login.is_none() {
        options.login = Some(true);
    }
    Some(StatementKind::CreateRole(CreateRole { name: cx.ident_in::<ast::Role>(node)?, options }))
}

fn options(node: &SyntaxNode, cx: Cx<'_>) -> RoleOptions {
    let mut options = RoleOptions::default();
    let list = child::<ast::RoleOptionList>(node);
    for option in list.into_iter().flat_map(|l| children::<ast::RoleOption>(l.syntax())) {
        let node = option.syntax();
        match &option {
            ast::RoleOption::RoleOptionGeneric(_) => generic_option(node, &mut options),
            ast::RoleOption::RoleOptionInherit(_) => options.inherit = Some(true),
            ast::RoleOption::RoleOptionPassword(_) | ast::RoleOption::RoleOptionEncryptedPassword(_) => {
                options.has_password = !code_tokens(node).any(|t| t.kind() == SyntaxKind::NULL_KW);
            }
            ast::RoleOption::RoleOptionInRole(_) | ast::RoleOption::RoleOptionInGroup(_) => {
                options.member_of.extend(roles_in(node, cx));
            }
            ast::RoleOption::RoleOptionRole(_)
            | ast::RoleOption::RoleOptionAdmin(_)
            | ast::RoleOption::RoleOptionUser(_) => options.members.extend(roles_in(node, cx)),
            ast::RoleOption::RoleOptionConnectionLimit(_)
            | ast::RoleOption::RoleOptionSysid(_)
            | ast::RoleOption::RoleOptionValidUntil(_) => {}
        }
    }
    options
}

fn generic_option(node: &SyntaxNode, options: &mut RoleOptions) {
    let word = code_tokens(node).next().map(|t| t.text().to_ascii_lowercase()).unwrap_or_default();
    let (on, word) = match word.strip_prefix("no") {
        Some(rest) => (false, rest.to_owned()),
        None => (true, word),
    };
    match word.as_str() {
        "login" => options.login = Some(on),
        "superuser" => options.superuser = Some(on),
        "bypassrls" => options.bypass_rls = Some(on),
        "inherit" => options.inherit = Some(on),
        "createrole" => options.create_role = Some(on),
        _ => {}
    }
}

/// `ALTER ROLE`, `ALTER USER`.
pub(super) fn alter(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let name = child::<ast::RoleRef>(node).map(|r| role(r.syntax(), cx));
    let action = child::<ast::AlterRoleAction>(node);
    if let Some(action) = action.as_ref().map(AstNode::syntax)
        && matches!(object_change(action, cx), Some(ObjectChange::RenameTo(_)))
    {
        let object = name.map(as_object);
        return Some(alter_object(ObjectKind::Role, object, None, false, action, cx));
    }
    let setting = action.as_ref().and_then(|a| setting(a.syntax(), cx));
    if name.is_none() && !has(node, SyntaxKind::ALL_KW) {
        return None;
    }
    Some(StatementKind::AlterRole(AlterRole { name, options: options(node, cx), setting }))
}

fn as_object(role: RoleName) -> RoutineRef {
    RoutineRef { name: ObjectName { schema: None, name: role.name, range: role.range }, args: None }
}

/// `ALTER GROUP`: membership, or a new name.
pub(super) fn alter_group(node: &ast::AlterGroup, cx: Cx<'_>) -> Option<StatementKind> {
    let group = child::<ast::RoleRef>(node.syntax()).map(|r| role(r.syntax(), cx))?;
    let action = child::<ast::AlterGroupAction>(node.syntax())?;
    let direction = match &action {
        ast::AlterGroupAction::AddUsers(_) => GrantDirection::Grant,
        ast::AlterGroupAction::DropUsers(_) => GrantDirection::Revoke,
        ast::AlterGroupAction::RoleRenameTo(_) => {
            return Some(alter_object(ObjectKind::Role, Some(as_object(group)), None, false, action.syntax(), cx));
        }
    };
    let members = roles_in(action.syntax(), cx);
    Some(StatementKind::RoleMembership(RoleMembership { direction, option_for: false, roles: vec![group], members }))
}
