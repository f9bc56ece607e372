//! Settings, transactions, locks, `DO`, and statements that leave nothing behind.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    body,
    table::plain_value,
    tree::{Cx, child, children, code_tokens, has, string_in},
};
use crate::sql::{
    invalid,
    statement::{Do, Ident, Lock, Set, Setting, SettingValue, StatementKind, Transaction, fold_identifier},
};

/// `DO`.
pub(super) fn do_block(node: &ast::Do, cx: Cx<'_>) -> Option<StatementKind> {
    let language = child::<ast::DoLanguage>(node.syntax()).and_then(|l| l.language_name());
    let language = language.map_or_else(|| "plpgsql".to_owned(), |l| l.name.to_ascii_lowercase());
    let body = body::read(&child::<ast::Literal>(node.syntax())?, &language, cx)?;
    Some(StatementKind::Do(Box::new(Do { language, body })))
}

/// `SET`.
pub(super) fn set(node: &ast::Set, cx: Cx<'_>) -> Option<StatementKind> {
    let local = child::<ast::LocalScope>(node.syntax()).is_some();
    let target = child::<ast::SetTarget>(node.syntax())?;
    let syntax = target.syntax();
    let setting = match &target {
        ast::SetTarget::SetConfig(_) => setting(syntax, cx)?,
        ast::SetTarget::SetSchemaValue(_) => named("search_path", [string_in(syntax)?], syntax, cx),
        ast::SetTarget::SetTimeZone(_) => {
            let value = child::<ast::ConfigValue>(syntax).map(|v| config_value(v.syntax()));
            named("timezone", value, syntax, cx)
        }
        ast::SetTarget::SetCatalog(_) => named("catalog", string_in(syntax), syntax, cx),
        ast::SetTarget::SetXmlOption(_) => named("xmloption", None, syntax, cx),
    };
    Some(StatementKind::Set(Set { local, setting }))
}

fn named(name: &str, values: impl IntoIterator<Item = String>, node: &SyntaxNode, cx: Cx<'_>) -> Setting {
    let values: Vec<String> = values.into_iter().collect();
    let value = if values.is_empty() { SettingValue::Default } else { SettingValue::Values(values) };
    Setting { name: Ident { name: name.to_owned(), range: cx.range(node) }, value }
}

/// `SET ROLE`.
pub(super) fn set_role(node: &ast::SetRole, cx: Cx<'_>) -> Option<StatementKind> {
    let target = child::<ast::SetRoleTarget>(node.syntax())?;
    let resets = matches!(target, ast::SetRoleTarget::SetRoleNone(_));
    Some(session_role("role", node.syntax(), (!resets).then(|| role_value(target.syntax(), cx)), cx))
}

/// `SET SESSION AUTHORIZATION`.
pub(super) fn set_session_authorization(node: &ast::SetSessionAuth, cx: Cx<'_>) -> Option<StatementKind> {
    let target = child::<ast::SetSessionAuthTarget>(node.syntax())?;
    let default = matches!(target, ast::SetSessionAuthTarget::SetSessionAuthDefault(_));
    let value = (!default).then(|| role_value(target.syntax(), cx));
    Some(session_role("session_authorization", node.syntax(), value, cx))
}

fn session_role(name: &str, node: &SyntaxNode, value: Option<String>, cx: Cx<'_>) -> StatementKind {
    let local = child::<ast::LocalScope>(node).is_some();
    StatementKind::Set(Set { local, setting: named(name, value, node, cx) })
}

fn role_value(node: &SyntaxNode, cx: Cx<'_>) -> String {
    ast::Literal::cast(node.clone()).and_then(|l| l.string_value()).unwrap_or_else(|| cx.ident(node).name)
}

/// `RESET`.
pub(super) fn reset(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let name = match node.kind() {
        SyntaxKind::RESET_ROLE => "role".to_owned(),
        SyntaxKind::RESET_SESSION_AUTH => "session_authorization".to_owned(),
        _ => match child::<ast::ResetTarget>(node)? {
            ast::ResetTarget::All(_) => "all".to_owned(),
            ast::ResetTarget::ConfigParameterRef(name) => parameter(name.syntax(), cx).name,
            ast::ResetTarget::ResetTimeZone(_) => "timezone".to_owned(),
            ast::ResetTarget::ResetTransactionIsolation(_) => "transaction_isolation".to_owned(),
        },
    };
    Some(StatementKind::Set(Set { local: false, setting: named(&name, None, node, cx) }))
}

/// `SET name TO value`, `SET name FROM CURRENT`, `RESET name`, `RESET ALL`.
pub(super) fn setting(node: &SyntaxNode, cx: Cx<'_>) -> Option<Setting> {
    let resets = code_tokens(node).next()?.kind() == SyntaxKind::RESET_KW;
    if resets && has(node, SyntaxKind::ALL_KW) {
        return Some(named("all", None, node, cx));
    }
    let name = parameter(child::<ast::ConfigParameterRef>(node)?.syntax(), cx);
    let value = match child::<ast::ConfigAssignment>(node) {
        Some(ast::ConfigAssignment::FromCurrent(_)) => SettingValue::FromCurrent,
        Some(ast::ConfigAssignment::ToConfigValue(to)) => {
            let values: Vec<String> =
                children::<ast::ConfigValue>(to.syntax()).map(|v| config_value(v.syntax())).collect();
            if values.is_empty() { SettingValue::Default } else { SettingValue::Values(values) }
        }
        None => SettingValue::Default,
    };
    Some(Setting { name, value })
}

fn parameter(node: &SyntaxNode, cx: Cx<'_>) -> Ident {
    let parts: Vec<String> = cx.segments(node).into_iter().map(|p| p.name).collect();
    Ident { name: parts.join(".").to_ascii_lowercase(), range: cx.range(node) }
}

fn config_value(node: &SyntaxNode) -> String {
    let text = plain_value(node);
    if ast::ConfigValueName::can_cast(node.kind()) { fold_identifier(&text) } else { text }
}

/// Transaction control, if it is that.
pub(super) fn transaction(statement: &ast::Stmt, cx: Cx<'_>) -> Option<StatementKind> {
    let node = statement.syntax();
    let transaction = match statement {
        ast::Stmt::Begin(_) => Transaction::Begin,
        ast::Stmt::Commit(ast::Commit::CommitTransaction(_)) => Transaction::Commit,
        ast::Stmt::Rollback(ast::Rollback::RollbackTransaction(_)) => Transaction::Rollback,
        ast::Stmt::Rollback(ast::Rollback::RollbackToSavepoint(_)) => {
            Transaction::RollbackTo(cx.ident_in::<ast::SavepointRef>(node)?)
        }
        ast::Stmt::SavepointCreate(_) => Transaction::Savepoint(cx.ident_in::<ast::Savepoint>(node)?),
        ast::Stmt::ReleaseSavepoint(_) => Transaction::Release(cx.ident_in::<ast::SavepointRef>(node)?),
        ast::Stmt::Commit(_)
        | ast::Stmt::Rollback(_)
        | ast::Stmt::PrepareTransaction(_)
        | ast::Stmt::SetTransaction(_)
        | ast::Stmt::SetConstraints(_) => Transaction::Other,
        _ => return None,
    };
    Some(StatementKind::Transaction(transaction))
}

/// `LOCK`.
pub(super) fn lock(node: &ast::Lock, cx: Cx<'_>) -> Option<StatementKind> {
    let list = child::<ast::RelationList>(node.syntax())?;
    let tables = children::<ast::RelationName>(list.syntax()).map(|r| cx.name(r.syntax())).collect();
    Some(StatementKind::Lock(Lock { tables }))
}

/// A statement that leaves nothing behind, if it is one.
pub(super) fn utility(statement: &ast::Stmt) -> Option<StatementKind> {
    use ast::Stmt as S;
    let leaves_nothing = matches!(
        statement,
        S::Analyze(_)
            | S::Checkpoint(_)
            | S::Close(_)
            | S::Cluster(_)
            | S::Deallocate(_)
            | S::Declare(_)
            | S::Discard(_)
            | S::Execute(_)
            | S::Explain(_)
            | S::Fetch(_)
            | S::Listen(_)
            | S::Load(_)
            | S::Move(_)
            | S::Notify(_)
            | S::Prepare(_)
            | S::Repack(_)
            | S::Show(_)
            | S::Unlisten(_)
            | S::Vacuum(_)
    );
    leaves_nothing.then(|| StatementKind::Utility(invalid::command(&statement.syntax().text().to_string())))
}
