//! Places where failures vanish, gathered into findings.

use std::collections::BTreeMap;

use super::{and_more, place_vain, severity, shown};
use crate::{
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, Stake, Unheeded},
    },
    rules::{Finding, Severity, Sink},
    source::span::{FileId, Span},
};

/// A place where a failure vanishes, and what it is about.
pub(super) struct Place {
    pub(super) at: Span,
    pub(super) what: String,
    pub(super) stake: Stake,
    /// Whether whoever is asked about is let in.
    pub(super) lets_in: bool,
    /// Whether a filter is left out.
    pub(super) widens: bool,
    /// A `catch` around it that never meets the failure.
    catch_in_vain: Option<Span>,
}

impl Place {
    pub(super) fn of(unheeded: &Unheeded) -> Self {
        let Unheeded { at, what, stake, lets_in, widens, catch_in_vain, .. } = unheeded;
        let what = what.clone();
        Self { at: *at, what, stake: *stake, lets_in: *lets_in, widens: *widens, catch_in_vain: *catch_in_vain }
    }
}

/// The places of `catch` clauses that do no more than `handling` says.
pub(super) fn clauses(project: &Project, handling: &[Handling]) -> Vec<Place> {
    let is_clause = |c: &&Caught| matches!(c.form, CatchForm::Clause { .. });
    places(project.failures.catches.iter().filter(is_clause), handling)
}

/// The places of `.catch` callbacks that do no more than `handling` says.
pub(super) fn callbacks(project: &Project, handling: &[Handling]) -> Vec<Place> {
    places(project.failures.catches.iter().filter(|c| c.form == CatchForm::Callback), handling)
}

fn places<'p>(caught: impl Iterator<Item = &'p Caught>, handling: &[Handling]) -> Vec<Place> {
    caught
        .filter(|c| handling.contains(&c.handling))
        .map(|c| {
            let what = c.protects.clone();
            Place { at: c.at, what, stake: c.stake, lets_in: c.lets_in, widens: false, catch_in_vain: None }
        })
        .collect()
}

/// One finding a file: the place with the most at stake first, the others related to it. Where no more than a read is at
/// stake, all pages of an app are one: the repair is one, too.
pub(super) fn report_by_file(
    project: &Project,
    sink: &mut Sink,
    places: Vec<Place>,
    say: impl Fn(&Place, &str) -> String,
) {
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

fn relate(finding: &mut Finding, worst: &Place, others: &[Place]) {
    for other in others {
        finding.place(other.at, other.what.clone());
    }
    place_vain(finding, others.iter().chain([worst]).filter_map(|p| p.catch_in_vain));
}
