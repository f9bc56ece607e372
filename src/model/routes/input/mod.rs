//! What a request carries in, and which of it is checked before it is used.

mod bounds;
mod check;
mod schema;
mod trace;
mod validators;
mod whole;

use self::trace::{Field, Tracer};
use super::{Answer, Guard, Known, Step, Subject};
use crate::{
    facts::code::{ExprKind, Node},
    frameworks::auth::Proof,
};

/// Whether every field that is used is checked: by a schema, or by its type and shape. Keys that only look something up
/// need no check.
pub(super) fn validated(subject: &Subject<'_>) -> Answer {
    if let Some(answer) = schema::declared(subject) {
        return answer;
    }
    // What a verified signature covers comes from the sender as he wrote it.
    let signature = subject.guards.iter().find(|g| g.proof == Proof::Signature);
    let by_signature = |guard: &Guard| Answer::yes(guard.at, "under a verified signature");
    if let Some(guard) = signature.filter(|_| !takes_body_apart(subject)) {
        return by_signature(guard);
    }
    let mut tracer = Tracer::new(subject);
    for step in &subject.entry.steps {
        if let Step::Handler(function) | Step::Guard(function) = step {
            tracer.handler(*function, matches!(step, Step::Guard(_)));
        }
    }
    tracer.delegates();
    if let Some((file, expr)) = tracer.whole_unchecked.filter(|_| tracer.whole_checked.is_none()) {
        let range = subject.values.code(file).map(|c| c.range(expr)).unwrap_or_default();
        return Answer::no(range.in_file(file), "the whole body is used as it comes");
    }
    let is_device = is_about_devices(subject);
    let is_key = |f: &Field| is_lookup_key(&f.name, is_device) || is_code_of_row(subject, &f.name);
    let used: Vec<&Field> = tracer.fields.iter().filter(|f| (f.is_used || f.is_checked) && !is_key(f)).collect();
    let unchecked = used.iter().find(|f| !f.is_checked);
    let place = |f: &Field| f.at.in_file(f.file);
    match (unchecked, used.first(), tracer.whole_checked) {
        (Some(field), _, _) => Answer::no(place(field), format!("`{}` is used unchecked", field.name)),
        (None, _, Some((file, expr))) => {
            let range = subject.values.code(file).map(|c| c.range(expr)).unwrap_or_default();
            Answer::yes(range.in_file(file), "parsed by a schema")
        }
        (None, Some(field), None) => Answer::yes(place(field), format!("`{}` is checked", field.name)),
        (None, None, None) => signature.map_or(Answer::of(Known::NotApplicable), by_signature),
    }
}

/// Whether the handler parses the body before anything could be computed over it as it came: a signature over one of its
/// fields says nothing of the others.
fn takes_body_apart(subject: &Subject<'_>) -> bool {
    let mut is_parsed = false;
    for (file, function) in subject.handlers() {
        let Some(code) = subject.values.code(file) else { continue };
        for node in super::live::live_nodes(code, file, function, &subject.dead) {
            let Node::Expr(e) = node else { continue };
            let name = match code.expr(e) {
                ExprKind::Call { callee, .. } => code.last_name(callee),
                ExprKind::Member { property, .. } => Some(code.str(property)),
                _ => None,
            };
            match name {
                Some("text" | "arrayBuffer" | "stringify" | "rawBody" | "raw" | "body") => return false,
                Some("json") if matches!(code.parent(e), Node::Expr(p) if matches!(code.expr(p), ExprKind::Await(_))) =>
                {
                    is_parsed = true;
                }
                _ => {}
            }
        }
    }
    is_parsed
}

/// Whether it is about devices that messages are pushed to: their endpoints are keys.
fn is_about_devices(subject: &Subject<'_>) -> bool {
    let words =
        crate::vocab::split(&format!("{} {}", subject.entry.path, subject.project.file(subject.entry.at.file).path));
    words
        .iter()
        .any(|w| matches!(w.as_str(), "push" | "device" | "devices" | "notification" | "notifications" | "subscribe"))
}

/// `code`, by which a row is found: it is kept nowhere.
fn is_code_of_row(subject: &Subject<'_>, name: &str) -> bool {
    let is_kept =
        || subject.queries.iter().any(|q| q.op.is_write() && q.assigned.iter().any(|(column, _)| column == name));
    let words = crate::vocab::split(name);
    let is_code = match words.as_slice() {
        [one] => one == "code",
        [kind, last] => last == "code" && matches!(kind.as_str(), "invite" | "invitation" | "join" | "auth" | "share"),
        _ => false,
    };
    is_code && !is_kept()
}

/// Names of what only looks something up: a wrong one finds nothing.
fn is_lookup_key(name: &str, is_device: bool) -> bool {
    let words = crate::vocab::split(name);
    // A credential of the caller's own is input: its form can be checked.
    let is_credential = words.iter().any(|w| matches!(w.as_str(), "api" | "secret" | "private" | "access"));
    words.last().is_some_and(|w| {
        !(w == "key" && is_credential || w == "endpoint" && !is_device) && {
            matches!(
                w.as_str(),
                "id" | "ids"
                    | "uuid"
                    | "slug"
                    | "token"
                    | "endpoint"
                    | "reference"
                    | "ref"
                    | "key"
                    | "handle"
                    | "cursor"
                    | "signature"
            )
        }
    }) || name == "[]"
}
