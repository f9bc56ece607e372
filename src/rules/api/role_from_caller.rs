//! The caller says which role he, or somebody, gets.

use super::{invited_admin, routes};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    frameworks::{auth::Proof, zod::Allowed},
    model::{
        Project,
        queries::Query,
        routes::{Route, held},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink).into_iter().filter(|r| may_be_anybody(r)) {
        invited_admin::report(project, route, sink);
        let in_objects = project
            .exprs_of(route)
            .filter_map(|(file, code, object)| Some((file, code, role(project, file, code, object)?)));
        for (file, code, (name, value)) in in_objects.chain(roles_in_statements(project, route)) {
            let at = code.range(value).in_file(file);
            if seen.contains(&at) || held::is_compared(code, value, |_| true) {
                continue;
            }
            let opening = if held::is_listed(code, value) { held::opening_role(project, code, value) } else { None };
            if opening.is_none() && held::is_listed(code, value) {
                continue;
            }
            seen.push(at);
            let route_name = &route.entry.name;
            let message = match &opening {
                Some((role, _)) => format!(
                    "`{route_name}` lets whoever calls choose his `{name}` from a list that holds `{role}`, which opens more than \
                     others may"
                ),
                None => {
                    format!("`{route_name}` writes the `{name}` that is sent: whoever calls makes himself an admin")
                }
            };
            let finding = sink.report(at, route_name, message);
            finding.step(route.entry.at, "any caller may send it");
            if let Some((_, asked)) = opening {
                finding.severity(Severity::High).place(asked, "here it is asked for");
            }
        }
    }
}

/// Whether no role of the caller is looked at, and he is no machine with a secret.
fn may_be_anybody(route: &Route) -> bool {
    !route.ties.by_role
        && route.webhook.is_none()
        && route.guards.iter().all(|g| g.proof == Proof::Identity)
        && route.effects.iter().any(crate::model::routes::Effect::is_privileged)
}

/// A right among what a call writes, taken from the request.
fn role<'c>(project: &Project, file: FileId, code: &'c Code, object: ExprId) -> Option<(&'c str, ExprId)> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    if !is_written(code, object) || !is_of_account(project, file, code, object) {
        return None;
    }
    // Behind a schema it may be the role in a shift or a team as well, unless the row is known to be a user's.
    let is_row = project.queries_in(file).iter().any(|q| q.at.range.contains(code.range(object)));
    code.property_list(properties).find_map(|p| match p.key {
        PropertyKey::Name(k)
            if project.vocab.columns.role.has(code.str(k))
                && (project.is_sent(file, p.value) || is_row && is_chosen(project, file, p.value)) =>
        {
            Some((code.str(k), p.value))
        }
        _ => None,
    })
}

/// Whether a role is whatever the caller sends, also behind a schema that lets a high one through.
fn is_chosen(project: &Project, file: FileId, role: ExprId) -> bool {
    project.is_sent(file, role)
        || project.allowed_by_schema(file, role).is_some_and(|allowed| match allowed {
            Allowed::Anything => true,
            Allowed::OneOf(roles) => roles.iter().any(|role| project.vocab.words.high_roles.has(role)),
        })
}

/// Rights among the columns that statements of SQL give a user's row, taken from the request.
fn roles_in_statements<'p>(project: &'p Project, route: &Route) -> Vec<(FileId, &'p Code, (&'p str, ExprId))> {
    let queries = route.effects.iter().filter(|e| e.writes).filter_map(|e| project.query_of(e));
    let mut found = Vec::new();
    for query in queries.filter(|q| q.written.is_empty() && is_of_user(project, q)) {
        let file = query.at.file;
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let mut rights =
            query.assigned.iter().filter(|(c, v)| project.vocab.columns.role.has(c) && is_chosen(project, file, *v));
        found.extend(rights.next().map(|(column, value)| (file, code, (column.as_str(), *value))));
    }
    found
}

fn is_of_user(project: &Project, query: &Query) -> bool {
    let tables = &project.vocab.tables;
    query.tables.iter().any(|t| tables.profile.has(t) || tables.rights.has(t))
}

/// Whether an object is the row, or the account, of a user; a role within one document is no right in the app.
fn is_of_account(project: &Project, file: FileId, code: &Code, object: ExprId) -> bool {
    let range = code.range(object);
    let query = project.queries_in(file).iter().find(|q| q.at.range.contains(range));
    query.is_none_or(|q| is_of_user(project, q))
}

/// Whether an object is what a write is given: `insert({ … })`, `createUser({ user_metadata: { … } })`.
fn is_written(code: &Code, object: ExprId) -> bool {
    let call = code.ancestors(Node::Expr(object)).take(4).find_map(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => Some(callee),
            _ => None,
        },
        _ => None,
    });
    let name = call.and_then(|callee| match code.expr(callee) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    });
    matches!(
        name,
        Some(
            "insert"
                | "upsert"
                | "update"
                | "createUser"
                | "updateUserById"
                | "create"
                | "inviteUserByEmail"
                | "set"
                | "values"
        )
    )
}
