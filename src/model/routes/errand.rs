//! Calls to other machines that carry a secret of the server: whoever makes the entry point call them acts in its name.

use super::{Subject, secrets};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{calls::Call, values::Value},
    source::span::{FileId, Span},
};

/// The calls of other machines that change something there under a secret of the server, by place.
pub(super) fn errands(subject: &Subject<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        if let Some(code) = subject
            .values
            .code(file)
            .filter(|code| is_errand(subject, file, code, call) && !subject.is_for_known(file, call.expr))
        {
            found.push(code.range(call.expr).in_file(file));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_errand(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let is_fetch = call.written == "fetch" && call.targets.is_empty();
    let Some(options) = code.arg(call.args, 1).filter(|_| is_fetch) else { return false };
    let Some(object) = literal(subject, file, options) else { return false };
    changes_something(subject, file, code, object) && !proves_a_person(subject, file, code, call) && {
        code.property(object, "headers").is_some_and(|headers| carries_secret(subject, file, code, headers))
    }
}

fn literal(subject: &Subject<'_>, file: FileId, options: ExprId) -> Option<ExprId> {
    subject.values.of(file, options).iter().find_map(|v| match v {
        &Value::Object(at, object) if at == file => Some(object),
        _ => None,
    })
}

fn changes_something(subject: &Subject<'_>, file: FileId, code: &Code, options: ExprId) -> bool {
    let method = code.property(options, "method").and_then(|m| subject.values.exact_text(file, m));
    method.is_some_and(|m| matches!(m.to_ascii_uppercase().as_str(), "POST" | "PUT" | "PATCH" | "DELETE"))
}

/// A captcha is asked about, or a code exchanged: that is how a caller is known.
fn proves_a_person(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let Some(url) = code.arg(call.args, 0) else { return true };
    subject.values.of(file, url).iter().any(|v| match v {
        Value::Text(t) => {
            let text = t.with_holes("x");
            ["siteverify", "oauth", "/token"].iter().any(|w| text.contains(w))
        }
        _ => false,
    })
}

fn carries_secret(subject: &Subject<'_>, file: FileId, code: &Code, headers: ExprId) -> bool {
    let headers = literal(subject, file, headers).unwrap_or(headers);
    code.within_node(Node::Expr(headers)).any(|n| match n {
        Node::Expr(e) if !matches!(code.expr(e), ExprKind::Object { .. }) => {
            !secrets::names(&subject.values, &subject.project.vocab, file, e).is_empty()
        }
        _ => false,
    })
}
