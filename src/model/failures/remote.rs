//! Calls of services that answer `{ data, error }` without being database queries.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    frameworks::{mail, supabase},
    model::{
        outcome::{Outcome, outcome},
        values::Values,
    },
    source::span::{FileId, Span},
};

/// One such call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteCall {
    /// The call.
    pub at: Span,
    /// The call's expression.
    pub expr: ExprId,
    /// What is called.
    pub kind: RemoteKind,
    /// The method, or the name of the function that is invoked.
    pub name: String,
    /// What becomes of its result.
    pub outcome: Outcome,
}

/// The kinds of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemoteKind {
    /// Reading the session or user: no user is the usual answer.
    Session,
    /// Another call of the sign-in service.
    Auth,
    /// A function of the server.
    Function,
    /// A file operation.
    Storage,
    /// A mail.
    Mail,
}

/// What a callee is, with the method or the function's name.
pub(super) fn recognise(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    callee: ExprId,
    args: List,
) -> Option<(RemoteKind, String)> {
    let mail =
        || mail::sends_without_throwing(file, code, values, callee).map(|name| (RemoteKind::Mail, name.to_owned()));
    supabase::remote::recognise(file, code, values, callee, args).or_else(mail)
}

/// All such calls of a file.
pub(super) fn calls(file: FileId, code: &Code, values: &Values<'_>) -> Vec<RemoteCall> {
    let mut found = Vec::new();
    for (call, expr) in code.all_exprs() {
        let ExprKind::Call { callee, args } = expr.kind else { continue };
        let Some((kind, name)) = recognise(file, code, values, callee, args) else { continue };
        found.push(RemoteCall { at: expr.range.in_file(file), expr: call, kind, name, outcome: outcome(code, call) });
    }
    found
}
