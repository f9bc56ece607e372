//! The user whose rows are touched is named by the caller, while row security is switched off.

use super::routes;
use crate::{
    facts::code::{BinaryOp, Code, ExprKind, Node},
    frameworks::auth::Proof,
    model::{
        Project,
        queries::{Client, Comparison, Condition, Op, Query},
        routes::{How, Route},
    },
    rules::Sink,
    source::span::{FileId, Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    claimed(project, sink);
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        // A machine that knows a secret, or a signed message, may say whom it is about; an unsigned one has a rule of its own.
        if route.webhook.is_some()
            || route.guards.iter().any(|g| g.proof != Proof::Identity)
            || tests_role(project, route)
        {
            continue;
        }
        for effect in route.effects.iter().filter(|e| e.is_privileged()) {
            if seen.contains(&effect.at) {
                continue;
            }
            let Some(query) = effect.query.and_then(|at| project.queries.iter().find(|q| q.at == at)) else { continue };
            let Some(column) = claimed_column(project, query) else { continue };
            seen.push(effect.at);
            let what = query.tables.first().map_or("rows", String::as_str);
            let message = format!(
                "`{}` takes the user from the request: whoever sends another id gets his rows of `{what}`",
                route.entry.name
            );
            sink.report(query.at, &route.entry.name, message)
                .step(route.entry.at, format!("`{column}` comes from the caller"));
        }
    }
}

/// A helper that looks the caller up by the id he sends, and believes it.
fn claimed(project: &Project, sink: &mut Sink) {
    let mut seen: Vec<(Span, usize)> = Vec::new();
    for route in routes(project, sink) {
        for loose in &route.loose {
            let How::ClaimedIdentity(column) = &loose.how else { continue };
            if let Some(&(_, index)) = seen.iter().find(|(at, _)| *at == loose.at) {
                if let Some(finding) = sink.findings.get_mut(index) {
                    finding.thing(route.entry.at, &route.entry.name, "believes it");
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
            finding.thing(route.entry.at, &route.entry.name, "believes it");
        }
    }
}

/// The beginning of the function that a place stands in.
fn helper(project: &Project, at: Span) -> Option<Span> {
    let code = project.file(at.file).code.as_ref()?;
    let around = code.functions.iter().skip(1).map(|f| f.range).filter(|r| r.contains(at.range));
    let range = around.min_by_key(|r| r.end - r.start)?;
    Some(Range::new(range.start as usize, range.start as usize).in_file(at.file))
}

/// The owner's column that a privileged query compares with what the caller sent.
fn claimed_column(project: &Project, query: &Query) -> Option<String> {
    if !matches!(query.client, Client::Service | Client::Orm) || query.op == Op::Rpc {
        return None;
    }
    let file = query.at.file;
    let comparisons = query.conditions.iter().flat_map(Condition::comparisons);
    let owned = comparisons.filter(|c| c.op == "eq" && is_owner(project, query, c));
    let mut claimed =
        owned.filter(|c| c.value.is_some_and(|v| project.is_sent(file, v) && !is_compared(project, file, v)));
    claimed.next().and_then(|c| c.column.clone())
}

/// A column that says whose row it is; in a table with one row a user that is `id`, too.
fn is_owner(project: &Project, query: &Query, comparison: &Comparison) -> bool {
    let Some(column) = comparison.column.as_deref() else { return false };
    let is_profile = query.tables.iter().any(|t| project.vocab.tables.profile.has(t));
    let words = crate::vocab::split(column);
    let is_user = words.iter().any(|w| matches!(w.as_str(), "user" | "owner" | "customer" | "usuario"));
    is_user && project.vocab.columns.owner.has(column) || is_profile && column == "id"
}

/// Whether the value is held against something else (`body.userId !== user.id`) somewhere in its function.
fn is_compared(project: &Project, file: FileId, value: crate::facts::code::ExprId) -> bool {
    let Some(code) = project.file(file).code.as_ref() else { return false };
    let name = last_name(code, value);
    let function = code.function_of(value);
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let is_it = |e| last_name(code, e).is_some() && last_name(code, e) == name;
                let is_known = |e| {
                    matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { binding: Some(_), .. })
                        && !project.is_sent(file, e)
                };
                is_it(left) && is_known(right) || is_it(right) && is_known(left)
            }
            _ => false,
        },
        _ => false,
    })
}

fn last_name(code: &Code, expr: crate::facts::code::ExprId) -> Option<&str> {
    match code.expr(expr) {
        ExprKind::Ident { name, .. } => Some(code.str(name)),
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    }
}

/// Whether the caller's rights are looked at: then he may act for others.
fn tests_role(project: &Project, route: &Route) -> bool {
    let vocab = &project.vocab;
    let reads_rights =
        route.effects.iter().any(|e| !e.writes && e.table.as_deref().is_some_and(|t| vocab.tables.rights.has(t)));
    let by_words = route.functions.iter().any(|&(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Member { property, .. } => {
                    matches!(code.str(property), "role" | "is_admin" | "isAdmin" | "roles" | "app_metadata")
                }
                ExprKind::String(s) => matches!(code.str(s), "has_role" | "is_admin" | "has_permission"),
                _ => false,
            },
            _ => false,
        })
    });
    route.authenticated.is_yes() && (reads_rights || by_words)
}
