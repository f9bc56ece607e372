//! Webhooks: whose they are, whether the sender is verified, whether a repeated delivery is noticed.

use super::{Answer, Known, Route, Subject};
use crate::{
    facts::code::{Code, ExprKind},
    frameworks::{auth::Proof, supabase::row_change::takes_row_change},
    model::{
        Project,
        calls::Call,
        queries::{Condition, Op, Query},
        values::Symbol,
    },
    source::span::{FileId, Span},
};

/// What is known of a webhook.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The sender's id in the word lists.
    pub provider: String,
    /// The sender's name, for messages.
    pub name: String,
    /// `payment`, `mail`, …
    pub kind: String,
    /// Whether the sender signs his calls at all.
    pub signs: bool,
    /// Whether a signature or secret is checked, or the object is read again from the sender.
    pub verified: Answer,
    /// Whether a repeated delivery is detected by a unique key or a conditional write.
    pub idempotent: Answer,
}

impl Project {
    /// Whether a webhook is handed mail that came in, by its name, and only files it.
    #[must_use]
    pub fn takes_mail(&self, route: &Route) -> bool {
        let words = crate::vocab::split(&route.entry.path);
        let is_inbound = words.iter().any(|word| self.vocab.words.inbound.has(word));
        is_inbound
            && route.webhook.as_ref().is_some_and(|webhook| webhook.kind == "mail")
            && self.changes_only_its_own(route)
    }
}

/// The webhook that an entry point receives.
pub(super) fn webhook(subject: &Subject<'_>, authenticated: &Answer) -> Option<Webhook> {
    let name = format!("{} {}", subject.entry.path, subject.project.file(subject.entry.at.file).path);
    let words = crate::vocab::split(&name);
    let is_named =
        words.iter().any(|w| matches!(w.as_str(), "webhook" | "webhooks" | "callback" | "ipn" | "hook" | "notify"));
    let signed = subject.guards.iter().find(|g| g.proof == Proof::Signature);
    let known = subject.project.vocab.webhook_provider(&name).or_else(|| by_header(subject));
    let is_webhook = words.iter().any(|w| matches!(w.as_str(), "webhook" | "webhooks"));
    let verified = match (authenticated.is_yes(), reads_again(subject)) {
        (true, _) => authenticated.clone(),
        (false, Some(at)) => Answer::yes(at, "reads the object again from the sender"),
        _ => Answer::of(Known::No),
    };
    let Some(provider) = known else {
        // Somebody who is on no list, but signs; not the app's own database, which has a key of the project.
        let is_stranger =
            || !manages_webhooks(&words) && names_webhook(&subject.entry.path) && !tells_row_change(subject);
        let is_endpoint = is_webhook && (signed.is_some() || !authenticated.is_yes() && is_stranger());
        let sender = is_endpoint.then(|| sender_by_path(&subject.entry.path))?;
        return Some(Webhook {
            provider: sender.clone(),
            name: sender,
            kind: "other".to_owned(),
            signs: true,
            verified,
            idempotent: idempotent(subject),
        });
    };
    if signed.is_none() && manages_webhooks(&words) {
        return None;
    }
    if !is_named && (signed.is_none() || by_header(subject).is_none()) {
        return None;
    }
    // A page that a person is sent back to (`/auth/callback`) is no webhook.
    let is_return = words.iter().any(|w| matches!(w.as_str(), "auth" | "oauth" | "connect" | "login"));
    if is_return && signed.is_none() && !words.iter().any(|w| w.starts_with("webhook") || w == "hook") {
        return None;
    }
    Some(Webhook {
        provider: provider.id.clone(),
        name: provider.name.clone(),
        kind: provider.kind.clone(),
        signs: provider.signs,
        verified,
        idempotent: idempotent(subject),
    })
}

/// Whether the database of the app calls, because a row has changed.
fn tells_row_change(subject: &Subject<'_>) -> bool {
    subject.handlers().any(|handler| takes_row_change(&subject.values, handler))
}

/// `kyc-webhook`, `/api/webhooks/kyc`; not `/api/webhooks`, where people manage their own.
fn names_webhook(path: &str) -> bool {
    let mut segments = path.rsplit('/').filter(|s| !s.is_empty());
    let last = crate::vocab::split(segments.next().unwrap_or(""));
    let before = segments.next().unwrap_or("");
    let is_word = |w: &String| w == "webhook";
    last.len() > 1 && last.iter().any(is_word) || matches!(before, "webhook" | "webhooks") && !path.ends_with(']')
}

/// `registerGullWebhooks`, `process-webhook-queue`: what sets up the calls of others, or works off what came in, receives
/// none.
fn manages_webhooks(words: &[String]) -> bool {
    const SETS_UP: [&str; 11] =
        ["register", "setup", "set", "create", "reconcile", "sync", "list", "manage", "install", "subscribe", "test"];
    const WORKS_OFF: [&str; 7] = ["queue", "jobs", "retry", "retries", "log", "logs", "status"];
    let sets_up = || words.iter().any(|w| SETS_UP.contains(&w.as_str()));
    words.iter().any(|w| w == "webhooks") && sets_up()
        || words
            .windows(2)
            .any(|pair| matches!(pair, [first, second] if first == "webhook" && WORKS_OFF.contains(&second.as_str())))
}

/// What the path calls the sender: `dsync` of `/api/webhooks/dsync`.
fn sender_by_path(path: &str) -> String {
    let words = crate::vocab::split(path.rsplit('/').find(|s| !s.starts_with(['[', ':'])).unwrap_or(path));
    words
        .into_iter()
        .find(|w| !matches!(w.as_str(), "webhook" | "webhooks" | "handler"))
        .unwrap_or_else(|| "other".to_owned())
}

/// The sender whose signature header the code reads.
fn by_header<'p>(subject: &Subject<'p>) -> Option<&'p crate::vocab::WebhookProvider> {
    for (reached, call) in subject.calls().filter(|(r, _)| r.depth <= 2) {
        let Some(code) = subject.values.code(reached.function.0) else { continue };
        let Some(header) = code.arg(call.args, 0).and_then(|a| code.string(a)).map(str::to_ascii_lowercase) else {
            continue;
        };
        let providers = &subject.project.vocab.webhooks.providers;
        let is_particular = |h: &&String| {
            !matches!(h.as_str(), "authorization" | "webhook-signature" | "x-signature" | "svix-signature")
        };
        let found = providers.iter().find(|p| p.headers.iter().filter(is_particular).any(|h| *h == header));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// A call of the sender's API that looks the object up: `verify` in its URL, or a `retrieve` of its library.
pub(super) fn reads_again(subject: &Subject<'_>) -> Option<Span> {
    subject.calls().find_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let is_lookup = matches!(call.name(), "retrieve" | "fetchPayment");
        let is_verify = call.name() == "fetch"
            && subject.values.of(file, code.arg(call.args, 0)?).iter().any(|v| match v {
                crate::model::values::Value::Text(t) => {
                    let url = t.with_holes("x");
                    (url.contains("verify") || url.contains("/payments/"))
                        && subject.project.vocab.service_at(&url).is_some()
                }
                _ => false,
            });
        let is_asked = is_lookup || is_verify || asks_about_sent(subject, file, code, call);
        (is_asked && !subject.is_for_known(file, call.expr)).then(|| code.range(call.expr).in_file(file))
    })
}

/// A GET whose address holds something of the event: its sender is asked what is true.
fn asks_about_sent(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    if call.name() != "fetch" {
        return false;
    }
    let method = code.arg(call.args, 1).and_then(|o| code.property(o, "method")).and_then(|m| code.string(m));
    let has_key = code.arg(call.args, 1).is_some_and(|o| code.property(o, "headers").is_some());
    let asks = code.arg(call.args, 0).is_some_and(|url| {
        subject.values.of(file, url).iter().any(|v| match v {
            crate::model::values::Value::Text(t) => t.has_holes() && t.prefix().starts_with("https://"),
            _ => false,
        })
    });
    asks && has_key && matches!(method, None | Some("GET")) && is_about_event(subject, file, code, call)
}

/// Whether an address holds something that may come from the event. What was read from the database asks about what the
/// app knew before, and a setting about nothing.
fn is_about_event(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let Some(url) = code.arg(call.args, 0) else { return false };
    let ExprKind::Template { parts, .. } = code.expr(code.initial(url).unwrap_or(url)) else { return true };
    let mut holes = code.expr_list(parts).map(|part| subject.values.symbols(file, part));
    holes.any(|symbols| !symbols.is_empty() && !symbols.iter().any(|s| is_of_query(subject.project, s)))
}

/// Whether a value is a part of what a query gave.
fn is_of_query(project: &Project, symbol: &Symbol) -> bool {
    symbol.made_by.is_some_and(|(file, call)| {
        let range = project.file(file).code.as_ref().map(|code| code.range(call));
        range.is_some_and(|made| {
            project.queries_in(file).iter().any(|q| q.at.range.contains(made) || made.contains(q.at.range))
        })
    })
}

/// A write that a second delivery cannot repeat: into a table of handled events, an upsert on the event's key, or an
/// update that asks for the state before and tells whether it was the one that changed it.
fn idempotent(subject: &Subject<'_>) -> Answer {
    let found = subject.queries.iter().find(|q| is_once(subject, q));
    match found {
        Some(query) => Answer::yes(query.at, "a repeated event meets a key or a state"),
        None => Answer::of(Known::No),
    }
}

fn is_once(subject: &Subject<'_>, query: &Query) -> bool {
    let tables = &subject.project.vocab.tables;
    match query.op {
        Op::Insert | Op::Upsert => query.tables.iter().any(|t| tables.processed_events.has(t)),
        Op::Update => {
            let state = &subject.project.vocab.columns.state;
            let asks_state = query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
                c.column.as_deref().is_some_and(|column| state.has(column))
                    && matches!(c.op.as_str(), "eq" | "neq" | "in" | "not.eq" | "not.in")
            });
            asks_state && !query.tables.is_empty() && !query.outcome.data.is_empty()
        }
        _ => false,
    }
}
