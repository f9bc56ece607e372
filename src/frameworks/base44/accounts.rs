//! What code of Base44 does with accounts and with the rights of the app itself.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::library::Library,
    model::{
        Project,
        queries::{Client, Query},
        sides::{Side, Zone},
        values::Values,
    },
    source::span::FileId,
};

/// The role of the platform to which rules of entities open everything by their usual condition.
pub(crate) const ADMIN: &str = "admin";

/// An invitation: `base44.users.inviteUser(email, "admin")` makes an account with that role, or gives it to one.
pub(crate) struct Invitation {
    /// Whom it is sent to.
    pub(crate) email: ExprId,
    /// The role; `user` or `admin`.
    pub(crate) role: ExprId,
    /// Whether it is sent with the rights of the app, whoever calls.
    pub(crate) by_service: bool,
}

/// The invitation that a call is.
pub(crate) fn invitation(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Invitation> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "inviteUser" {
        return None;
    }
    let symbols = values.symbols(file, callee);
    let of_sdk = symbols.into_iter().find(|s| s.package().is_some_and(|p| p.starts_with("@base44/")))?;
    let before = [".users.inviteUser", ".auth.inviteUser"].iter().find_map(|end| of_sdk.path.strip_suffix(end))?;
    Some(Invitation {
        email: code.arg(args, 0)?,
        role: code.arg(args, 1)?,
        by_service: before.ends_with("asServiceRole"),
    })
}

/// The calls in the browser that ask for the rights of the app. `asServiceRole` throws where the client was made without a
/// service token, which the platform hands to functions alone (`createClient` of the SDK). None where code of the browser
/// gives one, or makes something else of that name.
pub(crate) fn service_calls_in_browser(project: &Project) -> Vec<&Query> {
    let is_in_browser = |query: &&Query| {
        let file = query.at.file;
        let code = project.file(file).code.as_ref();
        code.is_some_and(|code| project.sides.of_expr(file, code, query.expr) == Side::Client)
    };
    let asks = |query: &&Query| query.library == Library::Base44 && query.client == Client::Service;
    let calls: Vec<&Query> = project.met_queries().filter(asks).filter(is_in_browser).collect();
    let gives = |code: &Code| {
        let mut names = code.properties.iter().filter_map(|property| code.property_name(property));
        names.any(|name| matches!(name, "serviceToken" | "asServiceRole"))
    };
    let mut of_browser = project.code_files().filter(|(id, _, _)| project.sides.reaches(Zone::Client, *id));
    if calls.is_empty() || of_browser.any(|(_, _, code)| gives(code)) { Vec::new() } else { calls }
}
