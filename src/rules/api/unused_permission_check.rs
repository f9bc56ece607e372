//! A check of permissions that nobody calls, in an app whose pages show and set them.

use std::collections::BTreeSet;

use super::{limiters::is_imported, routes};
use crate::{
    facts::code::{Code, Exported, ExprKind, FnId, Node, Origin, StmtKind},
    frameworks::auth::Proof,
    model::{Project, calls::FnRef},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let routes = routes(project, sink);
    let run: BTreeSet<FnRef> = routes.iter().flat_map(|r| r.functions.iter().copied()).collect();
    let is_for_known = routes.iter().any(|r| r.guards.iter().any(|g| g.proof == Proof::Identity));
    let is_check = |&(file, function): &FnRef| {
        project.file(file).code.as_ref().is_some_and(|code| is_permission_check(project, code, function))
    };
    if !is_for_known || run.iter().any(is_check) || !pages_show_permissions(project) {
        return;
    }
    for (file, info, code) in project.code_files().filter(|(_, info, _)| info.role.is_production()) {
        if project.sides.of(file).is_client() {
            continue;
        }
        for export in &code.exports {
            let Some(function) = function_of(code, export.value) else { continue };
            let Exported::Binding(binding) = export.value else { continue };
            // Few are checks, and who imports one is a look at all files.
            if !is_permission_check(project, code, function)
                || !code.references(binding).is_empty()
                || is_imported(project, file, export.value)
            {
                continue;
            }
            let name = code.str(export.name);
            let message = format!(
                "`{name}` refuses nobody: no entry point calls it, so what pages say of permissions holds in the pages alone"
            );
            sink.report(code.function(function).range.in_file(file), format!("{}#{name}", info.path), message);
        }
    }
}

fn function_of(code: &Code, value: Exported) -> Option<FnId> {
    let Exported::Binding(binding) = value else { return None };
    match code.binding(binding).origin {
        Origin::Function(function) => Some(function),
        Origin::Var(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { init: Some(init), .. } => match code.expr(init) {
                ExprKind::Function(function) => Some(function),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether a function is called after permissions and turns somebody away: `requirePermission`.
fn is_permission_check(project: &Project, code: &Code, function: FnId) -> bool {
    let name = code.function(function).name.map_or("", |name| code.str(name));
    let name = if name.is_empty() { name_of(code, function).unwrap_or("") } else { name };
    let turns_away = || {
        code.descendants(Node::Function(function)).any(|node| match node {
            Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Throw(_)),
            Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "403"),
            _ => false,
        })
    };
    names_permission(name) && project.vocab.guards.authorization_helpers.has(name) && turns_away()
}

/// `requirePermission` of `const requirePermission = (name) => …`.
fn name_of(code: &Code, function: FnId) -> Option<&str> {
    let Node::Expr(written) = code.function(function).parent else { return None };
    let Node::Stmt(stmt) = code.parent(written) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    let mut names = Vec::new();
    code.bound_names(pattern, &mut names);
    names.first().map(|&name| code.str(code.binding(name).name))
}

fn names_permission(name: &str) -> bool {
    // Most names need not be taken apart.
    let may = name.contains("ermis");
    may && crate::vocab::split(name).iter().any(|w| {
        matches!(w.as_str(), "permission" | "permissions" | "permiso" | "permisos" | "permissao" | "permissoes")
    })
}

/// Whether a page reads or sets what somebody may do: `user.permissions`.
fn pages_show_permissions(project: &Project) -> bool {
    let shows = |code: &Code| {
        code.expr_ids().any(|e| match code.expr(e) {
            ExprKind::Member { property, .. } => names_permission(code.str(property)),
            _ => false,
        })
    };
    let mut pages =
        project.code_files().filter(|(file, info, _)| info.role.is_production() && project.sides.of(*file).is_client());
    pages.any(|(_, _, code)| shows(code))
}
