//! What an entry point is for, as far as it decides what may be asked of it.

use std::collections::BTreeSet;

use super::{Answer, Effect, Kind, Known, PaidCall, Subject, Webhook, authorize};
use crate::{
    frameworks::auth::Proof,
    model::{
        calls::FnRef,
        queries::{Query, enclosing_loop},
        values::Value,
    },
    vocab::ServiceKind,
};

/// Whether strangers are meant to call it.
pub(super) fn public_by_design(
    subject: &Subject<'_>,
    authenticated: &Answer,
    webhook: Option<&Webhook>,
    effects: &[Effect],
    is_idle: bool,
) -> Answer {
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
    let names = subject.entry.names();
    let is_named = |s: &str| vocab.guards.public_routes.has(s) || vocab.words.auth_endpoints.has(s);
    let is_public = |s: &str| is_named(s) && !takes_without_token(s, effects);
    if names.iter().any(|name| is_public(name)) {
        return Answer::yes(at, "public by its name");
    }
    let is_preflight = matches!(subject.entry.method.as_deref(), Some("OPTIONS" | "HEAD"));
    if let Some(why) = super::entrance::entrance(subject, effects) {
        return Answer::yes(at, why);
    }
    let has_effect = !is_idle || !super::paid::calls(subject).is_empty();
    let mut written = effects.iter().filter(|e| e.writes);
    let is_form = written.clone().next().is_some()
        && written.all(|e| e.table.as_deref().is_some_and(|t| vocab.tables.public_form.has(t)));
    if is_preflight || is_form && (subject.entry.path.is_empty() || !names.is_empty()) {
        return Answer::yes(at, "takes what strangers send");
    }
    let is_catalogue = effects.iter().all(|e| e.table.as_deref().is_some_and(|t| vocab.tables.catalogue.has(t)));
    if !has_effect && is_catalogue && subject.entry.kind != Kind::ServerAction {
        return Answer::yes(at, "reads nothing private");
    }
    Answer::of(Known::No)
}

/// Whether it is named after what is redeemed or confirmed, `accept-invite`, and writes without having looked for anything
/// that only who was given it knows.
fn takes_without_token(segment: &str, effects: &[Effect]) -> bool {
    let words = crate::vocab::split(segment);
    words.iter().any(|word| matches!(word.as_str(), "redeem" | "accept" | "claim" | "confirm"))
        && effects.iter().any(|effect| effect.writes && effect.is_privileged())
        && effects.iter().all(|effect| !effect.by_token)
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
    let looped = called_in_loops(subject);
    let repeats = |query: &Query| {
        let Some(code) = subject.values.code(query.at.file) else { return false };
        enclosing_loop(query.at.file, code, query.expr).is_some()
            || looped.iter().any(|&(file, function)| {
                file == query.at.file && code.function(function).range.contains(query.at.range)
            })
    };
    if let Some(query) = subject.queries.iter().find(|q| authorize::writes(q) && repeats(q)) {
        return Answer::yes(query.at, "a write in a loop");
    }
    Answer::of(Known::No)
}

/// The functions that this entry point calls from a loop, and what those call: loops of others are not its own.
fn called_in_loops(subject: &Subject<'_>) -> BTreeSet<FnRef> {
    let from_loops = subject.calls().filter(|(reached, call)| {
        let file = reached.function.0;
        subject.values.code(file).is_some_and(|code| enclosing_loop(file, code, call.expr).is_some())
    });
    let mut open: Vec<FnRef> = from_loops.flat_map(|(_, call)| call.targets.iter().copied()).collect();
    let mut found = BTreeSet::new();
    while let Some(function) = open.pop() {
        if found.insert(function) {
            open.extend(subject.graph.calls(function).iter().flat_map(|c| c.targets.iter().copied()));
        }
    }
    found
}

/// Whether the work is done by an auth provider, which limits attempts itself.
pub(super) fn delegates_sign_in(subject: &Subject<'_>) -> bool {
    subject.calls().any(|(_, call)| {
        let is_provider = call.written.contains("auth.") || call.symbols.iter().any(|s| s.path.contains(".auth."));
        is_provider
            && (call.name().starts_with("signIn")
                || call.name().starts_with("signUp")
                || matches!(
                    call.name(),
                    "resetPasswordForEmail"
                        | "verifyOtp"
                        | "exchangeCodeForSession"
                        | "resend"
                        | "updateUser"
                        | "signOut"
                ))
    })
}

/// Whether a person must prove to be one: a captcha is verified.
pub(super) fn has_captcha(subject: &Subject<'_>) -> bool {
    let vocab = &subject.project.vocab;
    subject.calls().any(|(reached, call)| {
        let by_package = call.symbols.iter().filter_map(|s| s.package()).any(|p| vocab.packages.captcha.has(p));
        let asks = || {
            let file = reached.function.0;
            let url = subject.values.code(file)?.arg(call.args, 0)?;
            let values = subject.values.of(file, url);
            Some(values.iter().any(|v| matches!(v, Value::Text(t) if t.with_holes("x").contains("siteverify"))))
        };
        by_package || vocab.guards.captcha.has(call.name()) || call.name() == "fetch" && asks() == Some(true)
    })
}
