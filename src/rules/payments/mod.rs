//! Money that goes wrong.

mod balance_race;
mod client_decided_price;
mod webhook_loses_events;
mod webhook_not_idempotent;
mod webhook_skippable;
mod webhook_unverified;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::model::{
    Project,
    routes::{Route, Webhook},
};

pub(super) const RULES: &[Entry] = &[
    entry!("payments/webhook-unverified", webhook_unverified::check),
    entry!("payments/webhook-skippable", webhook_skippable::check),
    entry!("payments/webhook-not-idempotent", webhook_not_idempotent::check),
    entry!("payments/webhook-loses-events", webhook_loses_events::check),
    entry!("payments/client-decided-price", client_decided_price::check),
    entry!("payments/balance-race", balance_race::check),
];

/// The webhooks of payment providers; where there are none, the rule does not apply.
fn webhooks<'p>(project: &'p Project, sink: &mut Sink) -> Vec<(&'p Route, &'p Webhook)> {
    let all = project.routes.iter().filter_map(|r| r.webhook.as_ref().map(|w| (r, w)));
    let found: Vec<_> = all.filter(|(_, w)| w.kind == "payment").collect();
    if found.is_empty() {
        sink.not_applicable("no webhook of a payment provider");
    }
    found
}
