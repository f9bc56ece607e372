//! Server entry points: who may call, with what, how often.

mod addresses;
mod chosen_columns;
mod cors_with_credentials;
mod deeds;
mod filter_injection;
mod harm;
mod html_injection;
mod identity_from_body;
mod invited_admin;
mod left_over_function;
mod limiter_ineffective;
mod mass_assignment;
mod open_redirect;
mod open_relay;
mod pieces;
mod request_forgery;
mod role_from_caller;
mod secret_in_answer;
mod server_action_public;
mod shadowed_route;
mod state_change_on_get;
mod suffix_trusted_origin;
mod tenant_filter_missing;
mod unauthenticated_route;
mod unauthorized_object;
mod unlimited_auth_endpoint;
mod unlimited_public_write;
mod unsafe_upload;
mod unused_permission_check;
mod unvalidated_input;
mod webhook_refused;
mod webhook_unverified;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::model::{Project, routes::Route};

pub(super) use harm::early_call;

pub(super) const RULES: &[Entry] = &[
    entry!("api/unauthenticated-route", unauthenticated_route::check),
    entry!("api/identity-from-body", identity_from_body::check),
    entry!("api/unauthorized-object", unauthorized_object::check),
    entry!("api/tenant-filter-missing", tenant_filter_missing::check),
    entry!("api/role-from-caller", role_from_caller::check),
    entry!("api/server-action-public", server_action_public::check),
    entry!("api/unvalidated-input", unvalidated_input::check),
    entry!("api/mass-assignment", mass_assignment::check),
    entry!("api/unlimited-auth-endpoint", unlimited_auth_endpoint::check),
    entry!("api/unlimited-public-write", unlimited_public_write::check),
    entry!("api/limiter-ineffective", limiter_ineffective::check),
    entry!("api/webhook-unverified", webhook_unverified::check),
    entry!("api/webhook-refused", webhook_refused::check),
    entry!("api/filter-injection", filter_injection::check),
    entry!("api/secret-in-answer", secret_in_answer::check),
    entry!("api/open-redirect", open_redirect::check),
    entry!("api/open-relay", open_relay::check),
    entry!("api/request-forgery", request_forgery::check),
    entry!("api/html-injection", html_injection::check),
    entry!("api/unsafe-upload", unsafe_upload::check),
    entry!("api/cors-with-credentials", cors_with_credentials::check),
    entry!("api/suffix-trusted-origin", suffix_trusted_origin::check),
    entry!("api/state-change-on-get", state_change_on_get::check),
    entry!("api/left-over-function", left_over_function::check),
    entry!("api/shadowed-route", shadowed_route::check),
    entry!("api/unused-permission-check", unused_permission_check::check),
];

/// The entry points that run; where there are none, the rule does not apply.
pub(super) fn routes<'p>(project: &'p Project, sink: &mut Sink) -> Vec<&'p Route> {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    project.running_routes().collect()
}

/// A table in a sentence.
pub(super) fn table(name: Option<&str>) -> String {
    name.map_or_else(|| "stored data".to_owned(), |t| format!("`{t}`"))
}
