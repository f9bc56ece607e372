//! What anybody can do by an entry point that asks nobody who he is.

use super::{deeds, table};
use crate::{
    frameworks::auth::Proof,
    model::{
        Project,
        routes::{Deed, Effect, PaidCall, Route},
    },
    rules::Severity,
    source::span::Span,
};

/// What anybody can do by one entry point.
pub(super) struct Harm<'p> {
    pub(super) route: &'p Route,
    pub(super) severity: Severity,
    pub(super) deed: Deed,
    /// The whole sentence, where it is the only one of its file.
    pub(super) message: String,
    /// What it does: `changes "orders"`.
    pub(super) does: String,
    pub(super) at: Span,
}

/// What anybody can do by an entry point that asks nobody who he is, and how bad that is.
pub(super) fn harm<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    let own = harm_here(project, route);
    // Money that goes out by another entry point is worse than a row that changes in this one.
    let worse = |own: &Harm<'_>| lends(project, route).filter(|lent| lent.severity > own.severity);
    own.as_ref().and_then(worse).or(own)
}

/// What it does itself; where that is nothing, what is done for it elsewhere.
fn harm_here<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    let name = &route.entry.name;
    let privileged = || route.effects.iter().filter(|e| e.is_anybodys());
    let read = || privileged().find(|e| e.answers_private && project.is_private(route, e) || messages(route).is_some());
    let fails = |effect: &Effect| project.comes_to_nothing(route, effect);
    let written = project.worst(privileged().filter(|e| e.writes && !fails(e)));
    let in_vain = || privileged().find(|e| e.writes);
    let by_function = || privileged().find(|e| project.changed_by_function(e).is_some() && !fails(e));
    // That messages go out is worse than the line that says so.
    let is_told_less = || messages(route).is_none() || privileged().all(|e| e.writes);
    let written = written.filter(|e| !project.is_aside(e)).or_else(by_function).or(written.filter(|_| is_told_less()));
    let Some(effect) = written.or_else(read).or_else(in_vain) else {
        return pays_out(project, route)
            .or_else(|| changes_accounts(route))
            .or_else(|| lends(project, route))
            .or_else(|| errand(project, route));
    };
    let writes = effect.writes || project.changed_by_function(effect).is_some();
    if !writes && let Some(paid) = messages(route) {
        let what = table(effect.table.as_deref());
        let message = format!("anybody can make `{name}` send messages to the people in {what}");
        let does = "sends messages".to_owned();
        let is_vain =
            fails(effect) || paid.expr.is_some_and(|(at, call)| project.refused_on_way(route, at, call).is_some());
        let severity = if is_vain { Severity::Low } else { Severity::High };
        return Some(Harm { route, severity, deed: Deed::Reads, message, does, at: paid.at });
    }
    let (deed, does, at) = deeds::told(project, route, effect);
    let passes = if route.entry.gateway_jwt { "; the gateway's check passes with the public key" } else { "" };
    // What the provider confirms is true; whose it is, nobody asks.
    let is_only_noted = || project.is_aside(effect) && privileged().any(|e| e.writes && fails(e));
    // A mark on a row, a line in a record.
    let is_small = |e: &Effect| project.query_of(e).is_some_and(|q| project.is_mark(q) || project.is_line(q));
    let is_slight = || !project.reaches_further(route) && privileged().filter(|e| e.writes && !fails(e)).all(is_small);
    let severity = match route {
        _ if deed == Deed::PaysOut && route.asked_again.is_some() => Severity::High,
        _ if deed == Deed::PaysOut || route.account_change().is_some() => Severity::Critical,
        _ if fails(effect) || is_only_noted() => Severity::Low,
        _ if project.works_alone(route) => early_call(route),
        // What adds adds again with each call.
        _ if deed != Deed::Adds && messages(route).is_none() && project.runs_without_input(route) => Severity::Medium,
        _ if deed == Deed::Adds && project.runs_without_input(route) => Severity::High,
        // The gateway's check passes with a key that every visitor has.
        _ if deed == Deed::Rights && route.asked_again.is_none() => Severity::Critical,
        _ if route.asked_again.is_some() || project.only_marks(route) || project.only_ages(route) => Severity::Medium,
        _ if route.entry.gateway_jwt || !writes || project.only_adds(route) => Severity::High,
        _ if is_slight() || project.only_calls_off(route) => Severity::High,
        _ => Severity::Critical,
    };
    let (who, severity) = deeds::by_whom(project, route, deed, severity);
    let message = format!("{who} can call `{name}`, which {does}{}{passes}", deeds::past(effect));
    Some(Harm { route, severity, deed, message, does, at })
}

/// A payment to somebody that nothing else in the database goes with.
fn pays_out<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    let charge = project.payout(route)?;
    let does = format!("pays out money at {}", charge.provider);
    let message = format!("anybody can call `{}`, which {does}", route.entry.name);
    Some(Harm { route, severity: Severity::Critical, deed: Deed::PaysOut, message, does, at: charge.at })
}

/// A change of accounts that nothing in the database goes with.
fn changes_accounts(route: &Route) -> Option<Harm<'_>> {
    let (does, at) = deeds::account_change(route)?;
    let message = format!("anybody can call `{}`, which {does}", route.entry.name);
    Some(Harm { route, severity: Severity::Critical, deed: Deed::Rights, message, does: does.to_owned(), at })
}

/// What another entry point does, which lets only the server in, and is called with the server's key for anybody. One that
/// asks nobody is told itself; what it pays out goes out by this one as well, though it be shut.
fn lends<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    route.lent.iter().find_map(|lent| {
        let is_shut = |r: &Route| r.guards.iter().any(|g| g.proof == Proof::Secret);
        let pays_anybody = |r: &Route| r.authenticated.is_no() && project.payout(r).is_some();
        let mut named = project.routes.iter().filter(|r| r.entry.path == lent.function);
        let target = named.find(|r| is_shut(r) || pays_anybody(r))?;
        let works = |e: &&Effect| e.writes && e.is_privileged() && !project.comes_to_nothing(target, e);
        let effect = project.worst(target.effects.iter().filter(works))?;
        let (deed, does, _) = deeds::told(project, target, effect);
        // That mail goes out is told with what it costs.
        if deed < Deed::Deletes && !project.query_of(effect).is_some_and(|query| project.is_about_worth(query)) {
            return None;
        }
        let severity = match deed {
            _ if project.runs_without_input(route) => Severity::Medium,
            // What is due is paid, only earlier.
            Deed::PaysOut if project.takes_nothing(route) => Severity::Medium,
            Deed::PaysOut if lent.is_repeated => Severity::High,
            Deed::PaysOut | Deed::Rights | Deed::Deletes => Severity::Critical,
            _ => Severity::High,
        };
        let (name, other) = (&route.entry.name, &target.entry.name);
        let message = format!("anybody can call `{name}`, which runs `{other}` with the server's key, and that {does}");
        let does = format!("runs `{other}` with the server's key");
        Some(Harm { route, severity, deed, message, does, at: lent.at })
    })
}

/// How bad it is that a job which takes nothing from its caller runs when anybody likes: it costs what its calls cost.
pub(in crate::rules) fn early_call(route: &Route) -> Severity {
    if route.paid_apis.is_empty() { Severity::Low } else { Severity::Medium }
}

/// The call that sends mail or messages.
fn messages(route: &Route) -> Option<&PaidCall> {
    route.paid_apis.iter().find(|p| p.kind.is_message() && !p.to_owner)
}

/// What the server does at another machine in its own name; where the caller has no say in it, as often as he likes.
fn errand<'p>(project: &Project, route: &'p Route) -> Option<Harm<'p>> {
    let &at = route.errands.first().filter(|_| route.paid_apis.is_empty())?;
    let does = "acts at another service with your server's key";
    let message = format!("anybody can call `{}`, which {does}", route.entry.name);
    let severity = if project.takes_nothing(route) { Severity::Medium } else { Severity::High };
    Some(Harm { route, severity, deed: Deed::Changes, message, does: does.to_owned(), at })
}
