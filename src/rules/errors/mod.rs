//! What happens on a bad day.

mod catch_noop_callback;
mod constant_assigned;
mod empty_catch;
mod floating_promise;
mod ignored_read_error;
mod ignored_write_error;
mod log_only_catch;
mod no_error_boundary;
mod no_retry;
mod no_timeout;
mod places;
mod pretended_success;
mod raw_error_to_caller;
mod relative_redirect;
mod replace_loses_rows;
mod return_default_catch;
mod server_time_zone;
mod stuck_state;
mod success_after_failure;
mod unchecked_response;
mod undefined_variable;
mod unrepeatable_job;
mod wrong_precedence;

use std::collections::BTreeSet;

use self::places::{Place, callbacks, clauses, report_by_file};
use super::{
    Finding, Severity,
    catalogue::{Entry, entry},
};
use crate::{model::failures::Stake, source::span::Span};

pub(super) const RULES: &[Entry] = &[
    entry!("errors/ignored-write-error", ignored_write_error::check),
    entry!("errors/ignored-read-error", ignored_read_error::check),
    entry!("errors/empty-catch", empty_catch::check),
    entry!("errors/log-only-catch", log_only_catch::check),
    entry!("errors/return-default-catch", return_default_catch::check),
    entry!("errors/catch-noop-callback", catch_noop_callback::check),
    entry!("errors/raw-error-to-caller", raw_error_to_caller::check),
    entry!("errors/floating-promise", floating_promise::check),
    entry!("errors/success-after-failure", success_after_failure::check),
    entry!("errors/pretended-success", pretended_success::check),
    entry!("errors/unchecked-response", unchecked_response::check),
    entry!("errors/no-timeout", no_timeout::check),
    entry!("errors/no-retry", no_retry::check),
    entry!("errors/no-error-boundary", no_error_boundary::check),
    entry!("errors/unrepeatable-job", unrepeatable_job::check),
    entry!("errors/relative-redirect", relative_redirect::check),
    entry!("errors/wrong-precedence", wrong_precedence::check),
    entry!("errors/undefined-variable", undefined_variable::check),
    entry!("errors/constant-assigned", constant_assigned::check),
    entry!("errors/stuck-state", stuck_state::check),
    entry!("errors/replace-loses-rows", replace_loses_rows::check),
    entry!("errors/server-time-zone", server_time_zone::check),
];

fn shown(root: &str) -> &str {
    if root.is_empty() { "." } else { root }
}

/// The `catch` clauses around calls whose result carries the error, each once.
fn place_vain(finding: &mut Finding, catches: impl Iterator<Item = Span>) {
    for catch in catches.collect::<BTreeSet<_>>() {
        finding.place(catch, "this catch never hears of it: the call does not throw, it answers with an error");
    }
}

/// How bad a vanished failure is, by what was at stake.
fn severity(stake: Stake) -> Severity {
    match stake {
        Stake::Money | Stake::Rights => Severity::High,
        Stake::Write => Severity::Medium,
        Stake::Record | Stake::Read | Stake::Work => Severity::Low,
    }
}

/// `, and 3 more places in this file`, `, and 40 more places in 12 files`.
fn and_more(worst: Span, others: impl Iterator<Item = Span>) -> String {
    let mut files = BTreeSet::from([worst.file]);
    let mut count = 0_usize;
    for other in others {
        files.insert(other.file);
        count += 1;
    }
    match (count, files.len()) {
        (0, _) => String::new(),
        (1, 1) => ", and one more place in this file".to_owned(),
        (n, 1) => format!(", and {n} more places in this file"),
        (1, _) => ", and one more place".to_owned(),
        (n, files) => format!(", and {n} more places in {files} files"),
    }
}
