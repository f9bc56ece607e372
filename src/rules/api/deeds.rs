//! What an entry point does that not everybody should make it do, in words.

use super::table;
use crate::{
    frameworks::accounts::AccountChange,
    model::{
        Project,
        queries::Client,
        routes::{Deed, Effect, Route},
    },
    rules::Severity,
    source::span::Span,
};

/// What an entry point does at worst, one of its effects being `effect`, in words and where.
pub(super) fn told(project: &Project, route: &Route, effect: &Effect) -> (Deed, String, Span) {
    let what = if project.is_of_any_table(effect) {
        "whatever table the caller names".to_owned()
    } else {
        table(effect.table.as_deref())
    };
    let deed = project.deed(effect);
    let verb = match deed {
        Deed::Reads => "hands out",
        Deed::Adds => "adds to",
        Deed::Deletes => "deletes from",
        Deed::Changes | Deed::Rights | Deed::PaysOut => "changes",
    };
    let told = match project.changed_by_function(effect) {
        Some(changed) => format!("changes `{changed}` by the function {what}"),
        None => format!("{verb} {what}"),
    };
    if let Some(charge) = project.payout(route) {
        (Deed::PaysOut, format!("pays out money at {} and {told}", charge.provider), charge.at)
    } else if let Some((does, at)) = account_change(route) {
        (Deed::Rights, format!("{does} and {told}"), at)
    } else {
        (deed, told, effect.at)
    }
}

/// What an entry point does with accounts, in words and where.
pub(super) fn account_change(route: &Route) -> Option<(&'static str, Span)> {
    let (change, at) = route.account_change()?;
    Some((of_account(change), at))
}

/// What is done with accounts, in words.
pub(super) fn of_account(change: AccountChange) -> &'static str {
    match change {
        AccountChange::Makes => "makes accounts",
        AccountChange::LetsIn => "hands out the way into an account",
        AccountChange::OpensPayments => "hands out the way into an account at the payment provider",
        AccountChange::Changes => "changes accounts",
        AccountChange::Deletes => "deletes accounts",
    }
}

/// How the rows are reached, to be said after what is done to them: a direct connection has no row security to pass by.
pub(super) fn past(effect: &Effect) -> &'static str {
    if effect.rights == Client::Orm { "" } else { " past row security" }
}

/// Who can make an entry point change something, and how bad that is: of two ids of a row, a stranger guesses neither.
pub(super) fn by_whom(project: &Project, route: &Route, deed: Deed, severity: Severity) -> (&'static str, Severity) {
    if deed == Deed::Changes && severity > Severity::Medium && project.asks_second_id(route) {
        ("whoever knows two ids of a row", severity.lower())
    } else {
        ("anybody", severity)
    }
}
