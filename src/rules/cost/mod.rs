//! What somebody else can spend.

mod caller_picks_model;
mod no_token_cap;
mod no_usage_record;
mod paid_call_unlimited;
mod paid_call_unprotected;
mod paid_key_in_client;
mod sms_to_any_number;
mod spend_at_provider;
mod unbounded_paid_loop;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{Project, routes::Route, values::Value},
    source::span::{FileId, Span},
    vocab::ServiceKind,
};

pub(super) const RULES: &[Entry] = &[
    entry!("cost/paid-call-unprotected", paid_call_unprotected::check),
    entry!("cost/paid-call-unlimited", paid_call_unlimited::check),
    entry!("cost/no-token-cap", no_token_cap::check),
    entry!("cost/unbounded-paid-loop", unbounded_paid_loop::check),
    entry!("cost/caller-picks-model", caller_picks_model::check),
    entry!("cost/sms-to-any-number", sms_to_any_number::check),
    entry!("cost/no-usage-record", no_usage_record::check),
    entry!("cost/paid-key-in-client", paid_key_in_client::check),
    entry!("cost/no-spend-cap", spend_at_provider::ask),
    entry!("cost/no-spend-alert", spend_at_provider::ask),
];

/// The entry points that cost money; where there are none, the rule does not apply.
fn paid_routes<'p>(project: &'p Project, sink: &mut Sink) -> Vec<&'p Route> {
    let routes: Vec<&Route> = project.running_routes().filter(|r| !r.paid_apis.is_empty()).collect();
    if routes.is_empty() {
        sink.not_applicable("no entry point calls a service that is paid by the call");
    }
    routes
}

/// Said of a call of the database.
const REFUSED: &str = "is refused each time, so that nothing is paid for until it is mended";

/// The call of the database that is refused each time and keeps all that is paid for from being called.
fn refused_before_paying(project: &Project, route: &Route) -> Option<Span> {
    let mut found = None;
    for paid in &route.paid_apis {
        let (file, expr) = paid.expr?;
        found = Some(project.refused_on_way(route, file, expr)?);
    }
    found
}

/// Whether all that is paid for is mail: a thousandth of what a model costs.
fn is_mail_only(route: &Route) -> bool {
    route.paid_apis.iter().all(|p| p.kind == ServiceKind::Mail)
}

/// The services in a sentence.
fn names(route: &Route) -> String {
    let mut names: Vec<&str> = route.paid_apis.iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}

/// The calls that make a model write text, each once, with the entry point that reaches it first.
fn text_calls<'p>(project: &'p Project, sink: &mut Sink) -> Vec<(&'p Route, FileId, ExprId)> {
    let mut found: Vec<(&Route, FileId, ExprId)> = Vec::new();
    for route in paid_routes(project, sink) {
        for call in route.paid_apis.iter().filter(|p| p.kind == ServiceKind::Llm) {
            let Some((file, expr)) = call.expr else { continue };
            if !found.iter().any(|(_, f, e)| (*f, *e) == (file, expr)) && writes_text(project, file, expr) {
                found.push((route, file, expr));
            }
        }
    }
    found
}

/// Whether the options of a request bring no body: it asks for what is there already, a balance or a list of models.
fn sends_nothing(code: &Code, options: Option<ExprId>) -> bool {
    let Some(options) = options else { return true };
    let ExprKind::Object { properties } = code.expr(options) else { return false };
    code.property_list(properties).all(|p| code.property_name(&p).is_some_and(|name| name != "body"))
}

/// Whether a call of a model's service asks for text whose length the caller of the model can cap: not for pictures,
/// vectors or speech, a key for a session, or through a platform that takes no cap.
fn writes_text(project: &Project, file: FileId, expr: ExprId) -> bool {
    let Some(code) = project.file(file).code.as_ref() else { return false };
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let mut words = code.path(callee).unwrap_or_default();
    if words == "fetch" && sends_nothing(code, code.arg(args, 1)) {
        return false;
    }
    for argument in [code.arg(args, 0), project.option((file, expr), &["model"])].into_iter().flatten() {
        for value in project.values().of(file, argument) {
            if let Value::Text(text) = value {
                words.push_str(&text.with_holes("x"));
            }
        }
    }
    let makes_pictures = project.option((file, expr), &["modalities", "responseModalities"]).is_some();
    const OTHER: [&str; 12] = [
        "image",
        "embed",
        "audio",
        "speech",
        "transcri",
        "moderation",
        "files",
        "models.list",
        "authtokens",
        "invokellm",
        "client_secrets",
        "realtime",
    ];
    let words = words.to_ascii_lowercase();
    !makes_pictures && !OTHER.iter().any(|w| words.contains(w))
}
