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
mod pretended_success;
mod raw_error_to_caller;
mod relative_redirect;
mod return_default_catch;
mod success_after_failure;
mod unchecked_response;
mod undefined_variable;
mod unrepeatable_job;
mod wrong_precedence;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding, Severity, Sink,
    catalogue::{Entry, entry},
};
use crate::{
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, Stake, Unheeded},
    },
    source::span::{FileId, Span},
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
    entry!("errors/pretended-success", pretended_success::check),
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
    /// Whether whoever is asked about is let in.
    lets_in: bool,
    /// A `catch` around it that never meets the failure.
    catch_in_vain: Option<Span>,
}

impl Place {
    fn of(unheeded: &Unheeded) -> Self {
        let Unheeded { at, what, stake, lets_in, catch_in_vain, .. } = unheeded;
        Self { at: *at, what: what.clone(), stake: *stake, lets_in: *lets_in, catch_in_vain: *catch_in_vain }
    }
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
        .map(|c| Place { at: c.at, what: c.protects.clone(), stake: c.stake, lets_in: c.lets_in, catch_in_vain: None })
        .collect()
}

/// One finding a file: the place with the most at stake first, the others related to it. Where no more than a read is at
/// stake, all pages of an app are one: the repair is one, too.
fn report_by_file(project: &Project, sink: &mut Sink, places: Vec<Place>, say: impl Fn(&Place, &str) -> String) {
    let mut by_file: BTreeMap<FileId, Vec<Place>> = BTreeMap::new();
    for place in places {
        by_file.entry(place.at.file).or_default().push(place);
    }
    let mut groups: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (file, places) in by_file {
        let is_light = places.iter().all(|p| severity(p.stake) == Severity::Low);
        let group = match project.app_of(file) {
            Some(app) if is_light && project.sides.of(file).is_client() => format!("pages of {}", shown(&app.root)),
            _ => project.file(file).path.clone(),
        };
        groups.entry(group).or_default().extend(places);
    }
    for (key, mut places) in groups {
        places.sort_by(|a, b| b.stake.cmp(&a.stake).then(a.at.cmp(&b.at)));
        let Some((worst, others)) = places.split_first() else { continue };
        let more = and_more(worst.at, others.iter().map(|o| o.at));
        let finding = sink.report(worst.at, key, say(worst, &more));
        finding.severity(severity(worst.stake));
        relate(finding, worst, others);
    }
}

fn shown(root: &str) -> &str {
    if root.is_empty() { "." } else { root }
}

fn relate(finding: &mut Finding, worst: &Place, others: &[Place]) {
    for other in others {
        finding.place(other.at, other.what.clone());
    }
    place_vain(finding, others.iter().chain([worst]).filter_map(|p| p.catch_in_vain));
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
