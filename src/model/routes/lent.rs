//! Where an entry point has another one run in the server's name: whoever calls it gets by the check of the other.

use super::Subject;
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::{accounts::is_privileged_member, supabase::client::client_of},
    model::{calls::Call, queries::Client},
    source::span::{FileId, Span},
};

/// A call of another entry point with the server's own key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lent {
    /// The call.
    pub at: Span,
    /// The function that is called, by its name.
    pub function: String,
}

/// Those that an entry point makes for everybody, by place.
pub(super) fn lent(subject: &Subject<'_>) -> Vec<Lent> {
    let mut found: Vec<Lent> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let file = reached.function.0;
            let code = subject.values.code(file)?;
            let name = code.arg(call.args, 0).filter(|_| is_by_server(subject, file, code, call))?;
            let function = subject.values.exact_text(file, name)?;
            let at = code.range(call.expr).in_file(file);
            (!subject.is_for_known(file, call.expr)).then_some(Lent { at, function })
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// `admin.functions.invoke("pay-out")`, with `admin` made from the service key.
fn is_by_server(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let client = member(code, call.callee, "invoke").and_then(|functions| member(code, functions, "functions"));
    client.is_some_and(|client| {
        is_privileged_member(&call.written) || client_of(&subject.values, file, client) == Client::Service
    })
}

/// What a member of this name is taken of.
fn member(code: &Code, expr: ExprId, name: &str) -> Option<ExprId> {
    match code.expr(expr) {
        ExprKind::Member { object, property, .. } if code.str(property) == name => Some(object),
        _ => None,
    }
}
