//! Entry points by which somebody becomes known: who calls them cannot be known yet, and need not be.

use super::{Effect, Subject, branches::branches, credential};
use crate::{
    frameworks::{auth, sign_in},
    model::{calls::Call, queries::Op},
};

/// Why an entry point is a way in, or out, if it is one.
pub(super) fn entrance(subject: &Subject<'_>, effects: &[Effect]) -> Option<&'static str> {
    let compares = asks_for_password(subject);
    let hashes = subject.calls().any(|(_, c)| sign_in::hashes_password(c));
    let changes: Vec<&Effect> = effects.iter().filter(|e| e.writes && !e.in_guard && e.is_privileged()).collect();
    if compares && is_about_accounts(subject) {
        return Some("asks for the password");
    }
    if changes.is_empty() {
        return None;
    }
    if changes.iter().all(|e| e.by_token) {
        return Some("redeems a token");
    }
    let only_adds = changes.iter().all(|e| {
        let makes_session = e.table.as_deref().is_some_and(credential::names_session);
        e.by_token || is_addition(subject, e) && (!makes_session || hashes)
    });
    (only_adds && is_about_accounts(subject)).then_some("makes the account, or mails the way to it")
}

/// Whether a password that came in is held against the stored one, whatever else was sent.
fn asks_for_password(subject: &Subject<'_>) -> bool {
    let derives = || subject.calls().any(|(_, c)| sign_in::hashes_password(c));
    let is_asked =
        |file, call: &Call| subject.values.code(file).is_some_and(|code| branches(code, call.expr).is_empty());
    subject.calls().any(|(reached, call)| {
        let compares = sign_in::compares_password(call) || auth::is_comparison(call.name()) && derives();
        compares && is_asked(reached.function.0, call)
    })
}

fn is_addition(subject: &Subject<'_>, effect: &Effect) -> bool {
    let query = subject.project.query_of(effect);
    query.is_some_and(|q| matches!(q.op, Op::Insert | Op::Upsert))
}

/// Whether it says of itself that it is about signing in or up: `/api/auth/join`, `signUpAction`.
fn is_about_accounts(subject: &Subject<'_>) -> bool {
    let path = &subject.entry.path;
    if subject.project.vocab.guards.left_over.has(path.rsplit('/').next().unwrap_or(path)) {
        return false;
    }
    let words = crate::vocab::split(path);
    let named = words.iter().any(|w| {
        matches!(
            w.as_str(),
            "auth" | "login" | "signin" | "signup" | "logout" | "signout" | "register" | "join" | "otp" | "password"
        )
    });
    named
        || words.first().is_some_and(|w| w == "sign")
        || words.windows(2).any(|w| matches!(w, [a, b] if a == "sign" && matches!(b.as_str(), "in" | "up" | "out")))
}
