//! A delivery that comes twice is applied twice.

use super::webhooks;
use crate::{
    model::{
        Project,
        payments::repeats::Again,
        routes::{Effect, Route, Webhook},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        let is_kept = project.minds_repeats(route) || !webhook.idempotent.is_no();
        if is_kept && let Some((again, effect)) = past_the_keeping(project, route, webhook) {
            let message = format!(
                "`{}` knows events again, but not in this branch: what {} delivers twice is {} here",
                route.entry.name,
                webhook.name,
                match again {
                    Again::Always => "added twice",
                    Again::AtOnce => "added twice when both come at once",
                }
            );
            let finding = sink.report(effect.at, &route.entry.name, message);
            if again == Again::AtOnce {
                finding.severity(Severity::Medium);
            }
            continue;
        }
        if project.minds_repeats(route) {
            continue;
        }
        if !webhook.idempotent.is_no() {
            if let Some((look, effect)) = looks_before_insert(project, route) {
                let message = format!(
                    "`{}` looks whether it knows an event and writes that down only after the work: of two deliveries at \
                     once both are applied",
                    route.entry.name
                );
                let finding = sink.report(look.at, &route.entry.name, message);
                finding.severity(Severity::Medium).place(effect.at, "runs again");
            }
            continue;
        }
        let done = route.effects.iter().filter(|e| !project.comes_to_nothing(route, e));
        let repeated = done.filter_map(|e| Some((project.applied_again(e)?, e)));
        // Of several the worst, and of these the first.
        if let Some((again, effect)) = repeated.min_by_key(|(again, e)| (std::cmp::Reverse(*again), e.at)) {
            let (name, sender) = (&route.entry.name, &webhook.name);
            let message = match again {
                Again::Always => format!("`{name}` applies an event again when {sender} delivers it twice"),
                Again::AtOnce => format!(
                    "`{name}` looks for what it adds before it adds it, but nothing unique keeps two deliveries of {sender} \
                     at once from both adding it"
                ),
            };
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            finding.place(effect.at, "runs again");
            if again == Again::AtOnce {
                finding.severity(Severity::Medium);
            }
        } else if let Some(charge) = project.payout(route) {
            let (name, sender, provider) = (&route.entry.name, &webhook.name, &charge.provider);
            let message = format!("`{name}` pays out at {provider} again when {sender} delivers an event twice");
            sink.report(route.entry.at, name, message).place(charge.at, "runs again");
        }
    }
}

/// What an event does again in a branch that does not ask whether it was handled: of several the worst, and of these the
/// first.
fn past_the_keeping<'r>(project: &Project, route: &'r Route, webhook: &Webhook) -> Option<(Again, &'r Effect)> {
    let effects = route.effects.iter().filter(|e| e.query.is_some_and(|at| webhook.unkept.contains(&at)));
    let done = effects.filter(|e| !project.comes_to_nothing(route, e));
    let repeated = done.filter_map(|e| Some((project.applied_again(e)?, e)));
    repeated.min_by_key(|(again, e)| (std::cmp::Reverse(*again), e.at))
}

/// The look for an event that was handled, and what is applied between it and the note that it was.
fn looks_before_insert<'r>(project: &Project, route: &'r Route) -> Option<(&'r Effect, &'r Effect)> {
    let is_kept = |e: &&Effect| e.table.as_deref().is_some_and(|t| project.vocab.tables.processed_events.has(t));
    let look = route.effects.iter().filter(is_kept).find(|e| !e.writes)?;
    let note = route.effects.iter().filter(is_kept).find(|e| e.writes && e.at.file == look.at.file)?;
    let between = |e: &&Effect| look.at < e.at && e.at < note.at && e.at.file == look.at.file;
    let applied = route.effects.iter().filter(between).find(|e| project.applied_again(e).is_some())?;
    Some((look, applied))
}
