//! Server entry points: who may call, with what, how often.

mod filter_injection;
mod identity_from_body;
mod left_over_function;
mod limiter_ineffective;
mod limiters;
mod mass_assignment;
mod open_redirect;
mod open_relay;
mod server_action_public;
mod unauthenticated_route;
mod unlimited_auth_endpoint;
mod unlimited_public_write;
mod unvalidated_input;
mod webhook_refused;
mod webhook_unverified;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::model::{Project, routes::Route};

pub(super) const RULES: &[Entry] = &[
    entry!("api/unauthenticated-route", unauthenticated_route::check),
    entry!("api/identity-from-body", identity_from_body::check),
    entry!("api/server-action-public", server_action_public::check),
    entry!("api/unvalidated-input", unvalidated_input::check),
    entry!("api/mass-assignment", mass_assignment::check),
    entry!("api/unlimited-auth-endpoint", unlimited_auth_endpoint::check),
    entry!("api/unlimited-public-write", unlimited_public_write::check),
    entry!("api/limiter-ineffective", limiter_ineffective::check),
    entry!("api/webhook-unverified", webhook_unverified::check),
    entry!("api/webhook-refused", webhook_refused::check),
    entry!("api/filter-injection", filter_injection::check),
    entry!("api/open-redirect", open_redirect::check),
    entry!("api/open-relay", open_relay::check),
    entry!("api/left-over-function", left_over_function::check),
];

/// The entry points; where there are none, the rule does not apply.
pub(super) fn routes<'p>(project: &'p Project, sink: &mut Sink) -> &'p [Route] {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    &project.routes
}

/// A table in a sentence.
pub(super) fn table(name: Option<&str>) -> String {
    name.map_or_else(|| "stored data".to_owned(), |t| format!("`{t}`"))
}
