//! Where an entry point has another one run in the server's name: whoever calls it gets by the check of the other.

use super::{Subject, secrets};
use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, Node},
    frameworks::{
        accounts::is_privileged_member,
        supabase::{client::client_of, remote::function_at},
    },
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
    /// Whether it is called for one row after the other, and not for the one that the caller means.
    pub is_repeated: bool,
}

/// Those that an entry point makes for everybody, by place.
pub(super) fn lent(subject: &Subject<'_>) -> Vec<Lent> {
    let mut found: Vec<Lent> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let file = reached.function.0;
            let code = subject.values.code(file)?;
            let by_client = || {
                let name = code.arg(call.args, 0).filter(|_| is_by_server(subject, file, code, call))?;
                subject.values.exact_text(file, name)
            };
            let function = by_client().or_else(|| by_request(subject, file, code, call))?;
            let at = code.range(call.expr).in_file(file);
            let is_repeated = code.enclosures_in_function(call.expr).any(|e| matches!(e, Enclosure::Loop(_)));
            (!subject.is_for_known(file, call.expr)).then_some(Lent { at, function, is_repeated })
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

/// The function of ``fetch(`${url}/functions/v1/pay-out`, { headers: { Authorization: `Bearer ${serviceKey}` } })``.
fn by_request(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> Option<String> {
    let options = code.arg(call.args, 1).filter(|_| call.name() == "fetch" && call.targets.is_empty())?;
    let headers = code.property(options, "headers")?;
    let is_secret = |node| match node {
        Node::Expr(e) => !secrets::names(&subject.values, &subject.project.vocab, file, e).is_empty(),
        _ => false,
    };
    let is_by_server = code.within_node(Node::Expr(headers)).any(is_secret);
    function_at(file, &subject.values, code.arg(call.args, 0).filter(|_| is_by_server)?)
}

/// What a member of this name is taken of.
fn member(code: &Code, expr: ExprId, name: &str) -> Option<ExprId> {
    match code.expr(expr) {
        ExprKind::Member { object, property, .. } if code.str(property) == name => Some(object),
        _ => None,
    }
}
