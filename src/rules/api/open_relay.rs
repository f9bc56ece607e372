//! A sender of mail or messages whose recipient and text anybody chooses.

use super::routes;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    model::Project,
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink).into_iter().filter(|r| r.authenticated.is_no()) {
        let senders = route.paid_apis.iter().filter(|p| p.kind.is_message());
        for paid in senders {
            let Some((file, call)) = paid.expr else { continue };
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let Some(to) = recipient(project, file, code, call) else { continue };
            if says(project, file, code, call) {
                let message = format!(
                    "anybody can make `{}` send to anyone through your {} account",
                    route.entry.name, paid.name
                );
                let finding = sink.report(route.entry.at, &route.entry.name, message);
                // Such a sender is let through to the account's own address only.
                if paid.to_owner {
                    finding.severity(Severity::Medium);
                }
                finding.step(code.range(to).in_file(file), "the recipient comes from the request");
                break;
            }
        }
    }
}

/// The recipient among a call's arguments, where the caller chooses it.
fn recipient(project: &Project, file: FileId, code: &Code, call: ExprId) -> Option<ExprId> {
    code.within_node(Node::Expr(call)).find_map(|n| {
        let Node::Expr(e) = n else { return None };
        let ExprKind::Object { properties } = code.expr(e) else { return None };
        code.property_list(properties).find_map(|p| {
            let is_to = matches!(p.key, PropertyKey::Name(k) if matches!(code.str(k), "to" | "To" | "recipient" | "recipients" | "phone" | "number"));
            is_to.then(|| project.sent_within(file, p.value)).flatten()
        })
    })
}

/// Whether the caller chooses the words, too: a fixed text to any address is a nuisance, and no relay.
fn says(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    code.within_node(Node::Expr(call)).any(|n| {
        let Node::Expr(e) = n else { return false };
        let ExprKind::Object { properties } = code.expr(e) else { return false };
        code.property_list(properties).any(|p| {
            let is_text = matches!(p.key, PropertyKey::Name(k) if matches!(code.str(k), "html" | "text" | "body" | "Body" | "subject" | "content" | "message" | "value" | "template_data"));
            is_text
                && match packed(code, p.value) {
                    Some(request) => holds_words(project, file, code, request, 4),
                    None => project.sent_within(file, p.value).is_some(),
                }
        })
    })
}

/// The object that a whole request is made of, the addresses in it, too: `JSON.stringify({ to, subject, … })`.
fn packed(code: &Code, value: ExprId) -> Option<ExprId> {
    let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(value) else { return None };
    let is_packing = matches!(code.path(callee).as_deref(), Some("JSON.stringify" | "URLSearchParams"));
    let given = code.arg(args, 0).filter(|_| is_packing)?;
    let object = code.initial(given).unwrap_or(given);
    matches!(code.expr(object), ExprKind::Object { .. }).then_some(object)
}

/// Whether something of the caller stands in a request beside whom it goes to and comes from.
fn holds_words(project: &Project, file: FileId, code: &Code, request: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match code.expr(request) {
        ExprKind::Object { properties } => code.property_list(properties).any(|p| {
            let is_envelope = code.property_name(&p).is_some_and(|name| project.vocab.words.envelope.has(name));
            !is_envelope && holds_words(project, file, code, p.value, depth)
        }),
        ExprKind::Array { elements } => code.expr_list(elements).any(|e| holds_words(project, file, code, e, depth)),
        _ => project.sent_within(file, request).is_some() || is_made_of_all(project, file, code, request),
    }
}

/// `const { subject, html } = render(body)`: all that was sent goes into the text.
fn is_made_of_all(project: &Project, file: FileId, code: &Code, text: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(text) else { return false };
    let Origin::Var(stmt) = code.binding(binding).origin else { return false };
    let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
    let made = match code.expr(init) {
        ExprKind::Await(inner) => inner,
        _ => init,
    };
    let ExprKind::Call { args, .. } = code.expr(made) else { return false };
    code.expr_list(args).any(|given| project.is_sent_whole(file, given))
}
