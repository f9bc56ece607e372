//! What an entry point does that not everybody should make it do, in words, the worst of it first.

use std::cmp::Reverse;

use super::table;
use crate::{
    frameworks::accounts::AccountChange,
    model::{
        Project,
        payments::charges::Charge,
        queries::{Client, Columns, Op},
        routes::{Effect, Route},
    },
    source::span::Span,
};

/// How much harm it does that something is done, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    Reads,
    Adds,
    Changes,
    Deletes,
    /// It changes accounts, or gives somebody rights.
    Rights,
    PaysOut,
}

/// Of some effects, the one that is told first.
pub(super) fn worst<'e>(project: &Project, effects: impl Iterator<Item = &'e Effect>) -> Option<&'e Effect> {
    effects.max_by_key(|e| (!is_aside(project, e), deed(project, e), weight(project, e), Reverse(e.at)))
}

/// What an entry point does at worst, one of its effects being `effect`, in words and where.
pub(super) fn told(project: &Project, route: &Route, effect: &Effect) -> (Deed, String, Span) {
    let what = table(effect.table.as_deref());
    let deed = deed(project, effect);
    let verb = match deed {
        Deed::Reads => "hands out",
        Deed::Adds => "adds to",
        Deed::Deletes => "deletes from",
        Deed::Changes | Deed::Rights | Deed::PaysOut => "changes",
    };
    let told = format!("{verb} {what}");
    if let Some(charge) = payout(project, route) {
        (Deed::PaysOut, format!("pays out money at {} and {told}", charge.provider), charge.at)
    } else if let Some((does, at)) = account_change(route) {
        (Deed::Rights, format!("{does} and {told}"), at)
    } else {
        (deed, told, effect.at)
    }
}

/// What an entry point does with accounts, in words and where: to sign somebody up is what many are for.
pub(super) fn account_change(route: &Route) -> Option<(String, Span)> {
    let counting = route.account_changes.iter().filter(|(_, change)| *change != AccountChange::Makes);
    let &(at, change) = counting.max_by_key(|(at, change)| (*change, Reverse(*at)))?;
    let does = match change {
        AccountChange::Makes => "makes accounts",
        AccountChange::LetsIn => "hands out the way into an account",
        AccountChange::Changes => "changes accounts",
        AccountChange::Deletes => "deletes accounts",
    };
    Some((does.to_owned(), at))
}

/// How the rows are reached, to be said after what is done to them: a direct connection has no row security to pass by.
pub(super) fn past(effect: &Effect) -> &'static str {
    if effect.rights == Client::Orm { "" } else { " past row security" }
}

/// The call by which an entry point pays somebody.
pub(super) fn payout<'p>(project: &'p Project, route: &Route) -> Option<&'p Charge> {
    project.charges.iter().find(|c| c.is_payout && route.functions.contains(&(c.at.file, c.function)))
}

fn deed(project: &Project, effect: &Effect) -> Deed {
    match project.query_of(effect).map(|q| q.op) {
        _ if !effect.writes => Deed::Reads,
        Some(Op::Insert) => Deed::Adds,
        Some(Op::Delete) => Deed::Deletes,
        _ if gives_rights(project, effect) => Deed::Rights,
        _ => Deed::Changes,
    }
}

/// Whether a change writes what somebody may do: the role or plan of a person, a row of rights.
fn gives_rights(project: &Project, effect: &Effect) -> bool {
    let (columns, tables) = (&project.vocab.columns, &project.vocab.tables);
    let is_of = |words: &crate::vocab::Words| effect.table.as_deref().is_some_and(|t| words.has(t));
    let named = match project.query_of(effect).map(|q| &q.columns) {
        Some(Columns::Named(names)) => names.as_slice(),
        _ => &[],
    };
    is_of(&tables.rights) || is_of(&tables.profile) && named.iter().any(|c| columns.privileged.has(c))
}

/// Whether the rows only say what happened: nobody is harmed by a line more.
pub(super) fn is_aside(project: &Project, effect: &Effect) -> bool {
    let tables = &project.vocab.tables;
    effect.table.as_deref().is_some_and(|t| (tables.audit.has(t) || tables.log.has(t)) && !tables.money.has(t))
}

/// Money and rights before the rest.
fn weight(project: &Project, effect: &Effect) -> u8 {
    let tables = &project.vocab.tables;
    match effect.table.as_deref() {
        Some(table) if tables.money.has(table) || tables.rights.has(table) => 2,
        Some(table) if tables.profile.has(table) => 1,
        _ => 0,
    }
}
