//! A form for strangers that a script can send a million times.

use super::{routes, table};
use crate::{
    frameworks::supabase::storage::FileDeed,
    model::{Project, queries::Op, routes::Effect},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let is_form = route.authenticated.is_no() && route.public_by_design.is_yes() && route.webhook.is_none();
        if !is_form || !route.rate_limited.is_no() || route.has_captcha || route.delegates_sign_in {
            continue;
        }
        // What comes back from a provider, or was asked for by a mail, was let through there.
        let returns = crate::vocab::split(&route.entry.path)
            .iter()
            .any(|w| matches!(w.as_str(), "callback" | "unsubscribe" | "login" | "logout" | "confirm" | "oauth"));
        if returns {
            continue;
        }
        if let Some(effect) = route.done_for_all().find(|e| e.writes && !e.by_token && adds(project, e)) {
            let message = format!(
                "`{}` adds to {} for anybody, as often as he likes",
                route.entry.name,
                table(effect.table.as_deref())
            );
            sink.report(route.entry.at, &route.entry.name, message).place(effect.at, "the write");
        }
    }
}

/// Whether a write adds something, and does not only change what is there.
fn adds(project: &Project, effect: &Effect) -> bool {
    let query = project.query_of(effect);
    let is_record = effect.table.as_deref().is_some_and(|t| project.vocab.tables.audit.has(t));
    let takes_out = effect.files.is_some_and(|deed| deed != FileDeed::Adds);
    query.is_none_or(|q| matches!(q.op, Op::Insert | Op::Upsert)) && !is_record && !takes_out
}
