//! Money that goes wrong.

mod acknowledged;
mod balance_race;
mod check_then_write;
mod client_decided_price;
mod client_written_balance;
mod counted_number;
mod endless_subscription;
mod float_money;
mod hard_coded_currency;
mod non_atomic_write;
mod out_of_order_event;
mod paid_on_callers_word;
mod payment_error_swallowed;
mod payment_not_tied;
mod second_subscription;
mod self_declared_sum;
mod success_page_fulfilment;
mod test_mode_key;
mod transaction_without_session;
mod unconfirmed_charge;
mod unfinished_lifecycle;
mod unlimited_signup_credit;
mod unreversed_debit;
mod webhook_loses_events;
mod webhook_not_idempotent;
mod webhook_skippable;
mod webhook_unverified;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::{
    model::{
        Project,
        queries::Query,
        routes::{Basis, Route, Sale, Webhook},
    },
    source::span::FileId,
};

pub(super) const RULES: &[Entry] = &[
    entry!("payments/webhook-unverified", webhook_unverified::check),
    entry!("payments/webhook-skippable", webhook_skippable::check),
    entry!("payments/webhook-not-idempotent", webhook_not_idempotent::check),
    entry!("payments/webhook-loses-events", webhook_loses_events::check),
    entry!("payments/client-decided-price", client_decided_price::check),
    entry!("payments/client-written-balance", client_written_balance::check),
    entry!("payments/self-declared-sum", self_declared_sum::check),
    entry!("payments/paid-on-callers-word", paid_on_callers_word::check),
    entry!("payments/payment-not-tied", payment_not_tied::check),
    entry!("payments/success-page-fulfilment", success_page_fulfilment::check),
    entry!("payments/balance-race", balance_race::check),
    entry!("payments/check-then-write", check_then_write::check),
    entry!("payments/counted-number", counted_number::check),
    entry!("payments/unconfirmed-charge", unconfirmed_charge::check),
    entry!("payments/unreversed-debit", unreversed_debit::check),
    entry!("payments/non-atomic-write", non_atomic_write::check),
    entry!("payments/transaction-without-session", transaction_without_session::check),
    entry!("payments/out-of-order-event", out_of_order_event::check),
    entry!("payments/unfinished-lifecycle", unfinished_lifecycle::check),
    entry!("payments/endless-subscription", endless_subscription::check),
    entry!("payments/second-subscription", second_subscription::check),
    entry!("payments/unlimited-signup-credit", unlimited_signup_credit::check),
    entry!("payments/payment-error-swallowed", payment_error_swallowed::check),
    entry!("payments/test-mode-key", test_mode_key::check),
    entry!("payments/hard-coded-currency", hard_coded_currency::check),
    entry!("payments/float-money", float_money::check),
];

/// The webhooks of payment providers; where there are none, the rule does not apply.
fn webhooks<'p>(project: &'p Project, sink: &mut Sink) -> Vec<(&'p Route, &'p Webhook)> {
    let all = project.running_routes().filter_map(|r| r.webhook.as_ref().map(|w| (r, w)));
    // No provider delivers an event by GET.
    let is_delivery = |r: &Route| r.entry.method.as_deref() != Some("GET");
    let found: Vec<_> = all.filter(|(r, w)| w.kind == "payment" && is_delivery(r)).collect();
    if found.is_empty() {
        sink.not_applicable("no webhook of a payment provider");
    }
    found
}

/// The queries of one function of a file, in source order.
fn queries_of(project: &Project, file: FileId, function: crate::facts::code::FnId) -> impl Iterator<Item = &Query> {
    project.queries_in(file).iter().filter(move |q| q.function == function)
}

/// What entry points sell on too little, with those that the staff of the app alone may call left out. Where a role is looked
/// at, who hands out plans may be one that may; nobody's role makes a payment out of its number.
fn sales(project: &Project) -> impl Iterator<Item = (&Route, &Sale)> {
    let open = project.running_routes().filter(|route| !route.sales.is_empty() && !project.is_for_staff(route));
    let all = open.flat_map(|route| route.sales.iter().map(move |sale| (route, sale)));
    all.filter(|(route, sale)| sale.basis != Basis::Word || !route.ties.by_role)
}

/// Whether a column says whether money has moved: `payment_status`, `is_paid`.
fn speaks_of_payment(project: &Project, column: &str) -> bool {
    crate::vocab::split(column).iter().any(|word| project.vocab.words.payment.has(word))
}

/// Whether a state says that money has come in: `paid`, `completed`.
fn means_paid(project: &Project, state: &str) -> bool {
    project.vocab.words.settled.has(state)
}

/// In gifts, tips and deposits the payer decides by nature.
fn is_gift(project: &Project, route: &Route) -> bool {
    let is_paid_in = |w: &String| matches!(w.as_str(), "deposit" | "fund" | "support");
    let words = crate::vocab::split(&route.entry.name);
    words.iter().any(|w| project.vocab.words.gifts.has(w) || is_paid_in(w))
}
