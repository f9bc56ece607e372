//! Webhooks: whose they are, whether the sender is verified, whether a repeated delivery is noticed.

use super::{Answer, Known, Route, Subject, again, beside::Sites};
use crate::{
    facts::code::ExprId,
    frameworks::{auth::Proof, supabase::row_change::takes_row_change},
    model::{
        Project,
        queries::{Condition, Op, Query},
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
    /// Where an event adds to a balance, or a row that money hangs on, and comes past all that detects a repeated one.
    pub unkept: Vec<Span>,
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
    let verified = match (authenticated.is_yes(), again::vouched_for(subject)) {
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
            unkept: unkept(subject),
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
        unkept: unkept(subject),
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

/// A write that a second delivery cannot repeat: into a table of handled events, an upsert on the event's key, or an
/// update that asks for the state before and tells whether it was the one that changed it.
fn idempotent(subject: &Subject<'_>) -> Answer {
    let found = subject.queries.iter().find(|q| is_once(subject, q));
    match found {
        Some(query) => Answer::yes(query.at, "a repeated event meets a key or a state"),
        None => Answer::of(Known::No),
    }
}

/// What the arms do that no such write or test stands before: `transfer.failed`, where only `charge.success` is kept.
fn unkept(subject: &Subject<'_>) -> Vec<Span> {
    let once = subject.queries.iter().filter(|q| is_once(subject, q)).map(|q| (q.at.file, q.expr));
    let sites = Sites::of(subject, once.chain(minded(subject)));
    let may_repeat = |query: &&&Query| {
        matches!(query.op, Op::Insert | Op::Update) && subject.project.is_about_worth(query) && !is_once(subject, query)
    };
    let added = subject.queries.iter().filter(may_repeat);
    let passes = |query: &&&Query| {
        // What is kept after the work is another fault.
        sites.are_passed_by(subject, query.at.file, query.expr, &|_, _, _| false)
    };
    added.filter(passes).map(|query| query.at).collect()
}

/// The inserts of which the code asks whether the key was there before: PostgreSQL's answer is looked at behind them.
fn minded(subject: &Subject<'_>) -> impl Iterator<Item = (FileId, ExprId)> {
    let literals = subject.reached.iter().flat_map(|reached| {
        let (file, function) = reached.function;
        let code = subject.values.code(file);
        let exprs = code.into_iter().flat_map(move |code| code.exprs_within(function).map(move |e| (file, code, e)));
        exprs.filter(|(_, code, e)| code.string(*e) == Some(DUPLICATE))
    });
    literals.filter_map(|(file, code, literal)| {
        let at = code.range(literal).start;
        let of_file = subject.queries.iter().filter(|q| q.at.file == file && q.at.range.end <= at);
        let mut same = of_file.filter(|q| q.function == code.function_of(literal) && q.op == Op::Insert);
        same.next_back().map(|query| (file, query.expr)).or(Some((file, literal)))
    })
}

/// What PostgreSQL answers where a row with the same key is there.
const DUPLICATE: &str = "23505";

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
