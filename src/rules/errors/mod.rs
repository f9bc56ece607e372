//! What happens on a bad day.

mod catch_noop_callback;
mod empty_catch;
mod floating_promise;
mod ignored_read_error;
mod ignored_write_error;
mod log_only_catch;
mod no_error_boundary;
mod no_retry;
mod no_timeout;
mod raw_error_to_caller;
mod relative_redirect;
mod return_default_catch;
mod success_after_failure;
mod unchecked_response;
mod undefined_variable;
mod unrepeatable_job;
mod wrong_precedence;

use std::collections::BTreeMap;

use super::{
    Finding, Severity, Sink,
    catalogue::{Entry, entry},
};
use crate::{
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, Stake},
    },
    source::span::Span,
};

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
    entry!("errors/unchecked-response", unchecked_response::check),
    entry!("errors/no-timeout", no_timeout::check),
    entry!("errors/no-retry", no_retry::check),
    entry!("errors/no-error-boundary", no_error_boundary::check),
    entry!("errors/unrepeatable-job", unrepeatable_job::check),
    entry!("errors/relative-redirect", relative_redirect::check),
    entry!("errors/wrong-precedence", wrong_precedence::check),
    entry!("errors/undefined-variable", undefined_variable::check),
];

/// A place where a failure vanishes, and what it is about.
struct Place {
    at: Span,
    what: String,
    stake: Stake,
}

/// The places of `catch` clauses that do no more than `handling` says.
fn clauses(project: &Project, handling: &[Handling]) -> Vec<Place> {
    let is_clause = |c: &&Caught| matches!(c.form, CatchForm::Clause { .. });
    places(project.failures.catches.iter().filter(is_clause), handling)
}

/// The places of `.catch` callbacks that do no more than `handling` says.
fn callbacks(project: &Project, handling: &[Handling]) -> Vec<Place> {
    places(project.failures.catches.iter().filter(|c| c.form == CatchForm::Callback), handling)
}

fn places<'p>(caught: impl Iterator<Item = &'p Caught>, handling: &[Handling]) -> Vec<Place> {
    caught
        .filter(|c| handling.contains(&c.handling))
        .map(|c| Place { at: c.at, what: c.protects.clone(), stake: c.stake })
        .collect()
}

/// One finding a file: the place with the most at stake first, the others related to it.
fn report_by_file(project: &Project, sink: &mut Sink, places: Vec<Place>, say: impl Fn(&str, &Place, usize) -> String) {
    let mut by_file: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for place in places {
        by_file.entry(&project.file(place.at.file).path).or_default().push(place);
    }
    for (path, mut places) in by_file {
        places.sort_by(|a, b| b.stake.cmp(&a.stake).then(a.at.cmp(&b.at)));
        let Some((worst, others)) = places.split_first() else { continue };
        let finding = sink.report(worst.at, path, say(path, worst, others.len()));
        finding.severity(severity(worst.stake));
        relate(finding, others);
    }
}

fn relate(finding: &mut Finding, others: &[Place]) {
    for other in others {
        finding.place(other.at, other.what.clone());
    }
}

/// How bad a vanished failure is, by what was at stake.
fn severity(stake: Stake) -> Severity {
    match stake {
        Stake::Money | Stake::Rights => Severity::High,
        Stake::Write => Severity::Medium,
        Stake::Read | Stake::Work => Severity::Low,
    }
}

/// `, and 3 more places in this file`.
fn and_more(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => ", and one more place in this file".to_owned(),
        n => format!(", and {n} more places in this file"),
    }
}
