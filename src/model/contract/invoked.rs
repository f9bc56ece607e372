//! Server functions that the code calls by name, and that are not there.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::Known;
use crate::{
    frameworks::{
        base44,
        invocations::{Invocation, invocations},
        supabase,
    },
    model::{Project, failures::Stake, routes::Kind},
    source::span::Span,
};

/// A server function that is called and that no folder holds.
#[derive(Clone, Debug)]
pub struct AbsentFunction {
    /// Its name.
    pub name: String,
    /// Where it is called; those that matter most first.
    pub calls: Vec<Span>,
    /// `Witnessed` where settings speak of it: it may still run where it was once put.
    pub known: Known,
    /// What is lost with the first of them.
    pub stake: Stake,
}

impl Project {
    /// The server functions that are called and are not there; `None` where none is called, or the repository has none.
    /// Where as many that are called are missing as are there, the folder is not the whole of what is deployed, and none is
    /// named.
    #[must_use]
    pub fn absent_functions(&self) -> Option<Vec<AbsentFunction>> {
        let is_function = |kind| matches!(kind, Kind::EdgeFunction | Kind::Base44Function);
        if !self.routes.iter().any(|route| is_function(route.entry.kind)) {
            return None;
        }
        let calls = invocations(self);
        let of = |backend| calls.iter().filter(move |call: &&Invocation| call.backend == backend);
        let mut found = absent(self, of(Kind::EdgeFunction), &supabase::functions::names(self));
        found.extend(absent(self, of(Kind::Base44Function), &base44::functions::names(self)));
        (!calls.is_empty()).then_some(found)
    }
}

fn absent<'i>(
    project: &Project,
    calls: impl Iterator<Item = &'i Invocation>,
    names: &BTreeSet<&str>,
) -> Vec<AbsentFunction> {
    let mut called: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for call in calls {
        called.entry(&call.function).or_default().push(call.at);
    }
    let (there, missing): (Vec<_>, Vec<_>) = called.into_iter().partition(|(name, _)| names.contains(name));
    if missing.len() >= there.len() {
        return Vec::new();
    }
    let absent = |(name, mut calls): (&str, Vec<Span>)| {
        let is_unshown = |at: &Span| project.sides.is_unshown(at.file);
        let stake = |at: &Span| project.stake_of_call(*at, name, None);
        calls.sort_by_cached_key(|at| (is_unshown(at), Reverse(stake(at)), *at));
        AbsentFunction {
            name: name.to_owned(),
            known: if supabase::functions::is_set(project, name) { Known::Witnessed } else { Known::No },
            stake: calls.first().map_or(Stake::Work, stake),
            calls,
        }
    };
    missing.into_iter().map(absent).collect()
}
