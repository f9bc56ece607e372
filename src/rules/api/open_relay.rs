//! A sender of mail or messages whose recipient and text anybody chooses.

use super::routes;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::Project,
    rules::Sink,
    source::span::FileId,
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink).iter().filter(|r| r.authenticated.is_no()) {
        let senders = route
            .paid_apis
            .iter()
            .filter(|p| matches!(p.kind, ServiceKind::Mail | ServiceKind::Sms | ServiceKind::Whatsapp));
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
            is_text && project.sent_within(file, p.value).is_some()
        })
    })
}
