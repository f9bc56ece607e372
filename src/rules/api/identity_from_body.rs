//! The user whose rows are touched is named by the caller, while row security is switched off.

use super::routes;
use crate::{
    facts::code::{Code, ExprKind},
    frameworks::auth::Proof,
    model::{
        Project,
        queries::{Comparison, Condition, Query},
        routes::{Effect, How, Loose, Route, held},
    },
    rules::{Severity, Sink},
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    claimed(project, sink);
    let mut seen = Vec::new();
    for route in routes(project, sink).into_iter().filter(|r| may_believe(r)) {
        let touched = |writes: bool| {
            let effects = route.effects.iter().filter(move |e| e.writes == writes && e.is_privileged() && !e.by_token);
            effects.filter_map(|e| Some((e, claimed_column(project, e)?)))
        };
        // Reading decides nothing in somebody's name unless its rows are handed out.
        let mut rows =
            touched(true).chain(touched(false).filter(|(e, _)| e.answered)).filter(|(e, _)| !seen.contains(&e.at));
        let Some((effect, column)) = rows.next() else { continue };
        let others: Vec<Span> = rows.map(|(e, _)| e.at).collect();
        let what = effect.table.as_deref().unwrap_or("a table");
        let does = if effect.writes { "changes" } else { "gets" };
        let message = format!(
            "`{}` takes the user from the request: whoever sends another id {does} his rows of `{what}`",
            route.entry.name
        );
        let finding = sink.report(effect.at, &route.entry.name, message);
        finding.step(route.entry.at, format!("`{column}` comes from the caller"));
        if !route.authenticated.is_yes() && !gives_rights(project, effect) {
            finding.severity(Severity::Medium);
        }
        seen.push(effect.at);
        for at in others {
            finding.place(at, "by the same id");
            seen.push(at);
        }
    }
}

/// Whether what is written says what somebody may do.
fn gives_rights(project: &Project, effect: &Effect) -> bool {
    let query = project.query_of(effect).filter(|query| query.op.is_write());
    query.is_some_and(|query| query.assigned.iter().any(|(column, _)| project.vocab.columns.role.has(column)))
}

/// Whether it may act for whoever the request names. A machine that knows a secret, or a signed message, may say whom it
/// is about; an entry point that asks nobody has a rule of its own, unless strangers are meant to call it.
fn may_believe(route: &Route) -> bool {
    let is_asked = route.authenticated.is_yes() || route.public_by_design.is_yes();
    is_asked
        && route.webhook.is_none()
        && route.guards.iter().all(|g| g.proof == Proof::Identity)
        && !(route.authenticated.is_yes() && route.ties.by_role)
}

/// A helper that looks the caller up by the id he sends, and believes it.
fn claimed(project: &Project, sink: &mut Sink) {
    let mut seen: Vec<(Span, usize)> = Vec::new();
    for route in routes(project, sink) {
        let Some((loose, column)) = believed(route) else { continue };
        if let Some(&(_, index)) = seen.iter().find(|(at, _)| *at == loose.at) {
            if let Some(finding) = sink.findings.get_mut(index) {
                finding.thing(believes_at(project, route, loose), &route.entry.name, "believes it");
            }
            continue;
        }
        seen.push((loose.at, sink.findings.len()));
        let message = format!(
            "who calls is looked up in `{}` by the `{column}` that he sends himself: anybody can be anybody",
            loose.table
        );
        let finding = sink.report(loose.at, &route.entry.name, message);
        if let Some(helper) = helper(project, loose.at) {
            finding.place(helper, "this helper lets him pass");
        }
        finding.thing(believes_at(project, route, loose), &route.entry.name, "believes it");
    }
}

/// The look-up by which an entry point believes who calls, and the column that it goes by.
pub(super) fn believed(route: &Route) -> Option<(&Loose, &str)> {
    route.loose.iter().find_map(|loose| match &loose.how {
        How::ClaimedIdentity(column) => Some((loose, column.as_str())),
        _ => None,
    })
}

/// Where an entry point calls into the file that looks the caller up; its own place where that is its own file.
fn believes_at(project: &Project, route: &Route, loose: &Loose) -> Span {
    let values = project.values();
    let is_call = |at, code: &Code, e| match code.expr(e) {
        ExprKind::Call { callee, .. } => values.functions(at, callee).iter().any(|(file, _)| *file == loose.at.file),
        _ => false,
    };
    let own = route.entry.at.file;
    let mut calls = project.exprs_of(route).filter(|(at, ..)| *at == own && own != loose.at.file);
    let call = calls.find(|&(at, code, e)| is_call(at, code, e));
    call.map_or(route.entry.at, |(at, code, e)| code.range(e).in_file(at))
}

/// The beginning of the function that a place stands in.
fn helper(project: &Project, at: Span) -> Option<Span> {
    let code = project.file(at.file).code.as_ref()?;
    let around = code.functions.iter().skip(1).map(|f| f.range).filter(|r| r.contains(at.range));
    let range = around.min_by_key(|r| r.end - r.start)?;
    Some(Range::new(range.start as usize, range.start as usize).in_file(at.file))
}

/// The owner's column that a query compares with what the caller sent.
fn claimed_column(project: &Project, effect: &Effect) -> Option<String> {
    let query = project.query_of(effect)?;
    let file = query.at.file;
    let code = project.file(file).code.as_ref()?;
    let is_known = |e| {
        matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { binding: Some(_), .. })
            && !project.is_sent(file, e)
    };
    let comparisons = query.conditions.iter().flat_map(Condition::comparisons);
    let mut claimed = comparisons.filter(|c| {
        let is_tested = |v| held::is_compared(code, v, is_known) || project.is_asked_with_caller(file, v);
        let by_caller = |v| (project.is_sent(file, v) || project.is_sent_in_form(file, v)) && !is_tested(v);
        c.op == "eq" && is_owner(project, query, c) && c.value.is_some_and(by_caller)
    });
    claimed.next().and_then(|c| c.column.clone())
}

/// A column that says whose row it is; where a row is a user, and is changed, that is `id`, too.
fn is_owner(project: &Project, query: &Query, comparison: &Comparison) -> bool {
    let Some(column) = comparison.column.as_deref() else { return false };
    let is_profile = query.tables.iter().any(|t| project.vocab.tables.profile.has(t));
    let words = crate::vocab::split(column);
    let is_user = words.iter().any(|w| matches!(w.as_str(), "user" | "owner" | "customer" | "usuario"));
    is_user && project.vocab.columns.owner.has(column) || is_profile && column == "id" && query.op.is_write()
}
