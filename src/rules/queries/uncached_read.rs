//! The same list, read from the database for every visitor of a public page.

use crate::{
    facts::code::{Code, Exported, ExprKind, Origin, StmtKind},
    model::{
        Project,
        queries::{Bound, Client, Condition, Op, Query},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.apps.iter().any(|a| a.uses("next")) {
        sink.not_applicable("no pages that a server renders");
        return;
    }
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let is_page = matches!(file.name().split('.').next(), Some("page" | "layout"))
            && file.path.split('/').any(|f| f == "app");
        if !is_page || is_for_members(&file.path) || !is_never_cached(code) || asks_visitor(code) {
            continue;
        }
        let mut lists = project.queries_in(id).iter().filter(|q| is_same_for_all(code, q));
        let Some(first) = lists.next() else { continue };
        let table = first.tables.join(" or ");
        let message = format!("the same list of {table} is read from the database for every visitor of this page");
        let finding = sink.report(first.at, file.path.clone(), message);
        for other in lists {
            finding.place(other.at, format!("reads {}", other.tables.join(" or ")));
        }
    }
}

/// `export const dynamic = "force-dynamic"`, `export const revalidate = 0`.
fn is_never_cached(code: &Code) -> bool {
    code.exports.iter().any(|export| {
        let Exported::Binding(binding) = export.value else { return false };
        let Origin::Var(stmt) = code.binding(binding).origin else { return false };
        let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
        match code.str(export.name) {
            "dynamic" => code.string(init) == Some("force-dynamic"),
            "revalidate" => matches!(code.expr(init), ExprKind::Number(n) if code.str(n) == "0"),
            _ => false,
        }
    })
}

/// Folders of pages behind the sign-in.
fn is_for_members(path: &str) -> bool {
    path.split('/').any(|folder| {
        let plain = folder.trim_matches(|c| matches!(c, '(' | ')'));
        matches!(
            plain,
            "admin"
                | "dashboard"
                | "settings"
                | "account"
                | "portal"
                | "protected"
                | "authenticated"
                | "private"
                | "console"
                | "members"
                | "internal"
        ) || folder == "(app)"
    })
}

/// Whether the page is for somebody: it asks who visits, reads his cookies, or what he looks for.
fn asks_visitor(code: &Code) -> bool {
    code.texts().any(|t| {
        matches!(
            t,
            "getUser"
                | "getSession"
                | "getServerSession"
                | "currentUser"
                | "requireUser"
                | "requireAuth"
                | "auth"
                | "cookies"
                | "headers"
                | "searchParams"
                | "getClaims"
                | "requireAdmin"
                | "getCurrentUser"
        )
    })
}

/// A list whose conditions are all written out in the code.
fn is_same_for_all(code: &Code, query: &Query) -> bool {
    let is_written_out = |c: &Condition| {
        c.comparisons().all(|c| {
            c.literal.is_some()
                || c.value.is_some_and(|v| {
                    matches!(
                        code.expr(v),
                        ExprKind::Bool(_) | ExprKind::Null | ExprKind::Number(_) | ExprKind::String(_)
                    )
                })
        })
    };
    query.op == Op::Select
        && !matches!(query.bound, Bound::One | Bound::CountOnly)
        && !matches!(query.client, Client::Service)
        && !query.has_unread
        && query.conditions.iter().all(is_written_out)
}
