//! What an entry point is for, as far as it decides what may be asked of it.

use super::{Answer, Kind, Known, PaidCall, Subject, Webhook, authorize};
use crate::{frameworks::auth::Proof, vocab::ServiceKind};

/// Whether strangers are meant to call it.
pub(super) fn public_by_design(subject: &Subject<'_>, authenticated: &Answer, webhook: Option<&Webhook>) -> Answer {
    let at = subject.entry.at;
    if webhook.is_some() {
        return Answer::yes(at, "receives a webhook");
    }
    if subject.guards.first().is_some_and(|g| g.proof == Proof::Token) {
        return Answer::yes(at, "redeems a token");
    }
    if authenticated.is_yes() {
        return Answer::of(Known::No);
    }
    let vocab = &subject.project.vocab;
    let path = subject.entry.path.trim_start_matches('/').trim_start_matches("api/");
    let mut segments = path.split('/').filter(|s| !s.starts_with([':', '[']));
    if segments.clone().any(|s| vocab.guards.public_routes.has(s) || vocab.words.auth_endpoints.has(s)) {
        return Answer::yes(at, "public by its name");
    }
    let is_preflight = matches!(subject.entry.method.as_deref(), Some("OPTIONS" | "HEAD"));
    let queries = authorize::queries(subject);
    let has_effect = queries.iter().any(|q| authorize::writes(q)) || !super::paid::calls(subject).is_empty();
    let public_form =
        queries.iter().filter(|q| q.op.is_write()).all(|q| q.tables.iter().any(|t| vocab.tables.public_form.has(t)));
    if is_preflight || has_effect && public_form && !queries.is_empty() && segments.next().is_some() {
        return Answer::yes(at, "takes what strangers send");
    }
    let catalogue = queries.iter().all(|q| q.tables.iter().any(|t| vocab.tables.catalogue.has(t)));
    if !has_effect && catalogue && subject.entry.kind != Kind::ServerAction {
        return Answer::yes(at, "reads nothing private");
    }
    Answer::of(Known::No)
}

/// Whether mail, text generation or a loop of writes keeps the caller waiting.
pub(super) fn slow_work(subject: &Subject<'_>, paid: &[PaidCall]) -> Answer {
    let is_slow = |kind: ServiceKind| {
        !matches!(kind, ServiceKind::Maps | ServiceKind::Payment | ServiceKind::Data | ServiceKind::Search)
    };
    for call in paid.iter().filter(|p| p.service.is_empty() || is_slow(p.kind)) {
        if call.service.is_empty() {
            continue;
        }
        return Answer::yes(call.at, format!("waits for {}", call.name));
    }
    for query in authorize::queries(subject) {
        if query.repeat.is_some() && authorize::writes(query) {
            return Answer::yes(query.at, "a write in a loop");
        }
    }
    Answer::of(Known::No)
}
